package io.originlock.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.engine.LockException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ssm.model.SsmException;

class AwsFailuresTest {

  @ParameterizedTest
  @CsvSource({
    "AccessDeniedException, 400, Allow ssm:GetParameter",
    "ThrottlingException, 400, tries again",
    "InternalServerError, 500, tries again",
    "ExpiredTokenException, 400, credentials",
    "ResourceNotFoundException, 404, exists in this account",
    "ValidationException, 400, documentation"
  })
  void theRemedyFollowsFromTheCode(String code, int status, String remedy) {
    LockException failure =
        AwsFailures.of("SSM parameter /x", "ssm:GetParameter", failure(code, status, "because"));

    assertThat(failure)
        .hasMessageContaining("SSM parameter /x: ssm:GetParameter failed with " + code)
        .hasMessageContaining("HTTP " + status + ", request r-1): because.")
        .hasMessageContaining(remedy);
    assertThat(failure.resource()).isEqualTo("SSM parameter /x");
  }

  @Test
  void withoutDetailNothingThatAwsSaidIsPassedOn() {
    LockException failure =
        AwsFailures.withoutDetail(
            "SSM parameter /x",
            "ssm:PutParameter",
            failure("ValidationException", 400, "'s3cret'"));

    assertThat(failure).hasMessageContaining("ValidationException").hasNoCause();
    assertThat(failure.getMessage()).doesNotContain("s3cret");
  }

  @Test
  void aCallThatNeverCameBackIsToldFromARefusal() {
    LockException failure =
        AwsFailures.of(
            "SSM parameter /x", "ssm:GetParameter", SdkClientException.create("timed out"));

    assertThat(failure).hasMessageContaining("no usable answer from AWS: timed out.");
  }

  private static SsmException failure(String code, int status, String message) {
    return (SsmException)
        SsmException.builder()
            .statusCode(status)
            .requestId("r-1")
            .awsErrorDetails(
                AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
            .build();
  }
}
