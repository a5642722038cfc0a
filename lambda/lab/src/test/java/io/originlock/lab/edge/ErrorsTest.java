package io.originlock.lab.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.lab.net.HeaderMap;
import io.originlock.lab.net.Listener;
import io.originlock.lab.net.Request;
import io.originlock.lab.net.Response;
import io.originlock.lab.spread.Delays;
import io.originlock.testing.MovingClock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What viewers see of an origin's errors: pages, how long they are kept, and other origins. */
class ErrorsTest {
  private static final InetSocketAddress PEER = new InetSocketAddress("127.0.0.1", 40000);
  private static final String DOMAIN = "d1.cloudfront.net";
  private static final String GROUP =
      """
      <OriginGroups><Quantity>1</Quantity><Items><OriginGroup><Id>both</Id>
        <FailoverCriteria><StatusCodes><Quantity>2</Quantity><Items>
          <StatusCode>403</StatusCode><StatusCode>503</StatusCode>
        </Items></StatusCodes></FailoverCriteria>
        <Members><Quantity>2</Quantity><Items>
          <OriginGroupMember><OriginId>api</OriginId></OriginGroupMember>
          <OriginGroupMember><OriginId>other</OriginId></OriginGroupMember>
        </Items></Members>
      </OriginGroup></Items></OriginGroups>\
      """;

  private final Map<String, Response> answers = new ConcurrentHashMap<>();
  private final Map<String, Integer> asked = new ConcurrentHashMap<>();
  private final MovingClock now = new MovingClock("2026-01-01T00:00:00Z");
  private final Listener origin = Listener.plain(0, this::answer);
  private final EdgeFleet fleet =
      new EdgeFleet(
          1,
          Delays.none(),
          host -> {
            if (host.equals("gone.test")) {
              throw new IOException("nobody there");
            }
            return origin.address();
          },
          now);

  @AfterEach
  void close() throws IOException {
    fleet.close();
    origin.close();
  }

  private Response answer(Request request, InetSocketAddress peer) {
    String what = request.headers().first("host").orElse("") + request.path();
    asked.merge(what, 1, Integer::sum);
    Response answer = answers.getOrDefault(what, text(404, "none"));
    return new Response(answer.status(), answer.headers().copy(), answer.body());
  }

  private static Response text(int status, String body) {
    return new Response(status, new HeaderMap(), body.getBytes(StandardCharsets.UTF_8));
  }

  private Response get(String target) {
    return fleet.answer(Request.of("GET", target).with("host", DOMAIN), PEER);
  }

  private void push(String domain, String more) {
    fleet.push("D1", DOMAIN, "E1", Configs.of(true, domain, "", "h", "v", more));
  }

  private static String errorPage(int code, String page, String status, String seconds) {
    return "<CustomErrorResponses><Quantity>1</Quantity><Items><CustomErrorResponse><ErrorCode>%d</ErrorCode><ResponsePagePath>%s</ResponsePagePath><ResponseCode>%s</ResponseCode><ErrorCachingMinTTL>%s</ErrorCachingMinTTL></CustomErrorResponse></Items></CustomErrorResponses>"
        .formatted(code, page, status, seconds);
  }

  @ParameterizedTest
  @CsvSource({
    "/sorry, 200, 200, sorry",
    "/sorry, '', 403, sorry",
    "'', '', 403, no",
    "/gone, 200, 404, none"
  })
  void aPageTakesThePlaceOfAnError(String page, String code, int status, String body) {
    answers.put("o.test/pets", text(403, "no"));
    answers.put("o.test/sorry", text(200, "sorry"));
    push("o.test", errorPage(403, page, code, "0"));

    Response response = get("/pets");

    assertThat(response.status()).isEqualTo(status);
    assertThat(response.text()).isEqualTo(body);
    assertThat(response.headers().first("x-cache")).contains("Error from cloudfront");
  }

  /** Seconds that an error is kept, 0 for not at all. */
  @ParameterizedTest
  @CsvSource({
    "404, '', '', 10",
    "404, '', 30, 30",
    "404, '', 0, 0",
    "404, 'max-age=20', '', 20",
    "404, 'max-age=20', 30, 30",
    "404, 'no-store', '', 0",
    "500, 'no-store', '', 10",
    "503, '', 5, 5",
    "403, '', '', 0",
    "403, '', 30, 0",
    "403, 'public, s-maxage=3', '', 10",
    "403, 'max-age=60', 30, 60",
    "400, '', 30, 0",
    "429, 'max-age=60', '', 0",
    "401, 'max-age=60', '', 0"
  })
  void anErrorIsKeptAndSaysItsAge(int status, String control, String seconds, int kept) {
    Response error = text(status, "no");
    answers.put("o.test/pets", control.isEmpty() ? error : error.with("cache-control", control));
    push("o.test", errorPage(status, "", "", seconds));
    Response first = get("/pets");
    assertThat(first.status()).isEqualTo(status);
    assertThat(first.headers().has("age")).isFalse();
    answers.put("o.test/pets", text(200, "well again"));

    if (kept > 0) {
      now.pass(Duration.ofSeconds(kept - 1));
      Response again = get("/pets");
      assertThat(again.status()).isEqualTo(status);
      assertThat(again.headers().first("age")).contains(String.valueOf(kept - 1));
      assertThat(again.headers().first("x-cache")).contains("Error from cloudfront");
      assertThat(asked).containsEntry("o.test/pets", 1);
      now.pass(Duration.ofSeconds(1));
    }
    assertThat(get("/pets").text()).isEqualTo("well again");
  }

  @Test
  void aKeptPageIsStill200AndTellsItsAge() {
    answers.put("o.test/pets", text(403, "no").with("cache-control", "max-age=20"));
    answers.put("o.test/sorry", text(200, "sorry"));
    push("o.test", errorPage(403, "/sorry", "200", ""));
    get("/pets");
    now.pass(Duration.ofSeconds(7));

    Response again = get("/pets");

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.text()).isEqualTo("sorry");
    assertThat(again.headers().first("age")).contains("7");
    assertThat(asked).containsEntry("o.test/pets", 1);
  }

  /**
   * The key of a cache without a query is the path: what tells requests apart there is not in it.
   */
  @Test
  void anErrorIsKeptForItsPathAndMethodAlone() {
    push("o.test", "");
    get("/missing?nonce=1");
    get("/missing?nonce=2");
    assertThat(asked).containsEntry("o.test/missing", 1);

    get("/missing/");
    assertThat(asked).containsEntry("o.test/missing/", 1);
    fleet.answer(Request.of("OPTIONS", "/missing").with("host", DOMAIN), PEER);
    fleet.answer(Request.of("OPTIONS", "/missing").with("host", DOMAIN), PEER);
    assertThat(asked).containsEntry("o.test/missing", 3);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, o.test, 200, 200, first",
    "GET, o.test, 403, 200, second",
    "GET, o.test, 503, 200, second",
    "OPTIONS, o.test, 403, 200, second",
    "GET, o.test, 404, 404, first",
    "POST, o.test, 403, 403, first",
    "GET, gone.test, 200, 200, second"
  })
  void aGroupsSecondIsAskedWhereTheFirstFails(
      String method, String domain, int first, int status, String body) {
    answers.put("o.test/pets", text(first, "first"));
    answers.put("other.test/pets", text(200, "second"));
    String config =
        Configs.of(true, domain, "", "h", "v", GROUP)
            .replace("<TargetOriginId>api<", "<TargetOriginId>both<")
            .replace("<Method>OPTIONS</Method>", "<Method>OPTIONS</Method><Method>POST</Method>");
    fleet.push("D1", DOMAIN, "E1", config);

    Response response = fleet.answer(Request.of(method, "/pets").with("host", DOMAIN), PEER);

    assertThat(response.status()).isEqualTo(status);
    assertThat(response.text()).isEqualTo(body);
  }

  /** Each member gets its own name and its own headers, and the first is asked each time. */
  @Test
  void membersOfAGroupAreOriginsOfTheirOwn() {
    answers.put("o.test/pets", text(503, "first").with("cache-control", "no-store"));
    answers.put("other.test/pets", text(200, "second"));
    fleet.push(
        "D1",
        DOMAIN,
        "E1",
        Configs.of(true, "o.test", "", "h", "v", GROUP)
            .replace("<TargetOriginId>api<", "<TargetOriginId>both<"));

    get("/pets");
    get("/pets");

    assertThat(asked).containsEntry("o.test/pets", 2).containsEntry("other.test/pets", 2);
  }
}
