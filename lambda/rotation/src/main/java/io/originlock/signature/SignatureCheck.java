package io.originlock.signature;

import static io.originlock.audit.OpenDoor.Kind.ANSWERS_CACHED;

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
 * The audit of the gate {@code signature}: each method must ask the lock's authorizer, for every
 * request anew. The key never reaches the API, and what does, a signature, is worth something for
 * the window alone.
 */
public final class SignatureCheck implements GateCheck {
  private final SignedMethods methods;

  /**
   * @param authorizer the ARN of the authorizer's function, without a version
   */
  public SignatureCheck(String authorizer) {
    this.methods = new SignedMethods(authorizer);
  }

  @Override
  public Optional<String> header() {
    return Optional.of(KeyHeader.NAME);
  }

  /** {@inheritDoc} The edge function takes it away. */
  @Override
  public boolean reachesTheApi() {
    return false;
  }

  @Override
  public List<String> accessLogVariables() {
    return List.of();
  }

  @Override
  public ExecutionLogs executionLogs() {
    return ExecutionLogs.HIDE_IT;
  }

  @Override
  public List<OpenDoor> gate() {
    return List.of();
  }

  @Override
  public List<OpenDoor> stage(DeployedStage stage) {
    Map<String, SignedMethods.Method> byLabel =
        methods.of(stage.document()).stream()
            .collect(Collectors.toMap(SignedMethods.Method::label, Function.identity()));
    List<OpenDoor> doors = new ArrayList<>();
    for (DeployedStage.Method method : stage.methods()) {
      SignedMethods.Method found = byLabel.get(method.label());
      if (found == null || !found.asks()) {
        doors.add(
            stage.open(
                method,
                "It does not ask the lock's authorizer.",
                "Give it the gate's authorizer (authorization CUSTOM), and deploy."));
      } else if (found.cached()) {
        doors.add(
            new OpenDoor(
                ANSWERS_CACHED,
                stage.where(),
                method.label(),
                "An answer of the lock's authorizer is used for other requests with the same"
                    + " signature.",
                "Set authorizer_result_ttl_in_seconds = 0 on the authorizer, and deploy."));
      }
    }
    return doors;
  }
}
