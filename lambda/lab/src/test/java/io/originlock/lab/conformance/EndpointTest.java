package io.originlock.lab.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.lab.conformance.Endpoint.Absent;
import io.originlock.lab.conformance.Endpoint.Up;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:4566, http://127.0.0.1:4566",
    "http://127.0.0.1:4566/, http://127.0.0.1:4566",
    "http://127.0.0.1:4566///, http://127.0.0.1:4566",
    "' http://localhost:4566 ', http://localhost:4566",
    "http://localhost/aws/emulator/, http://localhost/aws/emulator",
    "HTTPS://localhost.localstack.cloud:4566, HTTPS://localhost.localstack.cloud:4566",
    "http://[::1]:4566/, http://[::1]:4566",
    "http://emulator, http://emulator",
  })
  void isNamedWithOrWithoutAPath(String named, URI uri) {
    assertThat(Endpoint.find(named))
        .isInstanceOfSatisfying(Up.class, up -> assertThat(up.uri()).isEqualTo(uri));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1:4566", "ftp://localhost", "http://", "http://host?x=1", "http://a b"})
  void isNamedByAUrlAlone(String named) {
    assertThat(Endpoint.find(named))
        .isInstanceOfSatisfying(
            Absent.class,
            absent -> assertThat(absent.why()).contains(named).contains("http://host:port"));
  }

  @Test
  void aDockerThatCannotPullTheImageIsNone() {
    Endpoint endpoint =
        Endpoint.started(
            Duration.ofMinutes(1),
            () -> {
              throw new IllegalStateException(
                  "Container startup failed", new IllegalStateException("no such host"));
            });

    assertThat(endpoint)
        .isInstanceOfSatisfying(
            Absent.class,
            absent -> assertThat(absent.why()).contains(Endpoint.IMAGE, "no such host"));
  }

  @Test
  void aDockerThatHangsIsNone() {
    CountDownLatch never = new CountDownLatch(1);

    Endpoint endpoint =
        Endpoint.started(
            Duration.ofMillis(50),
            () -> {
              never.await();
              return new Absent("");
            });

    assertThat(endpoint)
        .isInstanceOfSatisfying(
            Absent.class, absent -> assertThat(absent.why()).contains(Endpoint.IMAGE, "more than"));
  }
}
