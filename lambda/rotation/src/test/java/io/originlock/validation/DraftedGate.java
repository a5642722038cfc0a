package io.originlock.validation;

import static io.originlock.validation.DraftedApi.PROD;

import io.originlock.aws.ApiStage;
import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.model.SecretValue;
import io.originlock.port.Demand;
import io.originlock.port.DesiredGate;
import io.originlock.port.ObservedGate;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The gate over a {@link DraftedApi}, with what its tests say and see. */
abstract class DraftedGate {
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  final DraftedApi api = new DraftedApi();
  final List<Duration> pauses = new ArrayList<>();
  long nanos;
  final List<Demand> announced = new ArrayList<>();
  final RequestValidationGate gate;

  private final DraftedApi.Host host;

  DraftedGate(DraftedApi.Host host) {
    this.host = host;
    this.gate = gate(Optional.empty(), false, PROD);
  }

  RequestValidationGate gate(
      Optional<Set<String>> methods, boolean deploysDrafts, ApiStage... stages) {
    return new RequestValidationGate(
        host.of(api),
        "prod",
        List.of(stages),
        new ProtectedMethods(methods, Set.of("/probe")),
        deploysDrafts,
        new SecureRandom(),
        Clock.fixed(NOW, ZoneOffset.UTC),
        () -> nanos,
        pauses::add);
  }

  static Secret secret(int number) {
    return new Secret(new SecretId(number), new SecretValue("%032x".formatted(number)), NOW);
  }

  static String header(int number) {
    return "X-Origin-Lock-%032x".formatted(number);
  }

  static String parameter(int number) {
    return "method.request.header." + header(number);
  }

  static DesiredGate only(int number) {
    return new DesiredGate(false, List.of(secret(number)), Set.of());
  }

  ObservedGate observe() {
    return gate.observe(List.of(secret(1), secret(2)));
  }

  boolean honour(DesiredGate honoured) {
    return honour(gate, honoured);
  }

  boolean honour(RequestValidationGate which, DesiredGate honoured) {
    return which.honour(honoured, which.observe(List.of(secret(1), secret(2))), announced::add);
  }
}
