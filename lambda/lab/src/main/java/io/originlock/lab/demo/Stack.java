package io.originlock.lab.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.lab.functions.Outcome;
import io.originlock.lab.terraform.TerraformRun;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The example petstore behind its lock, as Terraform applied it to a {@link Site}. */
public final class Stack {

  private final Site site;
  private final boolean opensFirst;
  private TerraformRun terraform;
  private JsonNode outputs;

  private Stack(Site site, TerraformRun terraform, boolean opensFirst) {
    this.opensFirst = opensFirst;
    this.site = site;
    this.terraform = terraform;
  }

  /**
   * Copies the Terraform sources and initialises them; nothing is applied yet.
   *
   * @param variables on top of the lock's and the paths of packages
   * @param progress gets each line that Terraform prints
   */
  public static Stack prepare(
      Site site, Repository repository, Map<String, Object> variables, Consumer<String> progress) {
    return prepare(site, repository, Optional.empty(), variables, progress);
  }

  /**
   * The same with something added to the example.
   *
   * @param more a folder of Terraform sources
   */
  public static Stack prepare(
      Site site,
      Repository repository,
      Optional<Path> more,
      Map<String, Object> variables,
      Consumer<String> progress) {
    Path copy = site.settings().directory().resolve("sources");
    TerraformRun.copy(repository.terraform(), copy);
    more.ifPresent(folder -> TerraformRun.copy(folder, copy.resolve("examples/petstore")));
    Map<String, Object> all = new HashMap<>(site.settings().lock().variables());
    // The provider watches a new lifecycle rule of a bucket for most of a minute.
    all.put("log_retention_days", 0);
    // A minute of schedules is seconds here, and ticks would overlap that on AWS do not.
    all.put("reserved_concurrency", 1);
    all.put("package", repository.worker().toString());
    all.put("authorizer_package", repository.authorizer().toString());
    all.put("edge_package", repository.edgeSigner().toString());
    all.putAll(variables);
    TerraformRun terraform =
        site.aws().terraform(copy.resolve("examples/petstore"), "petstore", all, progress);
    terraform.init();
    return new Stack(site, terraform, "web-acl".equals(all.get("gate")));
  }

  /** Applies it. */
  public void apply() {
    terraform.apply();
    outputs = terraform.outputs();
  }

  /** Applies it with these variables on top, which hold from now on. */
  public void change(Map<String, Object> variables) {
    terraform = terraform.with(variables);
    apply();
  }

  /** Destroys it as {@code make destroy} does: a gate that Terraform destroys is opened first. */
  public void destroy() {
    if (opensFirst) {
      change(Map.of("enforce", false));
    }
    terraform.destroy();
  }

  /** Terraform for more. */
  public TerraformRun terraform() {
    return terraform;
  }

  /** Invokes the worker, as people do by {@code make status} and the like, and waits. */
  public Outcome invoke(String event) {
    return invokeOther("", event);
  }

  /** The same of a lock that was added, by the prefix of its outputs. */
  public Outcome invokeOther(String prefix, String event) {
    return site.aws()
        .functions()
        .invoke(
            output(prefix + "function_name"),
            output(prefix + "rotate_alias"),
            event.getBytes(StandardCharsets.UTF_8));
  }

  /** The same, but the worker is told that no more than this time is left to it. */
  public Outcome invoke(String event, Duration told) {
    return site.aws()
        .functions()
        .invoke(
            functionName(), output("rotate_alias"), event.getBytes(StandardCharsets.UTF_8), told);
  }

  /** The distribution's domain name. */
  public String domain() {
    return output("distribution_domain_name");
  }

  /** The API's own host name. */
  public String apiHost() {
    return output("rest_api_id") + ".execute-api.us-east-1.amazonaws.com";
  }

  /** The API's stage. */
  public String stage() {
    return output("stage");
  }

  /** The worker's function. */
  public String functionName() {
    return output("function_name");
  }

  /** The worker's role. */
  public String roleName() {
    return output("role_name");
  }

  /** One of the example's outputs. */
  public String output(String name) {
    return outputs.path(name).asText();
  }
}
