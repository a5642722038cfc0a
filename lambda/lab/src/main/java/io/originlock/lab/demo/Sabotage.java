package io.originlock.lab.demo;

import io.originlock.lab.LabException;
import io.originlock.lab.control.AwsCall;
import io.originlock.lab.gate.ApiKeyView;
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

/**
 * Breaks the protocol on purpose, to show that the demo would notice: as soon as the worker gives
 * CloudFront the new secret, somebody deletes the old one's API key.
 */
final class Sabotage implements AutoCloseable {

  /** The value of {@code LAB_SABOTAGE}. */
  static final String RETIRE_FIRST = "retire-first";

  private final Site site;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Daemons.named("sabotage"));
  private final AtomicReference<List<String>> oldKeys = new AtomicReference<>(List.of());

  private Sabotage(Site site) {
    this.site = site;
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
    if (!(site.settings().gate() instanceof ApiKeyView)) {
      throw new LabException(
          "LAB_SABOTAGE=" + kind,
          "do that to the gate " + site.settings().gate().name(),
          "It deletes API keys: GATE=api-key.");
    }
    return new Sabotage(site);
  }

  /** A rotation begins: what is honoured now is old once the worker updates CloudFront. */
  void rotationBegins() {
    oldKeys.set(
        site.ledger().secrets().honoured().stream()
            .flatMap(value -> site.ledger().secrets().keyIds(value).stream())
            .toList());
  }

  private void hear(AwsCall call) {
    if (call.operation().equals("UpdateDistribution") && call.status() == 200) {
      List<String> victims = oldKeys.getAndSet(List.of());
      victims.forEach(id -> thread.execute(() -> delete(id)));
    }
  }

  private void delete(String keyId) {
    URI key = site.aws().endpoint().resolve("/apikeys/" + keyId);
    // The control plane reads the service from the credential's scope, as AWS does.
    HttpRequest request =
        HttpRequest.newBuilder(key)
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=lab/20260101/us-east-1/apigateway/aws4_request,"
                    + " SignedHeaders=host, Signature=0")
            .DELETE()
            .build();
    try {
      client.send(request, HttpResponse.BodyHandlers.discarding());
    } catch (IOException failed) {
      throw new LabException("API key " + keyId, "delete it", "See the cause.", failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
