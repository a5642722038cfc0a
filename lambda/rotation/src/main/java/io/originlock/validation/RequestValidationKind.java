package io.originlock.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.examine.GateTraits;
import io.originlock.gate.GateKind;
import io.originlock.gate.GateSight;
import io.originlock.gate.InstalledGate;
import io.originlock.gate.InstalledGate.StandsOn;
import io.originlock.gate.Refusal;
import io.originlock.gate.Workshop;
import io.originlock.settings.Environment;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The gate {@code request-validation}: a header that the API's methods require. */
public final class RequestValidationKind implements GateKind {
  private static final Pattern METHOD =
      Pattern.compile("(ANY|DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT) /\\S*");

  @Override
  public String label() {
    return "request-validation";
  }

  @Override
  public GateTraits proposed() {
    return new ValidationTraits();
  }

  @Override
  public InstalledGate install(Environment settings, Workshop workshop) {
    return new InstalledGate(
        new RequestValidationGate(
            workshop.aws().patchingApiGateway(),
            workshop.lock(),
            workshop.stages(),
            new ProtectedMethods(methods(settings), workshop.probePaths()),
            settings.flag("ORIGIN_LOCK_DEPLOY_DRAFTS"),
            workshop.random(),
            workshop.clock(),
            workshop.nanoTime(),
            workshop.pause()),
        () -> GateSight.of(new ValidationTraits()),
        Refusal.invalidParameters(),
        StandsOn.NOTHING);
  }

  private static Optional<Set<String>> methods(Environment settings) {
    String variable = "ORIGIN_LOCK_METHODS";
    if (settings.optional(variable).isEmpty()) {
      return Optional.empty();
    }
    Set<String> methods = new HashSet<>();
    for (JsonNode method : settings.array(variable, 1)) {
      if (!method.isTextual() || !METHOD.matcher(method.textValue()).matches()) {
        throw settings.refused(
            variable, "must hold methods such as \"GET /pets\" or \"ANY /{proxy+}\"");
      }
      methods.add(method.textValue());
    }
    return Optional.of(methods);
  }
}
