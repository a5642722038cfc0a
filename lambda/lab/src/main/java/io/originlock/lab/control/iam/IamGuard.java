package io.originlock.lab.control.iam;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.lab.control.AwsCall;
import io.originlock.lab.control.AwsErrors;
import io.originlock.lab.control.Call;
import io.originlock.lab.control.Handler;
import io.originlock.lab.iam.Permission;
import io.originlock.lab.model.Account;
import io.originlock.lab.moto.MotoClient;
import io.originlock.lab.moto.WireReply;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Checks the calls of functions, and those of everybody else where an organisation denies any. */
public final class IamGuard implements Handler {
  private static final String TERRAFORM = "arn:aws:iam::" + Account.ID + ":user/terraform";

  private final Permissions permissions;
  private final RequiredPermissions required;
  private final UnaryOperator<String> roles;

  /**
   * Guards calls.
   *
   * @param apiGateway a resource of API Gateway's by its path
   * @param roles the ARN of a function's role by the function's name
   */
  public IamGuard(
      Permissions permissions,
      MotoClient moto,
      Function<String, Optional<JsonNode>> apiGateway,
      UnaryOperator<String> roles) {
    this.permissions = permissions;
    this.required = new RequiredPermissions(moto, apiGateway);
    this.roles = roles;
  }

  /** Forgets what a call may have changed. */
  public void hear(AwsCall call) {
    required.hear(call);
  }

  @Override
  public WireReply handle(Call call, Next next) {
    if (!call.caller().isFunction() && !permissions.bindEverybody()) {
      return next.proceed(call);
    }
    return denial(call)
        .map(message -> AwsErrors.accessDenied(call.service(), message))
        .orElseGet(() -> next.proceed(call));
  }

  private Optional<String> denial(Call call) {
    if (!call.caller().isFunction()) {
      return first(call, TERRAFORM, permission -> permissions.denial(TERRAFORM, permission));
    }
    String function = call.caller().name();
    String role = roles.apply(function);
    String session =
        "arn:aws:sts::%s:assumed-role/%s/%s"
            .formatted(Account.ID, role.substring(role.lastIndexOf('/') + 1), function);
    return first(call, session, permission -> permissions.denial(function, role, permission));
  }

  private Optional<String> first(
      Call call, String user, Function<Permission, Optional<String>> denial) {
    return required.of(call).stream()
        .flatMap(
            permission ->
                denial.apply(permission).map(why -> message(user, permission, why)).stream())
        .findFirst();
  }

  private static String message(String user, Permission permission, String why) {
    return "User: %s is not authorized to perform: %s on resource: %s %s"
        .formatted(user, permission.action(), permission.resource(), why);
  }
}
