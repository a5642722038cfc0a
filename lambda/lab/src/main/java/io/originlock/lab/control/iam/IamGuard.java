package io.originlock.lab.control.iam;

import com.fasterxml.jackson.databind.JsonNode;
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

/**
 * Checks everybody's calls against the organisation's policies, and those of functions against the
 * policies of their roles. Everybody else is an administrator of the account.
 */
public final class IamGuard implements Handler {
  private static final String TERRAFORM = "arn:aws:iam::" + Account.ID + ":user/terraform";

  private final ServiceControlPolicies organisation;
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
      ServiceControlPolicies organisation,
      Permissions permissions,
      MotoClient moto,
      Function<String, Optional<JsonNode>> apiGateway,
      UnaryOperator<String> roles) {
    this.organisation = organisation;
    this.permissions = permissions;
    this.required = new RequiredPermissions(moto, apiGateway);
    this.roles = roles;
  }

  @Override
  public WireReply handle(Call call, Next next) {
    boolean function = call.caller().isFunction();
    if (!function && !organisation.attached()) {
      return next.proceed(call);
    }
    Optional<String> role =
        function ? Optional.of(roles.apply(call.caller().name())) : Optional.empty();
    return required.of(call).stream()
        .flatMap(permission -> denial(call, role, permission).stream())
        .findFirst()
        .map(message -> AwsErrors.accessDenied(call.service(), message))
        .orElseGet(() -> next.proceed(call));
  }

  /** Why AWS denies this, in its words; empty if it does not. */
  private Optional<String> denial(Call call, Optional<String> role, Permission permission) {
    String function = call.caller().name();
    String why;
    if (organisation.deny(permission)) {
      why = "with an explicit deny in a service control policy";
    } else if (role.isPresent() && !permissions.allow(function, role.get(), permission)) {
      why = "because no identity-based policy allows the " + permission.action() + " action";
    } else {
      return Optional.empty();
    }
    return Optional.of(
        "User: %s is not authorized to perform: %s on resource: %s %s"
            .formatted(
                role.map(arn -> session(arn, function)).orElse(TERRAFORM),
                permission.action(),
                permission.resource(),
                why));
  }

  private static String session(String role, String function) {
    return "arn:aws:sts::%s:assumed-role/%s/%s"
        .formatted(Account.ID, role.substring(role.lastIndexOf('/') + 1), function);
  }
}
