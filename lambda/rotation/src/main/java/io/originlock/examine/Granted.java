package io.originlock.examine;

import io.originlock.survey.Wildcards;
import java.util.List;

/**
 * What the worker's role may do, as far as it matters when a distribution is written back.
 *
 * @param permissions all of them
 */
public record Granted(List<Permission> permissions) {
  public static final Granted NOTHING = new Granted(List.of());

  public Granted {
    permissions = List.copyOf(permissions);
  }

  /**
   * A permission.
   *
   * @param action an IAM action, {@code *} and {@code ?} as IAM has them
   * @param resource an ARN, likewise
   */
  public record Permission(String action, String resource) {}

  /** Whether it may do this to that resource. */
  public boolean allows(String action, String resource) {
    return permissions.stream()
        .anyMatch(
            each ->
                Wildcards.fit(each.action(), action, true)
                    && Wildcards.fit(each.resource(), resource, false));
  }
}
