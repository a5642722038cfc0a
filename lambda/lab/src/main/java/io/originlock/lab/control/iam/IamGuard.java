package io.originlock.lab.control.iam;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.lab.control.AwsErrors;
import io.originlock.lab.control.Call;
import io.originlock.lab.control.Handler;
import io.originlock.lab.iam.Permission;
import io.originlock.lab.moto.MotoClient;
import io.originlock.lab.moto.WireReply;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Checks the calls of functions against the policies of their roles. */
public final class IamGuard implements Handler {
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

  @Override
  public WireReply handle(Call call, Next next) {
    if (!call.caller().isFunction()) {
      return next.proceed(call);
    }
    String function = call.caller().name();
    String role = roles.apply(function);
    Optional<Permission> missing =
        required.of(call).stream()
            .filter(permission -> !permissions.allow(function, role, permission))
            .findFirst();
    return missing
        .map(
            permission ->
                AwsErrors.accessDenied(call.service(), message(role, function, permission)))
        .orElseGet(() -> next.proceed(call));
  }

  private static String message(String role, String function, Permission permission) {
    return "User: arn:aws:sts::123456789012:assumed-role/%s/%s is not authorized to perform: %s on resource: %s because no identity-based policy allows the %s action"
        .formatted(
            role.substring(role.lastIndexOf('/') + 1),
            function,
            permission.action(),
            permission.resource(),
            permission.action());
  }
}
