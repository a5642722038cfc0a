package io.originlock.handler;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.aws.ApiStage;
import io.originlock.engine.Settings;
import io.originlock.examine.Granted;
import io.originlock.finding.Accepted;
import io.originlock.model.Members;
import io.originlock.model.Roster;
import io.originlock.settings.Environment;
import io.originlock.signing.LockForms;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the environment of the function says.
 *
 * @param name the lock's name
 * @param region the API's region
 * @param path where the lock's parameters are, without a slash at the end
 * @param kmsKey the key that encrypts them; empty for the account's own
 * @param tags the user's, for the API keys and parameters that the worker creates
 * @param distributions the lock's distributions
 * @param stages the lock's API stages
 * @param released the members that the lock is to let go of
 * @param probePaths the resource paths of the lock's own probe methods
 * @param granted what the role may do where CloudFront asks for more than the update; empty if that
 *     is not known
 * @param accepted the findings that its owner accepts
 * @param settings how patient the lock is
 * @param metricsNamespace where CloudWatch files the metrics
 */
record Configuration(
    String name,
    String region,
    String path,
    Optional<String> kmsKey,
    Map<String, String> tags,
    List<Distribution> distributions,
    List<ProtectedStage> stages,
    Released released,
    Set<String> probePaths,
    Optional<Granted> granted,
    List<Accepted> accepted,
    Settings settings,
    String metricsNamespace) {

  private static final String DISTRIBUTIONS = "ORIGIN_LOCK_DISTRIBUTIONS";
  private static final String STAGES = "ORIGIN_LOCK_STAGES";
  private static final String ACCEPTED = "ORIGIN_LOCK_ACCEPTED_FINDINGS";
  private static final String RELEASED = "ORIGIN_LOCK_RELEASED";
  private static final Pattern NAME = Pattern.compile(LockForms.NAME);
  private static final Pattern PATH = Pattern.compile(LockForms.PATH);
  static final Pattern DISTRIBUTION = Pattern.compile("[A-Z0-9]{8,20}");
  static final Pattern REST_API = Pattern.compile("[a-z0-9]{6,20}");
  static final Pattern STAGE = Pattern.compile("[A-Za-z0-9_-]{1,128}");

  private static final Duration POLL = Duration.ofSeconds(2);

  /** A distribution with the origins that are the API, and where to probe through it. */
  record Distribution(String id, List<String> origins, Optional<URI> probe) {}

  /** Members that leave. An origin need not be named: then all count that carry a header. */
  record Released(List<Distribution> distributions, List<ProtectedStage> stages) {}

  /** An API stage, and where to probe it past CloudFront. */
  record ProtectedStage(String restApiId, String stage, Optional<URI> probe) {
    ApiStage apiStage() {
      return new ApiStage(restApiId, stage);
    }
  }

  /** Who belongs to the lock. */
  Roster roster() {
    return new Roster(
        members(distributions, stages), members(released.distributions(), released.stages()));
  }

  private static Members members(List<Distribution> distributions, List<ProtectedStage> stages) {
    return new Members(
        distributions.stream().map(Distribution::id).collect(Collectors.toSet()),
        stages.stream().map(each -> each.apiStage().member()).collect(Collectors.toSet()));
  }

  static Configuration from(Environment env) {
    List<Distribution> distributions =
        distributions(env, DISTRIBUTIONS, env.array(DISTRIBUTIONS, 1), true);
    List<ProtectedStage> stages = stages(env, STAGES, env.array(STAGES, 1));
    String name =
        env.matching(
            "ORIGIN_LOCK_NAME",
            NAME,
            "2 to 32 lower-case letters, digits and hyphens, beginning with a letter and not"
                + " ending with a hyphen");
    return new Configuration(
        name,
        env.required("AWS_REGION"),
        env.matching("ORIGIN_LOCK_PATH", PATH, "a parameter path such as /origin-lock/" + name),
        env.optional("ORIGIN_LOCK_KMS_KEY_ID"),
        UserTags.in(env, Gates.ownTags()),
        distributions,
        stages,
        released(env, distributions, stages),
        probePaths(env),
        GrantedPermissions.in(env),
        accepted(env),
        new Settings(
            env.seconds("ORIGIN_LOCK_SOAK_SECONDS", 300, 3_600),
            env.seconds("ORIGIN_LOCK_SOAK_LIMIT_SECONDS", 1_800, 43_200),
            env.seconds("ORIGIN_LOCK_GRACE_SECONDS", 3_600, 604_800),
            env.seconds("ORIGIN_LOCK_MEMORY_SECONDS", 604_800, 31_536_000),
            env.wholeNumber("ORIGIN_LOCK_PROBES", 20, 1, 200),
            POLL),
        env.optional("ORIGIN_LOCK_METRICS_NAMESPACE").orElse("OriginLock"));
  }

  private static List<Accepted> accepted(Environment env) {
    return env.optional(ACCEPTED).isEmpty()
        ? List.of()
        : AcceptedFindings.in(env.array(ACCEPTED, 0), problem -> env.refused(ACCEPTED, problem));
  }

  private static Set<String> probePaths(Environment env) {
    String variable = "ORIGIN_LOCK_PROBE_PATHS";
    Set<String> paths = new HashSet<>();
    if (env.optional(variable).isPresent()) {
      for (JsonNode path : env.array(variable, 0)) {
        if (!path.isTextual() || !path.textValue().startsWith("/")) {
          throw env.refused(variable, "must hold resource paths, which begin with a slash");
        }
        paths.add(path.textValue());
      }
    }
    return Set.copyOf(paths);
  }

  private static Released released(
      Environment env, List<Distribution> distributions, List<ProtectedStage> stages) {
    if (env.optional(RELEASED).isEmpty()) {
      return new Released(List.of(), List.of());
    }
    JsonNode node = env.object(RELEASED);
    Released released =
        new Released(
            distributions(env, RELEASED, env.array(RELEASED, node, "distributions"), false),
            stages(env, RELEASED, env.array(RELEASED, node, "stages")));
    Members leaving = members(released.distributions(), released.stages());
    Members both = leaving.minus(leaving.minus(members(distributions, stages)));
    if (!both.isEmpty()) {
      throw env.refused(
          RELEASED,
          "names what is listed as well: "
              + String.join(", ", both.distributions())
              + String.join(", ", both.stages()));
    }
    return released;
  }

  private static List<Distribution> distributions(
      Environment env, String variable, JsonNode nodes, boolean stay) {
    List<Distribution> all = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (JsonNode node : nodes) {
      String id = field(env, variable, node, "id", DISTRIBUTION);
      if (!ids.add(id)) {
        throw env.refused(variable, "names distribution " + id + " twice");
      }
      List<String> origins = new ArrayList<>();
      for (JsonNode origin : node.path("origins")) {
        if (!origin.isTextual() || origin.textValue().isBlank()) {
          throw env.refused(variable, "field \"origins\" of " + id + " must hold origin ids");
        }
        origins.add(origin.textValue());
      }
      if (origins.isEmpty() && stay) {
        throw env.refused(variable, "field \"origins\" of " + id + " must name an origin");
      }
      all.add(new Distribution(id, List.copyOf(origins), probe(env, variable, node)));
    }
    return List.copyOf(all);
  }

  private static List<ProtectedStage> stages(Environment env, String variable, JsonNode nodes) {
    List<ProtectedStage> all = new ArrayList<>();
    for (JsonNode node : nodes) {
      all.add(
          new ProtectedStage(
              field(env, variable, node, "rest_api_id", REST_API),
              field(env, variable, node, "stage", STAGE),
              probe(env, variable, node)));
    }
    return List.copyOf(all);
  }

  private static String field(
      Environment env, String variable, JsonNode node, String field, Pattern form) {
    JsonNode value = node.path(field);
    if (!value.isTextual() || !form.matcher(value.textValue()).matches()) {
      throw env.refused(
          variable, "field \"" + field + "\" must be a text that matches " + form.pattern());
    }
    return value.textValue();
  }

  private static Optional<URI> probe(Environment env, String variable, JsonNode node) {
    JsonNode value = node.path("probe_url");
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    try {
      URI uri = URI.create(value.asText());
      if ("https".equals(uri.getScheme()) && uri.getHost() != null) {
        return Optional.of(uri);
      }
    } catch (IllegalArgumentException e) {
      throw env.refused(variable, "field \"probe_url\" must be an https URL or null");
    }
    throw env.refused(variable, "field \"probe_url\" must be an https URL or null");
  }
}
