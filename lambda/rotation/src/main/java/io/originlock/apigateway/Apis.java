package io.originlock.apigateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.originlock.aws.AwsFailures;
import io.originlock.aws.Looks;
import io.originlock.model.LockException;
import io.originlock.survey.ApiFacts;
import io.originlock.survey.EndpointType;
import io.originlock.survey.KeySource;
import io.originlock.survey.Policy;
import io.originlock.survey.Unread.Part;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.ApiKeySourceType;
import software.amazon.awssdk.services.apigateway.model.EndpointConfiguration;
import software.amazon.awssdk.services.apigateway.model.GetRestApiResponse;

/** Reads REST APIs. */
final class Apis {
  private final ApiGatewayClient apiGateway;
  private final Looks looks;

  Apis(ApiGatewayClient apiGateway, Looks looks) {
    this.apiGateway = apiGateway;
    this.looks = looks;
  }

  Optional<ApiFacts> read(String id) {
    String place = "REST API " + id;
    return looks
        .at(
            Part.API,
            place,
            () -> {
              try {
                return apiGateway.getRestApi(request -> request.restApiId(id));
              } catch (SdkException e) {
                throw AwsFailures.of(place, "apigateway:GET /restapis/" + id, e);
              }
            })
        .map(api -> facts(id, api));
  }

  private ApiFacts facts(String id, GetRestApiResponse api) {
    EndpointConfiguration endpoint = api.endpointConfiguration();
    return new ApiFacts(
        id,
        Optional.ofNullable(api.name()).orElse(""),
        api.apiKeySource() == ApiKeySourceType.AUTHORIZER ? KeySource.AUTHORIZER : KeySource.HEADER,
        endpoint == null ? Set.of() : types(endpoint),
        Boolean.TRUE.equals(api.disableExecuteApiEndpoint()),
        Optional.ofNullable(api.policy())
            .filter(text -> !text.isBlank())
            .flatMap(text -> policy(id, text)),
        endpoint == null ? Set.of() : Set.copyOf(endpoint.vpcEndpointIds()));
  }

  static Set<EndpointType> types(EndpointConfiguration endpoint) {
    return endpoint.typesAsStrings().stream()
        .flatMap(
            name ->
                List.of(EndpointType.values()).stream().filter(type -> type.name().equals(name)))
        .collect(Collectors.toUnmodifiableSet());
  }

  private Optional<Policy> policy(String id, String text) {
    String place = "REST API " + id;
    return looks.at(
        Part.RESOURCE_POLICY,
        place,
        () -> {
          try {
            return new ResourcePolicies(id).of(ResourcePolicies.parse(text));
          } catch (JsonProcessingException e) {
            throw new LockException(
                place, "its resource policy is no JSON.", "Try again; tell us if it stays so.");
          }
        });
  }
}
