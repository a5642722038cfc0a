package io.originlock.lab.control.apigateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.lab.control.Call;
import io.originlock.lab.control.Caller;
import io.originlock.lab.moto.WireReply;
import io.originlock.lab.moto.WireRequest;
import io.originlock.testing.MovingClock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private final MovingClock clock = new MovingClock("2026-03-01T12:00:00Z");
  private final Limits limits = new Limits(true, clock);

  @Test
  void anAccountMakesOneDeploymentInFiveSeconds() {
    assertThat(status(Caller.terraform(), "CreateDeployment")).isEqualTo(200);
    WireReply refused = answer(limits, function("other"), "CreateDeployment");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.text()).contains("TooManyRequestsException");

    clock.pass(Duration.ofMillis(4_900));
    assertThat(status(Caller.terraform(), "CreateDeployment")).isEqualTo(429);
    clock.pass(Duration.ofMillis(100));
    assertThat(status(function("other"), "CreateDeployment")).isEqualTo(200);
    assertThat(limits.throttled("other")).isEqualTo(1);
  }

  @Test
  void anAccountListsResourcesFiveTimesInTwoSeconds() {
    assertThat(granted(Caller.terraform(), "GetResources", 7)).isEqualTo(5);
    clock.pass(Duration.ofSeconds(2));
    assertThat(granted(function("worker"), "GetResources", 7)).isEqualTo(5);
  }

  @Test
  void functionsMakeTenCallsASecondAfterABurst() {
    assertThat(granted(function("worker"), "UpdateMethod", 50)).isEqualTo(40);
    assertThat(limits.throttled("worker")).isEqualTo(10);
    assertThat(granted(Caller.terraform(), "PutMethod", 50)).isEqualTo(50);

    clock.pass(Duration.ofSeconds(1));
    assertThat(granted(function("worker"), "UpdateMethod", 50)).isEqualTo(10);
    clock.pass(Duration.ofHours(1));
    assertThat(granted(function("worker"), "UpdateMethod", 50)).isEqualTo(40);
  }

  @Test
  void otherServicesAndALabWithoutLimitsHaveNone() {
    for (int i = 0; i < 100; i++) {
      Call call = call(function("worker"), "ssm", "GetParameter");
      assertThat(limits.handle(call, done -> WireReply.json(200, "{}")).ok()).isTrue();
      assertThat(answer(new Limits(false, clock), function("worker"), "CreateDeployment").ok())
          .isTrue();
    }
  }

  private int status(Caller caller, String operation) {
    return answer(limits, caller, operation).status();
  }

  private int granted(Caller caller, String operation, int times) {
    int granted = 0;
    for (int i = 0; i < times; i++) {
      granted += status(caller, operation) == 200 ? 1 : 0;
    }
    return granted;
  }

  private WireReply answer(Limits of, Caller caller, String operation) {
    return of.handle(call(caller, "apigateway", operation), done -> WireReply.json(200, "{}"));
  }

  private Call call(Caller caller, String service, String operation) {
    WireRequest request = new WireRequest("POST", "/", "", Map.of(), new byte[0]);
    return new Call(request, clock.instant(), caller, service, operation, "/", true);
  }

  private static Caller function(String name) {
    return new Caller(name, "1");
  }
}
