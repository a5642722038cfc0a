package io.originlock.lab.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.lab.net.Certificates;
import io.originlock.lab.net.Listener;
import io.originlock.lab.net.Response;
import io.originlock.lab.net.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Endpoints that are no emulator at all lack everything, and never fail or hold up a survey. */
class SurveyTest {
  private static final Duration BRIEFLY = Duration.ofMillis(300);

  /** Enough for all repetitions of a call on a busy machine. */
  private static final Duration LONG = Duration.ofSeconds(20);

  /** What somebody's port may answer. */
  enum Nonsense {
    NOTHING(200, "application/json", ""),
    EMPTY_OBJECT(200, "application/json", "{}"),
    EMPTY_LIST(201, "application/json", "[]"),
    PLAUSIBLE(
        200,
        "application/json",
        """
        {"id": "abc", "name": "abc", "value": "abc", "item": [{"id": "abc", "path": "/"}],
         "deploymentId": "abc", "createdDate": 1, "apiStages": [], "tags": {}, "paths": {},
         "Parameter": {"Name": "/abc", "Type": "SecureString", "Value": "abc", "Version": 1},
         "Parameters": [{"Name": "/abc", "Type": "SecureString", "Value": "abc"}],
         "position": "again", "NextToken": "again"}\
        """),
    NO_JSON(200, "application/json", "\u0000\u0001{\"id\": "),
    PAGE(200, "text/html", "<html>It works!</html>"),
    NOT_FOUND(404, "text/html", "<html>No such page</html>"),
    XML(400, "text/xml", "<Error><Code>NoSuchBucket</Code></Error>"),
    FAILING(500, "text/plain", "oops"),
    NOT_IMPLEMENTED(501, "application/json", "{\"__type\": \"InternalFailure\"}");

    private final int status;
    private final String type;
    private final String body;

    Nonsense(int status, String type, String body) {
      this.status = status;
      this.type = type;
      this.body = body;
    }
  }

  private static Capabilities asked(Service service) {
    Listener listener = Listener.plain(0, service);
    try {
      return asked(URI.create("http://127.0.0.1:" + listener.port()));
    } finally {
      listener.close();
    }
  }

  private static Capabilities asked(URI endpoint) {
    return asked(endpoint, Duration.ofSeconds(1));
  }

  private static Capabilities asked(URI endpoint, Duration longest) {
    try (Cloud cloud = new Cloud(endpoint, longest)) {
      return Survey.of(cloud, BRIEFLY, longest.multipliedBy(3)).capabilities();
    }
  }

  private static void assertLacksAll(Capabilities capabilities) {
    assertThat(capabilities.lacking())
        .containsOnlyKeys(Capability.values())
        .allSatisfy((capability, why) -> assertThat(why).contains(": ").doesNotContain("\n"));
  }

  @ParameterizedTest
  @EnumSource
  void whateverIsAnsweredIsNoFailure(Nonsense nonsense) {
    assertLacksAll(
        asked((request, peer) -> Response.of(nonsense.status, nonsense.type, nonsense.body)));
  }

  @Test
  void anEchoLacksEverything() {
    assertLacksAll(
        asked(
            (request, peer) ->
                Response.of(
                    200, "application/json", new String(request.body(), StandardCharsets.UTF_8))));
  }

  @Test
  @Timeout(40)
  void anEndpointThatHangsLacksEverything() {
    CountDownLatch end = new CountDownLatch(1);
    try {
      assertLacksAll(
          asked(
              (request, peer) -> {
                try {
                  end.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                return Filter.html(503);
              }));
    } finally {
      end.countDown();
    }
  }

  @Test
  void anEndpointThatClosesConnectionsLacksEverything() {
    assertLacksAll(
        asked(
            (request, peer) -> {
              throw new UncheckedIOException(new IOException("closed"));
            }));
  }

  @Test
  void anEndpointThatIsNotThereLacksEverything() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    Capabilities capabilities = asked(URI.create("http://127.0.0.1:" + free), LONG);

    assertLacksAll(capabilities);
    assertThat(capabilities.lacking().get(Capability.PARAMETERS)).contains("Connection refused");
  }

  @Test
  void aCertificateThatNobodyTrustsIsNamed(@TempDir Path directory) {
    Certificates own = Certificates.make(directory, List.of("localhost"));
    Listener listener = Listener.tls(0, own.context(), (request, peer) -> Filter.json("{}"));
    try {
      Capabilities capabilities = asked(URI.create("https://localhost:" + listener.port()), LONG);

      assertLacksAll(capabilities);
      assertThat(capabilities.lacking().get(Capability.PARAMETERS)).contains("certification path");
    } finally {
      listener.close();
    }
  }

  /** Otherwise a test would fail at an emulator that has nothing of what it stands on. */
  @Test
  void everyTestOfAContractNeedsSomething() {
    assertThat(Contracts.tests())
        .isNotEmpty()
        .allMatch(test -> !LocalStackCloud.needs(test).isEmpty());
  }

  @Test
  void everyCapabilityIsNeeded() {
    Set<Capability> needed = EnumSet.noneOf(Capability.class);
    for (Method test : Contracts.tests()) {
      LocalStackCloud.needs(test).forEach(each -> add(each, needed));
    }

    assertThat(needed).containsExactlyInAnyOrder(Capability.values());
  }

  private static void add(Capability capability, Set<Capability> needed) {
    needed.add(capability);
    capability.standsOn().forEach(each -> add(each, needed));
  }
}
