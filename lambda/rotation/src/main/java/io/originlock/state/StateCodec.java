package io.originlock.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.aws.ParameterStore;
import io.originlock.model.Attempts;
import io.originlock.model.Effort;
import io.originlock.model.Enforcement;
import io.originlock.model.LockException;
import io.originlock.model.LockState;
import io.originlock.model.MalformedStateException;
import io.originlock.model.Requests;
import io.originlock.model.Retired;
import io.originlock.model.Secret;
import io.originlock.model.SecretValue;
import io.originlock.model.Secrets;
import io.originlock.model.Sense;
import io.originlock.model.Stage;
import io.originlock.model.Times;
import io.originlock.state.Fields.Malformed;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.TreeMap;

/**
 * The state as a JSON document.
 *
 * <p>{@code schema} is raised when an older worker must not act on a newer one's state; a document
 * of any other schema than {@link #SCHEMA} is refused. Within one schema a worker ignores fields
 * that it does not know, so that versions which only add something optional can replace each other
 * in the middle of a rotation; every field of the schema itself is required.
 */
final class StateCodec {
  /** The version of the document that this worker reads and writes. */
  static final int SCHEMA = 1;

  /**
   * The schema of a state whose gate must not be closed: a worker that does not know enforcement
   * would close it, and refuses this instead.
   */
  private static final int SCHEMA_UNENFORCED = 2;

  /**
   * The most that a standard parameter holds, in bytes. See <a
   * href="https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html">Managing
   * parameter tiers</a>.
   */
  static final int LARGEST = 4096;

  private StateCodec() {}

  /**
   * @param parameter the name of the parameter that will hold it, for the error
   * @throws LockException if the document is larger than a parameter may be
   */
  static String encode(LockState state, String parameter) {
    ObjectNode tree = Documents.object();
    tree.put("schema", state.enforced() ? SCHEMA : SCHEMA_UNENFORCED);
    tree.put("sequence", state.sequence());
    tree.put("stage", state.stage().label());
    tree.put("since", state.since().toString());
    tree.set("current", secret(state.current()));
    tree.set("incoming", secret(state.incoming()));
    ArrayNode retired = tree.putArray("retired");
    state.retired().forEach(each -> retired.add(retired(each)));
    ArrayNode lingering = tree.putArray("lingering");
    state.secrets().lingering().stream().sorted().forEach(id -> lingering.add(id.toString()));
    tree.put("honouredAt", text(state.times().honoured()));
    tree.put("servedAt", text(state.times().accepted()));
    tree.put("settledAt", text(state.times().settled()));
    if (!state.times().open().isEmpty()) {
      ObjectNode open = tree.putObject("openSince");
      new TreeMap<>(state.times().open()).forEach((stage, at) -> open.put(stage, at.toString()));
    }
    tree.put("paused", state.requests().paused());
    tree.put("pending", state.requests().pending());
    ArrayNode requests = tree.putArray("requests");
    state.requests().done().forEach(requests::add);
    Enforcement enforcement = state.requests().enforcement();
    if (!enforcement.equals(Enforcement.ALWAYS)) {
      tree.putObject("enforcement")
          .put("asked", enforcement.asked())
          .put("at", text(enforcement.since()));
    }
    effort(tree, "repairs", state.attempts().repairs());
    effort(tree, "tries", state.attempts().rotations());
    tree.put("reason", state.reason());
    String document = Documents.write(tree);
    int size = document.getBytes(StandardCharsets.UTF_8).length;
    if (size > LARGEST) {
      throw new LockException(
          ParameterStore.label(parameter),
          "the state takes " + size + " bytes, and a parameter holds " + LARGEST + ".",
          "Use shorter request ids.");
    }
    return document;
  }

  /**
   * @param parameter the name of the parameter that held it, for the error
   * @throws MalformedStateException if it is malformed, makes no sense or is of another schema
   */
  static LockState decode(String document, String parameter) {
    LockState state = parse(document, parameter);
    Sense.problem(state)
        .ifPresent(
            problem -> {
              throw malformed(parameter, problem);
            });
    return state;
  }

  /** The same by its form alone, whether it makes sense or not. */
  static LockState parse(String document, String parameter) {
    try {
      return state(Documents.read(document));
    } catch (Malformed e) {
      throw malformed(parameter, e.getMessage());
    }
  }

  private static MalformedStateException malformed(String parameter, String problem) {
    return new MalformedStateException(ParameterStore.label(parameter), "that " + problem);
  }

  private static LockState state(Fields fields) throws Malformed {
    long schema = fields.wholeNumber("schema", 0);
    if (schema < SCHEMA || schema > SCHEMA_UNENFORCED) {
      throw new Malformed(
          "its \"schema\" is "
              + schema
              + (schema < SCHEMA
                  ? ", older than the " + SCHEMA
                  : ", newer than the " + SCHEMA_UNENFORCED)
              + " that this worker knows");
    }
    Enforcement enforcement = enforcement(fields.objectIfPresent("enforcement"));
    if (enforcement.asked() != (schema == SCHEMA)) {
      throw new Malformed(
          "its \"schema\" is "
              + schema
              + " though its gate is "
              + (enforcement.asked() ? "" : "not ")
              + "to be closed");
    }
    return new LockState(
        fields.wholeNumber("sequence", 1),
        stage(fields),
        fields.instant("since"),
        new Secrets(
            secretOrNull(fields, "current"),
            secretOrNull(fields, "incoming"),
            fields.list("retired", StateCodec::retired),
            new HashSet<>(fields.list("lingering", Fields::secretId))),
        new Times(
            fields.instantOrNull("honouredAt"),
            fields.instantOrNull("servedAt"),
            fields.instantOrNull("settledAt"),
            fields.instantsIfPresent("openSince")),
        new Requests(
            fields.flag("paused"),
            fields.textOrNull("pending"),
            fields.list("requests", Fields::text),
            enforcement),
        new Attempts(effort(fields, "repairs"), effort(fields, "tries")),
        fields.text("reason"));
  }

  private static Enforcement enforcement(Fields fields) throws Malformed {
    return fields == null
        ? Enforcement.ALWAYS
        : new Enforcement(fields.flag("asked"), fields.instantOrNull("at"));
  }

  private static Stage stage(Fields fields) throws Malformed {
    String label = fields.text("stage");
    return Arrays.stream(Stage.values())
        .filter(stage -> stage.label().equals(label))
        .findFirst()
        .orElseThrow(() -> fields.wrong("stage", "a stage that this worker knows"));
  }

  private static Secret secretOrNull(Fields fields, String name) throws Malformed {
    Fields object = fields.objectOrNull(name);
    return object == null ? null : secret(object);
  }

  private static Secret secret(Fields fields) throws Malformed {
    String value = fields.text("value");
    if (value.isBlank()) {
      throw fields.wrong("value", "a secret's value");
    }
    return new Secret(fields.secretId("id"), new SecretValue(value), fields.instant("createdAt"));
  }

  private static Retired retired(JsonNode node, String path) throws Malformed {
    Fields fields = Fields.of(node, path);
    return new Retired(
        secret(fields), fields.instant("at"), fields.flag("revoked"), fields.flag("refused"));
  }

  private static JsonNode secret(Secret secret) {
    if (secret == null) {
      return Documents.object().nullNode();
    }
    return Documents.object()
        .put("id", secret.id().toString())
        .put("value", secret.value().reveal())
        .put("createdAt", secret.createdAt().toString());
  }

  private static JsonNode retired(Retired retired) {
    return ((ObjectNode) secret(retired.secret()))
        .put("at", retired.at().toString())
        .put("revoked", retired.revoked())
        .put("refused", retired.refused());
  }

  /** Written only when there is something to say: absent means none. */
  private static void effort(ObjectNode tree, String name, Effort effort) {
    if (effort.count() > 0) {
      tree.putObject(name).put("count", effort.count()).put("last", effort.last().toString());
    }
  }

  private static Effort effort(Fields fields, String name) throws Malformed {
    Fields object = fields.objectIfPresent(name);
    return object == null
        ? Effort.NONE
        : new Effort(
            Math.toIntExact(Math.min(object.wholeNumber("count", 1), Integer.MAX_VALUE)),
            object.instant("last"));
  }

  private static String text(Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
