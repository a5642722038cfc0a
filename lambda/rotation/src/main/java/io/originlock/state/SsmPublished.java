package io.originlock.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.aws.ParameterStore;
import io.originlock.aws.ParameterStore.Parameter;
import io.originlock.model.Header;
import io.originlock.model.LockException;
import io.originlock.model.Members;
import io.originlock.port.Demand;
import io.originlock.port.Published;
import io.originlock.state.Fields.Malformed;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * The parameter {@code <path>/published}, a SecureString that Terraform makes and reads and that
 * the worker writes. One that was deleted is made again, before Terraform makes an empty one: that
 * would take the header off the distributions.
 */
public final class SsmPublished implements Published {
  private static final int SCHEMA = 1;

  private final ParameterStore parameters;
  private final String lock;
  private final String name;

  /**
   * @param parameters encrypts with the key that Terraform made the parameter with
   * @param lock the lock's name, which the document carries
   * @param path the lock's path, such as {@code /origin-lock/petstore}
   */
  public SsmPublished(ParameterStore parameters, String lock, String path) {
    this.parameters = parameters;
    this.lock = lock;
    this.name = path + "/published";
  }

  @Override
  public Optional<Document> read() {
    return parameters.read(name).flatMap(parameter -> decode(parameter.value()));
  }

  @Override
  public void write(Document document) {
    String text = encode(document);
    String[] secrets = document.headers().stream().map(Header::value).toArray(String[]::new);
    Optional<Parameter> there = parameters.read(name);
    if (there.isEmpty() && parameters.create(name, text, secrets)) {
      return;
    }
    // Where it could not be created, Terraform or a lost answer of ours has just done so.
    if (there.isEmpty()) {
      there = parameters.read(name);
    }
    there.filter(found -> !found.secure()).ifPresent(this::refuse);
    if (there.filter(found -> text.equals(found.value())).isEmpty()) {
      parameters.write(name, text, secrets);
    }
  }

  private void refuse(Parameter plain) {
    throw new LockException(
        ParameterStore.label(name),
        "it is a " + plain.type() + ", and a secret is written to a SecureString alone.",
        "While no Terraform runs, delete it and wait for the next tick, which makes it a"
            + " SecureString; only then apply. If Terraform then reports ParameterAlreadyExists,"
            + " it changed no distribution: run terraform import '<address of the module"
            + " lock>.aws_ssm_parameter.published' "
            + name
            + " and apply again.");
  }

  private String encode(Document document) {
    ObjectNode tree = Documents.object();
    tree.put("schema", SCHEMA).put("lock", lock).put("sequence", document.sequence());
    ArrayNode headers = tree.putArray("headers");
    document
        .headers()
        .forEach(
            header -> headers.addObject().put("name", header.name()).put("value", header.value()));
    Demand demand = document.demand();
    demand.header().ifPresent(name -> tree.put("required", name));
    if (!demand.deployments().isEmpty()) {
      ArrayNode deployments = tree.putArray("deployments");
      demand
          .deployments()
          .forEach(
              each ->
                  deployments
                      .addObject()
                      .put("rest_api_id", each.api())
                      .put("stage", each.stage())
                      .put("id", each.id())
                      .put("created_at", each.createdAt().toString()));
    }
    document
        .members()
        .ifPresent(
            members -> {
              ObjectNode named = tree.putObject("members");
              members.distributions().forEach(named.putArray("distributions")::add);
              members.stages().forEach(named.putArray("stages")::add);
            });
    return Documents.write(tree);
  }

  /** Empty for anything but a document of this lock's: then the next write replaces it. */
  private Optional<Document> decode(String text) {
    try {
      Fields fields = Documents.read(text);
      if (fields.wholeNumber("schema", 0) != SCHEMA || !fields.text("lock").equals(lock)) {
        return Optional.empty();
      }
      return Optional.of(
          new Document(
              fields.wholeNumber("sequence", 0),
              headers(fields),
              new Demand(
                  Optional.ofNullable(fields.textIfPresent("required")),
                  fields.listIfPresent("deployments", SsmPublished::deployment)),
              members(fields.objectIfPresent("members"))));
    } catch (Malformed e) {
      return Optional.empty();
    }
  }

  /** None before a header that Terraform was not told is taken over: it must take nothing off. */
  private static List<Header> headers(Fields fields) throws Malformed {
    return fields.isNull("headers") ? List.of() : fields.list("headers", SsmPublished::header);
  }

  /** A kind of member that this worker does not know is left out. */
  private static Optional<Members> members(Fields fields) throws Malformed {
    return fields == null
        ? Optional.empty()
        : Optional.of(
            new Members(
                new HashSet<>(fields.listIfPresent("distributions", Fields::text)),
                new HashSet<>(fields.listIfPresent("stages", Fields::text))));
  }

  private static Header header(JsonNode node, String path) throws Malformed {
    Fields fields = Fields.of(node, path);
    return new Header(fields.text("name"), fields.text("value"));
  }

  private static Demand.Deployment deployment(JsonNode node, String path) throws Malformed {
    Fields fields = Fields.of(node, path);
    return new Demand.Deployment(
        fields.text("rest_api_id"),
        fields.text("stage"),
        fields.text("id"),
        fields.instant("created_at"));
  }
}
