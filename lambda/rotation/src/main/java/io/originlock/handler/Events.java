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
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the function's events, and refuses by its name an action or field that is unknown, and a
 * field that means nothing to the action.
 */
final class Events {
  private static final String ACTION = "action";
  private static final String REQUEST_ID = "request_id";
  private static final String FORCE = "force";
  private static final String ADOPT = "adopt";
  private static final String TF = "tf";
  private static final String ACCEPTED = "accepted_findings";

  /** The actions to which each field means something. */
  private static final Map<String, Set<Action>> FIELDS =
      Map.of(
          ACTION, EnumSet.allOf(Action.class),
          REQUEST_ID, EnumSet.of(Action.ENGAGE, Action.ROTATE, Action.REVOKE),
          FORCE, EnumSet.of(Action.ENGAGE, Action.DISENGAGE, Action.RESTORE, Action.MAY_LEAVE),
          ADOPT, EnumSet.of(Action.ENGAGE),
          // What Terraform's lifecycle asks, at creation and at destroy.
          TF, EnumSet.of(Action.DISENGAGE, Action.ENFORCE, Action.MAY_LEAVE),
          ACCEPTED, EnumSet.of(Action.AUDIT, Action.CHECK));

  /** What the provider's aws_lambda_invocation says that it does. */
  private static final Set<String> LIFECYCLE = Set.of("create", "update", "delete");

  /** The bytes of a request's id, of which a state holds several. */
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
      throw complaint("event", "is not JSON");
    }
    if (node == null || !node.isObject()) {
      throw complaint("event", "must be a JSON object");
    }
    requireKnown(node);
    if (!node.path(ACTION).isTextual()) {
      throw refused(ACTION, "must be a text");
    }
    Action action = Action.parse(node.path(ACTION).textValue());
    requireMeant(node, action);
    JsonNode tf = node.path(TF);
    boolean atDestroy = lifecycle(tf).equals("delete");
    // Terraform sends the same input when it destroys what asked for it.
    Action meant = action == Action.ENFORCE && atDestroy ? Action.UNENFORCE : action;
    return new Event(
        new Request(meant, requestId(node, fallbackId), flag(node, FORCE), flag(node, ADOPT)),
        tf.isObject(),
        atDestroy,
        accepted(node));
  }

  private static void requireKnown(JsonNode node) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!FIELDS.containsKey(field.getKey())) {
        throw refused(field.getKey(), "is unknown");
      }
    }
  }

  private static void requireMeant(JsonNode node, Action action) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!FIELDS.get(field.getKey()).contains(action)) {
        throw refused(field.getKey(), "means nothing to " + action.label());
      }
    }
  }

  private static String requestId(JsonNode node, String fallbackId) {
    JsonNode id = node.path(REQUEST_ID);
    if (!id.isMissingNode() && !id.isNull() && !id.isTextual()) {
      throw refused(REQUEST_ID, "must be a text");
    }
    String text = id.isTextual() && !id.textValue().isBlank() ? id.textValue() : fallbackId;
    if (text.getBytes(StandardCharsets.UTF_8).length > ID_MAX) {
      throw refused(REQUEST_ID, "must not exceed " + ID_MAX + " bytes");
    }
    return text;
  }

  /** What Terraform does; empty if it did not send the event. */
  private static String lifecycle(JsonNode tf) {
    if (tf.isMissingNode()) {
      return "";
    }
    if (!tf.isObject()) {
      throw refused(TF, "must be an object");
    }
    String does = tf.path(ACTION).asText();
    if (!LIFECYCLE.contains(does)) {
      throw refused(TF + "." + ACTION, "must be create, update or delete");
    }
    return does;
  }

  private static List<Accepted> accepted(JsonNode node) {
    JsonNode accepted = node.path(ACCEPTED);
    if (accepted.isMissingNode() || accepted.isNull()) {
      return List.of();
    }
    if (!accepted.isArray()) {
      throw refused(ACCEPTED, "must be an array");
    }
    return AcceptedFindings.in(accepted, problem -> refused(ACCEPTED, problem));
  }

  private static boolean flag(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return false;
    }
    if (!value.isBoolean()) {
      throw refused(field, "must be true or false");
    }
    return value.booleanValue();
  }

  private static LockException refused(String field, String problem) {
    return complaint("event field \"" + field + "\"", problem);
  }

  private static LockException complaint(String what, String problem) {
    return new LockException(
        what,
        problem + ".",
        "Nothing was changed. Send {\"action\": \"status\"} to see how the lock stands.");
  }
}
