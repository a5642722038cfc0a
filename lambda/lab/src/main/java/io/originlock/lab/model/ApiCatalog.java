package io.originlock.lab.model;

import io.originlock.lab.waf.WebAcl;
import java.util.List;
import java.util.Map;
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
 */
public record ApiCatalog(
    long version,
    List<DeployedStage> stages,
    List<ApiKey> keys,
    List<UsagePlan> plans,
    List<WebAcl> webAcls,
    List<SigningKey> signingKeys) {

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
    this(version, stages, keys, plans, webAcls, List.of());
  }

  /** What an authorizer knows. */
  public static ApiCatalog ofSigningKeys(long version, List<SigningKey> keys) {
    return new ApiCatalog(version, List.of(), List.of(), List.of(), List.of(), keys);
  }

  /** Whether any stage lets a request through for this API key's value. */
  public boolean accepts(String keyValue) {
    return stages.stream().anyMatch(stage -> accepts(stage, keyValue));
  }

  /** Whether a stage does: the key is enabled, and in a usage plan of the stage. */
  public boolean accepts(DeployedStage stage, String keyValue) {
    String name = stage.restApiId() + ":" + stage.stage();
    return keys.stream()
        .filter(key -> key.enabled() && key.value().equals(keyValue))
        .anyMatch(
            key ->
                plans.stream()
                    .anyMatch(
                        plan -> plan.stages().contains(name) && plan.keyIds().contains(key.id())));
  }

  /**
   * A stage and the snapshot that its deployment made of the API.
   *
   * @param models the JSON Schemas of the API's models by their names
   */
  public record DeployedStage(
      String restApiId,
      String stage,
      String deploymentId,
      String apiKeySource,
      List<Method> methods,
      Map<String, String> models,
      Map<String, GatewayResponse> gatewayResponses,
      String webAclArn) {}

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
   */
  public record UsagePlan(String id, Set<String> stages, Set<String> keyIds) {}
}
