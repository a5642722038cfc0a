package io.originlock.lab.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.originlock.lab.aws.AwsLab;
import io.originlock.lab.control.Faults.Effect;
import io.originlock.lab.control.Faults.Moment;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.apigateway.model.ConflictException;
import software.amazon.awssdk.services.apigateway.model.TooManyRequestsException;
import software.amazon.awssdk.services.cloudfront.model.CloudFrontException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.SsmException;
import software.amazon.awssdk.services.ssm.model.TooManyUpdatesException;

@ExtendWith(SharedLab.class)
class FaultsTest {
  private final AwsLab lab;
  private final Clients clients;
  private final SsmClient ssm;
  private final String name = "/test/" + UUID.randomUUID();
  private final Predicate<Call> ours =
      call -> call.operation().equals("PutParameter") && call.resource().equals(name);

  FaultsTest(AwsLab lab, Clients clients) {
    this.lab = lab;
    this.clients = clients;
    this.ssm = clients.ssm();
  }

  @AfterEach
  void heal() {
    lab.faults().clear();
  }

  @Test
  void aThrottledCallHasNoEffect() {
    lab.faults().injectOnce(ours, Moment.BEFORE, new Effect.Throttle());

    assertThatExceptionOfType(SsmException.class)
        .isThrownBy(() -> put("1"))
        .matches(SsmException::isThrottlingException);
    assertThatExceptionOfType(ParameterNotFoundException.class)
        .isThrownBy(() -> ssm.getParameter(r -> r.name(name)));

    put("2");
    assertThat(ssm.getParameter(r -> r.name(name).withDecryption(true)).parameter().value())
        .isEqualTo("2");
  }

  @Test
  void anAnswerCanGetLostAfterTheEffect() {
    lab.faults().injectOnce(ours, Moment.AFTER, new Effect.Drop());

    assertThatExceptionOfType(SdkClientException.class).isThrownBy(() -> put("1"));
    assertThat(ssm.getParameter(r -> r.name(name).withDecryption(true)).parameter().value())
        .isEqualTo("1");
    assertThatExceptionOfType(ParameterAlreadyExistsException.class).isThrownBy(() -> put("2"));
  }

  @Test
  void theNthCallsAreStruckAndNoOthers() {
    Faults.Fault fault =
        lab.faults()
            .inject(Faults.operation("GetApiKeys"), Moment.BEFORE, new Effect.Throttle(), 1, 1);

    clients.apiGateway().getApiKeys();
    assertThatExceptionOfType(TooManyRequestsException.class)
        .isThrownBy(() -> clients.apiGateway().getApiKeys());
    clients.apiGateway().getApiKeys();
    assertThat(fault.struck()).isEqualTo(1);
  }

  @Test
  void errorsAndDelays() {
    lab.faults().injectOnce(ours, Moment.BEFORE, new Effect.Error(500, "InternalServerError"));
    assertThatExceptionOfType(SsmException.class)
        .isThrownBy(() -> put("1"))
        .satisfies(e -> assertThat(e.statusCode()).isEqualTo(500));

    lab.faults().clear();
    lab.faults().injectOnce(ours, Moment.BEFORE, new Effect.Delay(Duration.ofMillis(300)));
    long begin = System.nanoTime();
    put("1");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(290));
  }

  @Test
  void whatIsToBeTriedAgainHasNoEffectAndIsSaidAsEachServiceSaysIt() {
    lab.faults().injectOnce(ours, Moment.BEFORE, new Effect.TryAgain());
    lab.faults().injectOnce(Faults.operation("GetApiKeys"), Moment.BEFORE, new Effect.TryAgain());
    lab.faults()
        .injectOnce(Faults.operation("ListDistributions"), Moment.BEFORE, new Effect.TryAgain());

    assertThatExceptionOfType(TooManyUpdatesException.class).isThrownBy(() -> put("1"));
    assertThatExceptionOfType(ParameterNotFoundException.class)
        .isThrownBy(() -> ssm.getParameter(r -> r.name(name)));
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> clients.apiGateway().getApiKeys())
        .withMessageContaining("concurrent modification. Please try again later.");
    assertThatExceptionOfType(CloudFrontException.class)
        .isThrownBy(() -> clients.cloudFront().listDistributions())
        .withMessageContaining("Please try again.");
  }

  @Test
  void everyCallIsCounted() {
    put("1");

    assertThat(lab.calls().calls())
        .filteredOn(call -> call.resource().equals(name))
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.caller()).isEqualTo(Caller.TERRAFORM);
              assertThat(call.service()).isEqualTo("ssm");
              assertThat(call.operation()).isEqualTo("PutParameter");
              assertThat(call.status()).isEqualTo(200);
              assertThat(call.writes()).isTrue();
            });
    assertThat(lab.calls().count(call -> call.resource().equals(name)))
        .containsEntry("ssm:PutParameter", 1L);
  }

  @Test
  void aStandardParameterHoldsFourKilobytes() {
    put("x".repeat(4_096));
    assertThatExceptionOfType(SsmException.class)
        .isThrownBy(
            () -> ssm.putParameter(r -> r.name(name).value("x".repeat(4_097)).overwrite(true)))
        .withMessageContaining("4096");
  }

  private void put(String value) {
    ssm.putParameter(
        r -> r.name(name).value(value).type(ParameterType.SECURE_STRING).overwrite(false));
  }
}
