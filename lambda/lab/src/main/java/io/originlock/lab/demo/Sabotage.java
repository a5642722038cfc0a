package io.originlock.lab.demo;

import io.originlock.lab.LabException;
import io.originlock.lab.control.AwsCall;
import io.originlock.lab.gate.GateView;
import io.originlock.lab.gate.GateView.Deletion;
import io.originlock.lab.gate.Gates;
import io.originlock.lab.net.Daemons;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * Breaks the protocol on purpose, to show that the demo would notice: as soon as the worker gives
 * CloudFront the new secret, somebody deletes the old one at the gate.
 */
final class Sabotage implements AutoCloseable {

  /** The value of {@code LAB_SABOTAGE}. */
  static final String RETIRE_FIRST = "retire-first";

  private final Site site;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Daemons.named("sabotage"));
  private final Deletion deletion;
  private final AtomicReference<List<String>> old = new AtomicReference<>(List.of());

  private Sabotage(Site site, Deletion deletion) {
    this.site = site;
    this.deletion = deletion;
    site.aws().listen(this::hear);
  }

  /**
   * From now on in every rotation.
   *
   * @param kind nothing, or {@value #RETIRE_FIRST}
   */
  static Sabotage of(String kind, Site site) {
    if (!kind.equals(RETIRE_FIRST)) {
      throw new LabException(
          "LAB_SABOTAGE=" + kind, "do that", "There is " + RETIRE_FIRST + " alone.");
    }
    GateView gate = site.settings().gate();
    return gate.deletion()
        .map(deletion -> new Sabotage(site, deletion))
        .orElseThrow(
            () ->
                new LabException(
                    "LAB_SABOTAGE=" + kind,
                    "do that to the gate " + gate.name(),
                    "No single call deletes a secret there. Choose GATE="
                        + Gates.all().stream()
                            .filter(other -> other.deletion().isPresent())
                            .map(GateView::name)
                            .collect(Collectors.joining(" or "))
                        + "."));
  }

  /** A rotation begins: what is honoured now is old once the worker updates CloudFront. */
  void rotationBegins() {
    old.set(site.ledger().secrets().deletable(deletion));
  }

  private void hear(AwsCall call) {
    if (call.operation().equals("UpdateDistribution") && call.status() == 200) {
      old.getAndSet(List.of()).forEach(path -> thread.execute(() -> delete(path)));
    }
  }

  private void delete(String path) {
    URI resource = site.aws().endpoint().resolve(path);
    // The control plane reads the service from the credential's scope, as AWS does.
    HttpRequest request =
        HttpRequest.newBuilder(resource)
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=lab/20260101/us-east-1/apigateway/aws4_request,"
                    + " SignedHeaders=host, Signature=0")
            .DELETE()
            .build();
    try {
      client.send(request, HttpResponse.BodyHandlers.discarding());
    } catch (IOException failed) {
      throw new LabException(path, "delete it", "See the cause.", failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
