package io.originlock.lab.model;

import io.originlock.lab.iam.Statement;
import io.originlock.lab.waf.WebAcl;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that API Gateway's data plane evaluates requests against, at one moment of the control
 * plane.
 *
 * @param version counts up by one with every change
 * @param stages the stages of every API, each with the deployed snapshot
 * @param keys every API key of the account
 * @param plans every usage plan
 * @param webAcls the web ACLs that stages are associated with
 * @param signingKeys what an authorizer knows, of which API Gateway itself knows nothing
 * @param domains the custom domains
 */
public record ApiCatalog(
    long version,
    List<DeployedStage> stages,
    List<ApiKey> keys,
    List<UsagePlan> plans,
    List<WebAcl> webAcls,
    List<SigningKey> signingKeys,
    List<Domain> domains) {

  /** What there is before there is anything. */
  public static ApiCatalog empty() {
    return new ApiCatalog(0, List.of(), List.of(), List.of(), List.of());
  }

  /** A catalog of API Gateway's own. */
  public ApiCatalog(
      long version,
      List<DeployedStage> stages,
      List<ApiKey> keys,
      List<UsagePlan> plans,
      List<WebAcl> webAcls) {
    this(version, stages, keys, plans, webAcls, List.of(), List.of());
  }

  /** What an authorizer knows. */
  public static ApiCatalog ofSigningKeys(long version, List<SigningKey> keys) {
    return new ApiCatalog(version, List.of(), List.of(), List.of(), List.of(), keys, List.of());
  }

  /** Whether any stage lets a request through for this API key's value. */
  public boolean accepts(String keyValue) {
    return stages.stream().anyMatch(stage -> accepts(stage, keyValue));
  }

  /** Whether a stage does: the key is enabled, and in a usage plan of the stage. */
  public boolean accepts(DeployedStage stage, String keyValue) {
    return subscription(stage, keyValue).isPresent();
  }

  /** An API key and the usage plan that lets it into a stage and meters it there. */
  public record Subscription(ApiKey key, UsagePlan plan) {}

  /** By what a stage lets a key's value in, if it does. */
  public Optional<Subscription> subscription(DeployedStage stage, String keyValue) {
    String name = stage.restApiId() + ":" + stage.stage();
    return keys.stream()
        .filter(key -> key.enabled() && key.value().equals(keyValue))
        .flatMap(
            key ->
                plans.stream()
                    .filter(
                        plan -> plan.stages().contains(name) && plan.keyIds().contains(key.id()))
                    .map(plan -> new Subscription(key, plan)))
        .findFirst();
  }

  /**
   * A stage and the snapshot that its deployment made of the API.
   *
   * @param models the JSON Schemas of the API's models by their names
   * @param endpoint what stands before the methods
   */
  public record DeployedStage(
      String restApiId,
      String stage,
      String deploymentId,
      String apiKeySource,
      List<Method> methods,
      Map<String, String> models,
      Map<String, GatewayResponse> gatewayResponses,
      String webAclArn,
      Endpoint endpoint) {

    /** A stage behind the API's own name, without a resource policy. */
    public DeployedStage(
        String restApiId,
        String stage,
        String deploymentId,
        String apiKeySource,
        List<Method> methods,
        Map<String, String> models,
        Map<String, GatewayResponse> gatewayResponses,
        String webAclArn) {
      this(
          restApiId,
          stage,
          deploymentId,
          apiKeySource,
          methods,
          models,
          gatewayResponses,
          webAclArn,
          new Endpoint(false, Optional.empty()));
    }
  }

  /**
   * What stands before the methods of a stage.
   *
   * @param disabled whether the API answers under the names of custom domains alone
   * @param policy the statements of the resource policy that are about anybody
   */
  public record Endpoint(boolean disabled, Optional<List<Statement>> policy) {}

  /**
   * A method with its integration.
   *
   * @param path the resource's path, {@code /pets/{id}}
   * @param verb {@code GET}, … or {@code ANY}
   * @param authorizer for the type {@code CUSTOM}; null for any other
   * @param requestParameters {@code method.request.header.x} to whether it is required
   * @param validatesParameters whether a request validator checks them
   * @param validatesBody whether a request validator checks bodies
   * @param requestModels the models of bodies by content types
   * @param integrationType {@code MOCK}, {@code HTTP}, {@code HTTP_PROXY}
   * @param integrationUri for the HTTP types; null for MOCK
   * @param passthroughBehavior what becomes of a body that no template is for
   * @param requestTemplates by content type
   * @param responses the integration's responses by status code
   */
  public record Method(
      String path,
      String verb,
      String authorizationType,
      Authorizer authorizer,
      boolean apiKeyRequired,
      Map<String, Boolean> requestParameters,
      boolean validatesParameters,
      boolean validatesBody,
      Map<String, String> requestModels,
      String integrationType,
      String integrationUri,
      String passthroughBehavior,
      Map<String, String> requestTemplates,
      List<IntegrationResponse> responses) {}

  /**
   * A Lambda authorizer.
   *
   * @param uri of API Gateway's kind, with the function's ARN in it
   * @param identitySource {@code method.request.header.x}, by commas; may be empty
   * @param ttlSeconds how long an answer is kept for the same identity; 0 for not at all
   */
  public record Authorizer(
      String id, String type, String uri, String identitySource, long ttlSeconds) {}

  /** One integration response: its status, selection pattern, headers and body templates. */
  public record IntegrationResponse(
      String statusCode,
      String selectionPattern,
      Map<String, String> responseParameters,
      Map<String, String> responseTemplates) {}

  /** A gateway response's status, headers and templates. */
  public record GatewayResponse(
      String statusCode, Map<String, String> parameters, Map<String, String> templates) {}

  /** A key that an authorizer accepts signatures of. */
  public record SigningKey(String id, String secret) {
    /** The id alone. */
    @Override
    public String toString() {
      return id;
    }
  }

  /** An API key. Its value is what requests carry. */
  public record ApiKey(String id, String value, boolean enabled) {}

  /**
   * A usage plan.
   *
   * @param stages {@code <restApiId>:<stage>}
   * @param keyIds the keys in it
   * @param throttle of each key; empty if there is none
   * @param quota of each key; empty if there is none
   */
  public record UsagePlan(
      String id,
      Set<String> stages,
      Set<String> keyIds,
      Optional<Throttle> throttle,
      Optional<Quota> quota) {

    /** A plan that limits nothing. */
    public UsagePlan(String id, Set<String> stages, Set<String> keyIds) {
      this(id, stages, keyIds, Optional.empty(), Optional.empty());
    }
  }

  /**
   * How fast a key may be used.
   *
   * @param rate requests a second
   * @param burst requests at once
   */
  public record Throttle(double rate, int burst) {}

  /**
   * How often a key may be used.
   *
   * @param period {@code DAY}, {@code WEEK} or {@code MONTH}
   */
  public record Quota(long limit, String period) {}

  /**
   * A custom domain.
   *
   * @param rules in the order of their priorities; empty where the domain does not go by any
   * @param mappings from base paths; empty where it does not go by any
   */
  public record Domain(String name, List<RoutingRule> rules, List<Mapping> mappings) {}

  /** From a base path, {@code (none)} for all, to a stage. */
  public record Mapping(String basePath, String restApiId, String stage) {}

  /**
   * A routing rule.
   *
   * @param headers each set of which one must match: by name a glob
   * @param basePaths each set of which one must be the start of the path
   * @param stripsBasePath whether the stage does not see the base path
   */
  public record RoutingRule(
      int priority,
      List<Map<String, String>> headers,
      List<List<String>> basePaths,
      String restApiId,
      String stage,
      boolean stripsBasePath) {}
}
