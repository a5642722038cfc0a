package io.originlock.apikey;

import io.originlock.aws.ApiStage;
import io.originlock.aws.AwsFailures;
import io.originlock.aws.Stages;
import io.originlock.model.LockException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.ApiKeySourceType;
import software.amazon.awssdk.services.apigateway.model.NotFoundException;

/** Where the lock's APIs take their API keys from. */
final class KeySources {
  private final ApiGatewayClient apiGateway;
  private final List<String> apis;

  KeySources(ApiGatewayClient apiGateway, List<ApiStage> stages) {
    this.apiGateway = apiGateway;
    this.apis = stages.stream().map(ApiStage::restApiId).distinct().toList();
  }

  /** The same of the APIs of these stages. */
  KeySources at(List<ApiStage> stages) {
    return new KeySources(apiGateway, stages);
  }

  /** A sentence for each API that does not look at the header. */
  List<String> warnings() {
    return elsewhere().entrySet().stream()
        .map(
            api ->
                "REST API "
                    + api.getKey()
                    + " takes its API keys from "
                    + api.getValue()
                    + ", so the header that CloudFront sends is not looked at; set its apiKeySource"
                    + " to HEADER and deploy it.")
        .toList();
  }

  /**
   * The APIs that do not look at the header, and where they look.
   *
   * @throws LockException if an API does not exist, or AWS fails
   */
  Map<String, ApiKeySourceType> elsewhere() {
    Map<String, ApiKeySourceType> elsewhere = new LinkedHashMap<>();
    for (String api : apis) {
      ApiKeySourceType source = source(api);
      if (source != null && source != ApiKeySourceType.HEADER) {
        elsewhere.put(api, source);
      }
    }
    return elsewhere;
  }

  private ApiKeySourceType source(String api) {
    try {
      return apiGateway.getRestApi(request -> request.restApiId(api)).apiKeySource();
    } catch (NotFoundException e) {
      throw Stages.missing("REST API " + api);
    } catch (SdkException e) {
      throw AwsFailures.of("REST API " + api, "apigateway:GET /restapis/" + api, e);
    }
  }
}
