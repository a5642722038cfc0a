package io.originlock.validation;

import static io.originlock.audit.OpenDoor.Kind.REFUSAL_TELLS_SECRET;

import io.originlock.audit.DeployedStage;
import io.originlock.audit.GateCheck;
import io.originlock.audit.OpenDoor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The audit of the gate {@code request-validation}: each method must require the lock's header and
 * have a validator that looks, and the answer to those without it must not tell its name.
 */
public final class RequestValidationCheck implements GateCheck {
  @Override
  public Optional<String> header() {
    return Optional.empty();
  }

  @Override
  public boolean carries(String headerName) {
    return LockHeader.secret(headerName).isPresent();
  }

  @Override
  public List<String> accessLogVariables() {
    // Each of them says which required parameter was missing.
    return List.of(
        "context.error.message",
        "context.error.messageString",
        "context.error.validationErrorString");
  }

  @Override
  public ExecutionLogs executionLogs() {
    return ExecutionLogs.NAME_IT;
  }

  @Override
  public List<OpenDoor> gate() {
    return List.of();
  }

  @Override
  public List<OpenDoor> stage(DeployedStage stage) {
    Map<String, Served.Method> byLabel =
        Served.methods(stage.document()).stream()
            .collect(Collectors.toMap(Served.Method::label, Function.identity()));
    List<OpenDoor> doors = new ArrayList<>();
    boolean demands = false;
    for (DeployedStage.Method method : stage.methods()) {
      Served.Method found = byLabel.get(method.label());
      demands |= found != null && !found.demanded().isEmpty();
      if (found == null || found.demanded().isEmpty()) {
        doors.add(
            stage.open(
                method,
                "It does not require the lock's header.",
                "Let the lock protect it, by the gate's variable methods; the next tick mends a"
                    + " method that it protects."));
      } else if (!found.validates()) {
        doors.add(
            stage.open(
                method,
                "It requires the lock's header, but no validator checks its parameters.",
                "Give it the gate's request validator, or one of yours that validates parameters,"
                    + " and deploy."));
      }
    }
    if (demands && Refusals.tell(DeployedFacts.of(stage.document()))) {
      doors.add(
          stage.door(
              REFUSAL_TELLS_SECRET,
              "It names the header that is missing, to whoever asks without it.",
              Refusals.REMEDY));
    }
    return doors;
  }
}
