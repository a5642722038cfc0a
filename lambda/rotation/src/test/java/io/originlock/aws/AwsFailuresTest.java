package io.originlock.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.model.LockException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ssm.model.SsmException;

class AwsFailuresTest {
  private static final String SECRET = "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcd";

  @ParameterizedTest
  @CsvSource({
    "AccessDeniedException, 400, what AWS names here",
    "AccessDenied, 403, what AWS names here",
    "ForbiddenException, 403, Allow the worker's role",
    "ExpiredTokenException, 403, credentials",
    "ThrottlingException, 400, next tick tries again",
    "TooManyUpdates, 400, terraform apply",
    "InternalServerError, 500, next tick tries again",
    "ExpiredTokenException, 400, credentials",
    "InvalidKeyId, 400, KMS key exists",
    "KMSInvalidStateException, 400, KMS key exists",
    "ResourceNotFoundException, 404, exists in this account",
    "TooManyOriginCustomHeaders, 400, quota raised",
    "ParameterLimitExceeded, 400, quota raised",
    "InvalidArgument, 400, Mend what AWS names here"
  })
  void theRemedyFollowsFromTheCode(String code, int status, String remedy) {
    LockException failure =
        AwsFailures.of("SSM parameter /x", "ssm:GetParameter", failure(code, status, "because"));

    assertThat(failure)
        .hasMessageContaining("SSM parameter /x: ssm:GetParameter failed with " + code)
        .hasMessageContaining("HTTP " + status + ", request r-1)")
        .hasMessageContaining(": because.");
    assertThat(failure.remedy()).contains(remedy);
    assertThat(failure.resource()).isEqualTo("SSM parameter /x");
  }

  @Test
  void whatAwsSaidIsPassedOnWithoutTheSecretThatItQuotes() {
    SsmException quoting =
        failure("ValidationException", 400, "Value '" + SECRET + "' at 'value' failed to satisfy");
    quoting.addSuppressed(SdkClientException.create("Request attempt 1 failure: " + SECRET));

    LockException failure = AwsFailures.of("SSM parameter /x", "ssm:PutParameter", quoting, SECRET);

    assertThat(failure)
        .hasMessageContaining("Value '[redacted]' at 'value' failed to satisfy.")
        .hasNoCause();
    assertThat(printed(failure)).doesNotContain(SECRET);
  }

  @ParameterizedTest
  @CsvSource({
    "AccessDeniedException, 400, Ask the owner.",
    "ForbiddenException, 403, Ask the owner.",
    "ThrottlingException, 429, next tick tries again",
    "ExpiredTokenException, 403, credentials",
    "NotFoundException, 404, exists in this account"
  })
  void aRefusalMayHaveARemedyOfItsOwn(String code, int status, String remedy) {
    LockException failure =
        AwsFailures.of(
            "API key k",
            "apigateway:PUT /tags/*",
            failure(code, status, "no " + SECRET),
            "Ask the owner.",
            List.of(SECRET));

    assertThat(failure.remedy()).contains(remedy);
    assertThat(failure).hasMessageContaining("API key k: apigateway:PUT /tags/* failed with");
    assertThat(printed(failure)).doesNotContain(SECRET);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "with an explicit deny in a service control policy | above | demanded",
        "with an explicit deny in a permissions boundary | above | demanded",
        "with an explicit deny in an identity-based policy | above | demanded",
        "with an explicit deny | above | demanded",
        "because no permissions boundary allows the ssm:PutParameter action | above | demanded",
        "because no service control policy allows the ssm:PutParameter action | above | demanded",
        "because no identity-based policy allows the ssm:PutParameter action | allow | not",
        "because no resource-based policy allows the ssm:PutParameter action | allow | demanded",
        "'' | allow | demanded",
      })
  void aRefusalIsRemediedWhereAwsSaysThatItIs(String why, String where, String demanded) {
    SsmException denied =
        failure("AccessDeniedException", 400, "not authorized to perform: ssm:PutParameter " + why);

    assertThat(AwsFailures.of("SSM parameter /x", "ssm:PutParameter", "Meet it.", denied).remedy())
        .satisfies(
            remedy -> {
              assertThat(remedy.contains("stands above the role's own"))
                  .isEqualTo(where.equals("above"));
              assertThat(remedy.contains("Allow the worker's role"))
                  .isEqualTo(where.equals("allow"));
              assertThat(remedy.endsWith(" Meet it.")).isEqualTo(demanded.equals("demanded"));
            });
    assertThat(AwsFailures.of("SSM parameter /x", "ssm:PutParameter", denied, "Ask.", List.of()))
        .extracting(LockException::remedy)
        .isEqualTo(
            where.equals("allow")
                ? "Ask."
                : "The policy that AWS names here stands above the role's own: have it changed, or"
                    + " meet what it demands.");
  }

  @Test
  void aCallThatWasRepeatedInVainSaysForHowLong() {
    LockException failure =
        AwsFailures.of(
            "Rule group g",
            "wafv2:UpdateRuleGroup",
            failure(
                "WAFUnavailableEntityException",
                400,
                "AWS WAF couldn’t retrieve the resource that you requested. Retry your request."));

    assertThat(failure)
        .hasMessageContaining("although it was repeated for 20 s: AWS WAF couldn’t retrieve");
  }

  @Test
  void aCallThatNeverCameBackIsToldFromARefusal() {
    LockException failure =
        AwsFailures.of(
            "SSM parameter /x",
            "ssm:GetParameter",
            SdkClientException.create("timed out after " + SECRET));

    assertThat(failure)
        .hasMessageContaining("no usable answer from AWS: timed out after [redacted].")
        .hasNoCause();
  }

  private static String printed(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
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
