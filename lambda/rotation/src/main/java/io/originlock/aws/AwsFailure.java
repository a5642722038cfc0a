package io.originlock.aws;

import io.originlock.model.LockException;
import io.originlock.survey.Unread.Reason;
import java.util.Optional;

/** A call of AWS that failed, as {@link AwsFailures} tells it. */
public final class AwsFailure extends LockException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final String permission;

  AwsFailure(
      String resource,
      String operation,
      String remedy,
      Reason reason,
      Optional<String> permission) {
    super(resource, operation, remedy);
    this.reason = reason;
    this.permission = permission.orElse(null);
  }

  public Reason reason() {
    return reason;
  }

  /** The IAM action that was denied, such as {@code apigateway:GET}; empty for another reason. */
  public Optional<String> permission() {
    return Optional.ofNullable(permission);
  }
}
