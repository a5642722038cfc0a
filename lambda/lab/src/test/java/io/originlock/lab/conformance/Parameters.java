package io.originlock.lab.conformance;

import io.originlock.model.Attempts;
import io.originlock.model.LockState;
import io.originlock.model.Requests;
import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.model.SecretValue;
import io.originlock.model.Secrets;
import io.originlock.model.Stage;
import io.originlock.model.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** A path of a test's own in Parameter Store; what is under it goes when the test ends. */
final class Parameters implements AutoCloseable {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456789Z");
  private static final int BATCH = 10;

  private final SsmClient ssm;
  private final String path = "/origin-lock-conformance/" + UUID.randomUUID();

  Parameters(Cloud cloud) {
    this.ssm = cloud.ssm();
  }

  String path() {
    return path;
  }

  /** The full name of a state's parameter. */
  String state(long sequence) {
    return "%s/state/%010d".formatted(path, sequence);
  }

  Optional<Parameter> read(String name) {
    try {
      return Optional.of(ssm.getParameter(r -> r.name(name).withDecryption(true)).parameter());
    } catch (ParameterNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Writes a parameter as somebody else would. */
  void put(String name, ParameterType type, String value) {
    ssm.putParameter(r -> r.name(name).type(type).value(value).overwrite(true));
  }

  /** The names of all that is there. */
  List<String> names() {
    return ssm
        .getParametersByPathPaginator(r -> r.path(path).recursive(true).maxResults(BATCH))
        .stream()
        .flatMap(page -> page.parameters().stream())
        .map(Parameter::name)
        .sorted()
        .toList();
  }

  /** A state without anything unusual. */
  static LockState numbered(long sequence) {
    return with(sequence, List.of("r1"), "a test wrote it");
  }

  static LockState with(long sequence, List<String> requests, String reason) {
    Secret current =
        new Secret(
            new SecretId(1), new SecretValue("AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcd"), NOW);
    return new LockState(
        sequence,
        Stage.IDLE,
        NOW,
        new Secrets(current, null, List.of(), Set.of()),
        new Times(NOW, NOW, null),
        new Requests(false, null, requests),
        Attempts.NONE,
        reason);
  }

  @Override
  public void close() {
    List<String> left = new ArrayList<>(names());
    for (int from = 0; from < left.size(); from += BATCH) {
      List<String> some = left.subList(from, Math.min(from + BATCH, left.size()));
      ssm.deleteParameters(r -> r.names(some));
    }
  }
}
