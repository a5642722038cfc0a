package io.originlock.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudfront.endpoints.CloudFrontEndpointProvider;

class AwsClientsTest {

  @ParameterizedTest
  @CsvSource({
    "eu-central-1, us-east-1, https://cloudfront.amazonaws.com",
    "us-east-1, us-east-1, https://cloudfront.amazonaws.com",
    "cn-north-1, cn-northwest-1, https://cloudfront.cn-northwest-1.amazonaws.com.cn"
  })
  void cloudFrontIsCalledAtItsGlobalEndpointWhateverTheRegionOfTheApi(
      String api, String signing, String endpoint) {
    var region = AwsClients.cloudFrontRegion(api);

    assertThat(region.id()).isEqualTo(signing);
    assertThat(
            CloudFrontEndpointProvider.defaultProvider()
                .resolveEndpoint(parameters -> parameters.region(region))
                .join()
                .endpointUrl()
                .toUri())
        .hasToString(endpoint);
  }
}
