package io.originlock.lab.ledger;

import io.originlock.lab.gateway.GatewayHosts;
import io.originlock.lab.gateway.GatewayListener;
import io.originlock.lab.model.ApiCatalog;
import io.originlock.lab.model.ApiCatalog.ApiKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Every secret that the API ever honoured, with its life. Built from what the control plane was
 * told and what each host then did, never from what the worker says.
 */
public final class Secrets implements GatewayListener {

  /** A secret that is no longer to be honoured, and since when. */
  public record RetiredSecret(String value, Instant since) {
    /** The time alone. */
    @Override
    public String toString() {
      return "retired at " + since;
    }
  }

  /** A host began, or ceased, to honour a secret. */
  public record HostChange(Instant at, int host, int secret, boolean honours) {}

  private final List<SecretLife> lives = new ArrayList<>();
  private final List<HostChange> changes = new ArrayList<>();
  private ApiCatalog newest = ApiCatalog.empty();

  @Override
  public synchronized void pushed(ApiCatalog catalog, Instant at) {
    newest = catalog;
    for (ApiKey key : catalog.keys()) {
      if (GatewayHosts.honours(catalog, key.value()) && life(key.value()).isEmpty()) {
        lives.add(new SecretLife(lives.size() + 1, key.value(), at));
      }
    }
    for (SecretLife life : lives) {
      life.controlSays(GatewayHosts.honours(catalog, life.value()), at);
    }
  }

  @Override
  public synchronized void learned(int host, ApiCatalog catalog, Instant at) {
    for (SecretLife life : lives) {
      boolean honours = GatewayHosts.honours(catalog, life.value());
      if (life.hostSays(host, honours, at)) {
        changes.add(new HostChange(at, host, life.number(), honours));
      }
    }
  }

  /** The secrets that the control plane was told to stop honouring. */
  public synchronized List<RetiredSecret> retired() {
    return lives.stream()
        .filter(life -> life.retiredAt().isPresent())
        .map(life -> new RetiredSecret(life.value(), life.retiredAt().orElseThrow()))
        .toList();
  }

  /** The secrets that the control plane was told to honour and not yet to stop honouring. */
  public synchronized List<String> honoured() {
    return lives.stream()
        .filter(life -> life.retiredAt().isEmpty())
        .map(SecretLife::value)
        .toList();
  }

  /** Every secret that ever was, to search for. */
  public synchronized Set<String> all() {
    return lives.stream().map(SecretLife::value).collect(Collectors.toUnmodifiableSet());
  }

  /** Ids of the keys with this value. */
  public synchronized List<String> keyIds(String value) {
    return newest.keys().stream().filter(key -> key.value().equals(value)).map(ApiKey::id).toList();
  }

  /** The keys that are there beyond those wanted, whether a plan has them or not. */
  public synchronized int leftover(int wanted) {
    return Math.max(0, newest.keys().size() - wanted);
  }

  /** What the hosts did, in order. */
  public synchronized List<HostChange> changes() {
    return List.copyOf(changes);
  }

  synchronized List<SecretLife> lives() {
    return List.copyOf(lives);
  }

  /** The number of the secret among these header values; 0 when there is none. */
  public synchronized int numberAmong(Set<String> values) {
    return lives.stream()
        .filter(life -> values.contains(life.value()))
        .mapToInt(SecretLife::number)
        .max()
        .orElse(0);
  }

  private Optional<SecretLife> life(String value) {
    return lives.stream().filter(life -> life.value().equals(value)).findFirst();
  }
}
