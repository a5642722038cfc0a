package io.originlock.lab.iam;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a caller needs for a call.
 *
 * @param action {@code ssm:PutParameter}
 * @param resource an ARN, or {@code *} where the service knows none
 * @param context the condition keys of the request and their values
 */
public record Permission(String action, String resource, Map<String, List<String>> context) {

  public Permission {
    context = Map.copyOf(context);
  }

  /** The same with one more condition key. */
  public Permission with(String key, String value) {
    Map<String, List<String>> more = new HashMap<>(context);
    more.put(key, List.of(value));
    return new Permission(action, resource, more);
  }

  /** A permission whose request has no condition keys. */
  public static Permission of(String action, String resource) {
    return new Permission(action, resource, Map.of());
  }
}
