package io.originlock.handler;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.engine.Action;
import io.originlock.engine.Request;
import io.originlock.finding.Accepted;
import io.originlock.model.LockException;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Reads the function's events, and refuses an unknown action or field by its name. */
final class Events {
  private static final String ACCEPTED = "accepted_findings";
  private static final Set<String> FIELDS =
      Set.of("action", "request_id", "force", "adopt", "tf", ACCEPTED);

  /** What Terraform's lifecycle may ask, at creation and at destroy. */
  private static final Set<Action> LIFECYCLE =
      EnumSet.of(Action.DISENGAGE, Action.ENFORCE, Action.MAY_LEAVE);

  private static final int ID_MAX = 128;

  private final ObjectMapper json = new ObjectMapper();

  /**
   * An event, read.
   *
   * @param request what is asked
   * @param byTerraform whether Terraform's lifecycle sent it
   * @param atDestroy whether Terraform sent it because its resource goes away
   * @param accepted the findings that whoever asks accepts beside the lock's own
   */
  record Event(Request request, boolean byTerraform, boolean atDestroy, List<Accepted> accepted) {

    /** Whether this is sent at creation too, and means something at destroy alone. */
    boolean untilDestroy() {
      return byTerraform
          && !atDestroy
          && (request.action() == Action.DISENGAGE || request.action() == Action.MAY_LEAVE);
    }
  }

  /**
   * @param fallbackId the id of a request that brings none: Lambda's own, which its retries share
   */
  Event read(InputStream input, String fallbackId) throws IOException {
    JsonNode node;
    try {
      node = json.readTree(input);
    } catch (JsonProcessingException e) {
      throw refused("event", "is not JSON");
    }
    if (node == null || !node.isObject()) {
      throw refused("event", "must be a JSON object");
    }
    node.fieldNames()
        .forEachRemaining(
            field -> {
              if (!FIELDS.contains(field)) {
                throw refused("event field \"" + field + "\"", "is unknown");
              }
            });
    if (!node.path("action").isTextual()) {
      throw refused("event field \"action\"", "must be a text");
    }
    Action action = Action.parse(node.path("action").textValue());
    JsonNode id = node.path("request_id");
    if (!id.isMissingNode() && !id.isNull() && !id.isTextual()) {
      throw refused("event field \"request_id\"", "must be a text");
    }
    String requestId = id.isTextual() && !id.textValue().isBlank() ? id.textValue() : fallbackId;
    if (requestId.length() > ID_MAX) {
      throw refused("event field \"request_id\"", "must not exceed " + ID_MAX + " characters");
    }
    JsonNode tf = node.path("tf");
    if (!tf.isMissingNode() && !tf.isObject()) {
      throw refused("event field \"tf\"", "must be an object");
    }
    if (tf.isObject() && !LIFECYCLE.contains(action)) {
      throw refused("event field \"tf\"", "means nothing to " + action.label());
    }
    boolean atDestroy = "delete".equals(tf.path("action").asText());
    // Terraform sends the same input when it destroys what asked for it.
    Action meant = action == Action.ENFORCE && atDestroy ? Action.UNENFORCE : action;
    return new Event(
        new Request(meant, requestId, flag(node, "force"), flag(node, "adopt")),
        tf.isObject(),
        atDestroy,
        accepted(node, action));
  }

  private static List<Accepted> accepted(JsonNode node, Action action) {
    String name = "event field \"" + ACCEPTED + "\"";
    JsonNode accepted = node.path(ACCEPTED);
    if (accepted.isMissingNode() || accepted.isNull()) {
      return List.of();
    }
    if (!accepted.isArray()) {
      throw refused(name, "must be an array");
    }
    if (action != Action.AUDIT && action != Action.CHECK) {
      throw refused(name, "means nothing to " + action.label());
    }
    return AcceptedFindings.in(accepted, problem -> refused(name, problem));
  }

  private static boolean flag(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return false;
    }
    if (!value.isBoolean()) {
      throw refused("event field \"" + field + "\"", "must be true or false");
    }
    return value.booleanValue();
  }

  private static LockException refused(String what, String problem) {
    return new LockException(
        what, problem + ".", "Send {\"action\": \"status\"} to see how the lock stands.");
  }
}
