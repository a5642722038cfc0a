package io.originlock.lab.control.iam;

import io.originlock.lab.control.Call;
import io.originlock.lab.control.Query;
import io.originlock.lab.iam.Permission;
import io.originlock.lab.model.Account;
import io.originlock.lab.moto.MotoClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What IAM demands of a caller. {@code iam:PermissionsBoundary} is the boundary that a request
 * sets, or else the one that the role has.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_iam.html">Service
 *     Authorization Reference</a>
 */
final class IamPermissions {
  private static final Pattern ARN = Pattern.compile("<Arn>(.*?)</Arn>");
  private static final Pattern BOUNDARY =
      Pattern.compile("<PermissionsBoundaryArn>(.*?)</PermissionsBoundaryArn>");

  private final MotoClient moto;

  IamPermissions(MotoClient moto) {
    this.moto = moto;
  }

  List<Permission> of(Call call, Map<String, List<String>> tags) {
    Query form = Query.parse(call.request().text());
    String action = "iam:" + call.operation();
    Optional<String> name = form.first("RoleName");
    if (name.isEmpty()) {
      return List.of(new Permission(action, "*", tags));
    }
    boolean creates = call.operation().equals("CreateRole");
    String role = creates ? "" : role(name.get());
    String resource =
        first(ARN, role)
            .orElse(
                "arn:aws:iam::%s:role%s%s"
                    .formatted(Account.ID, form.first("Path").orElse("/"), name.get()));
    Map<String, List<String>> context = new LinkedHashMap<>(tags);
    form.first("PermissionsBoundary")
        .or(() -> first(BOUNDARY, role))
        .ifPresent(boundary -> context.put("iam:PermissionsBoundary", List.of(boundary)));
    return creates
        ? RequiredPermissions.created(action, resource, context, "iam:TagRole")
        : List.of(new Permission(action, resource, context));
  }

  private String role(String name) {
    return moto.query("iam", "Action=GetRole&Version=2010-05-08&RoleName=" + Query.encode(name))
        .text();
  }

  private static Optional<String> first(Pattern element, String xml) {
    Matcher matcher = element.matcher(xml);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
