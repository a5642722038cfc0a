package io.originlock.survey;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a deployment of a REST API froze. It never changes.
 *
 * @param restApiId the API's id
 * @param deployment the deployment's id
 * @param description what whoever made it wrote on it, empty if nothing
 * @param createdAt when it was made, in whole seconds
 * @param methods in the order of the export
 * @param responses the gateway responses that are customised
 * @param keySource where API keys are taken from; empty where the export does not say
 * @param endpointDisabled whether the API's own host name was to be switched off; empty where the
 *     export does not say
 * @param policy its resource policy; empty for none
 */
public record Served(
    String restApiId,
    String deployment,
    String description,
    Instant createdAt,
    List<Method> methods,
    List<GatewayResponse> responses,
    Optional<KeySource> keySource,
    Optional<Boolean> endpointDisabled,
    Optional<Policy> policy) {
  public Served {
    methods = List.copyOf(methods);
    responses = List.copyOf(responses);
  }

  /**
   * An answer of API Gateway's own. Its {@link #toString} is its type: texts may hold anything.
   *
   * @param type such as {@code BAD_REQUEST_PARAMETERS}
   * @param status three digits; empty for that of its type
   * @param parameters headers by what they are set to
   * @param templates by content type
   */
  public record GatewayResponse(
      String type,
      Optional<String> status,
      Map<String, String> parameters,
      Map<String, String> templates) {
    public GatewayResponse {
      parameters = Map.copyOf(parameters);
      templates = Map.copyOf(templates);
    }

    @Override
    public String toString() {
      return type;
    }
  }
}
