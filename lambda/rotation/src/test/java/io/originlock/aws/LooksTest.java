package io.originlock.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.model.LockException;
import io.originlock.survey.Unread;
import io.originlock.survey.Unread.Part;
import io.originlock.survey.Unread.Reason;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.apigateway.model.ApiGatewayException;

/** What is noted of a look that failed. */
class LooksTest {
  private static final String OPERATION = "apigateway:GET /restapis/a1b2c3d4e5";
  private static final String SECRET = "Zx81kQ0pT7vLw2Yb9Nd4RmHc6";

  private final Looks looks = new Looks();

  @Test
  void aLookThatSucceedsIsNotNoted() {
    assertThat(looks.at(Part.API, "here", () -> 1)).contains(1);
    assertThat(looks.unread()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "403, AccessDeniedException, Access Denied, DENIED, apigateway:GET",
    "403, AccessDeniedException, User: x is not authorized to perform: wafv2:GetWebACL on resource:"
        + " y, DENIED, wafv2:GetWebACL",
    "400, AccessDenied, User: x is not authorized to perform: cloudfront:ListDistributions, DENIED,"
        + " cloudfront:ListDistributions",
    "404, NotFoundException, Invalid Rest API identifier specified, ABSENT,",
    "404, NoSuchCachePolicy, The cache policy does not exist, ABSENT,",
    "400, WAFNonexistentItemException, gone, OTHER,",
    "429, TooManyRequestsException, Too Many Requests, BUSY,",
    "503, ServiceUnavailable, later, BUSY,",
    "403, ExpiredTokenException, The security token expired, OTHER,",
    "400, BadRequestException, no, OTHER,"
  })
  void aFailureIsNotedWithItsReason(
      int status, String code, String message, Reason reason, String permission) {
    assertThat(looks.at(Part.API, "REST API a1b2c3d4e5", () -> fail(answer(status, code, message))))
        .isEmpty();

    Unread unread = looks.unread().get(0);
    assertThat(unread.place()).isEqualTo("REST API a1b2c3d4e5");
    assertThat(unread.reason()).isEqualTo(reason);
    assertThat(unread.permission()).isEqualTo(Optional.ofNullable(permission));
    assertThat(unread.said()).contains(OPERATION, code, message);
    assertThat(unread.remedy()).isNotBlank();
  }

  @Test
  void noAnswerIsOneThatTheNextLookMayGet() {
    looks.at(Part.API, "here", () -> fail(SdkClientException.create("Connection reset")));

    assertThat(looks.unread()).extracting(Unread::reason).containsExactly(Reason.BUSY);
  }

  @Test
  void whatAwsQuotesOfASecretIsNotNoted() {
    looks.at(Part.API, "here", () -> fail(answer(400, "BadRequestException", "Invalid " + SECRET)));

    assertThat(looks.unread().toString()).doesNotContain(SECRET).contains("[redacted]");
  }

  @Test
  void theRestGoesOn() {
    looks.at(
        Part.WEB_ACL,
        "web ACL x",
        () -> {
          throw new LockException("x", "it is not the ARN of a web ACL.", "Associate another.");
        });
    looks.note(Part.WEB_ACL, "web ACL y", Reason.ABSENT, "It is gone.", "Associate another.");

    assertThat(looks.at(Part.API, "here", () -> 2)).contains(2);
    assertThat(looks.unread())
        .containsExactly(
            new Unread(
                Part.WEB_ACL,
                "web ACL x",
                Reason.OTHER,
                "it is not the ARN of a web ACL.",
                Optional.empty(),
                "Associate another."),
            new Unread(
                Part.WEB_ACL,
                "web ACL y",
                Reason.ABSENT,
                "It is gone.",
                Optional.empty(),
                "Associate another."));
  }

  private static Object fail(SdkException failure) {
    throw AwsFailures.of("REST API a1b2c3d4e5", OPERATION, failure);
  }

  private static SdkException answer(int status, String code, String message) {
    return ApiGatewayException.builder()
        .statusCode(status)
        .requestId("r1")
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
        .build();
  }
}
