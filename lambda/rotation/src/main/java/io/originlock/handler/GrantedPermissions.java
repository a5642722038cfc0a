package io.originlock.handler;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.examine.Granted;
import io.originlock.examine.Granted.Permission;
import io.originlock.settings.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what the worker's role may do beyond its own: {@code [{"actions", "resources"}, …]}. */
final class GrantedPermissions {
  private static final String VARIABLE = "ORIGIN_LOCK_GRANTED";

  private GrantedPermissions() {}

  /** Empty if nothing is said of it. */
  static Optional<Granted> in(Environment env) {
    if (env.optional(VARIABLE).isEmpty()) {
      return Optional.empty();
    }
    List<Permission> permissions = new ArrayList<>();
    for (JsonNode statement : env.array(VARIABLE, 0)) {
      for (JsonNode action : statement.path("actions")) {
        for (JsonNode resource : statement.path("resources")) {
          permissions.add(new Permission(action.asText(), resource.asText()));
        }
      }
    }
    return Optional.of(new Granted(permissions));
  }
}
