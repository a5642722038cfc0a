package io.originlock.lab.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.lab.model.EdgeListener;
import io.originlock.lab.model.Header;
import io.originlock.lab.net.HeaderMap;
import io.originlock.lab.net.Listener;
import io.originlock.lab.net.Request;
import io.originlock.lab.net.Response;
import io.originlock.lab.spread.Delays;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EdgeFleetTest {

  private static final InetSocketAddress PEER = new InetSocketAddress("127.0.0.1", 40000);
  private static final String DOMAIN = "d1.cloudfront.net";
  private static final String ORIGIN = "origin.test";

  private final List<Request> arrived = new CopyOnWriteArrayList<>();
  private final Listener origin = Listener.plain(0, this::origin);
  private final EdgeFleet fleet =
      new EdgeFleet(
          3,
          Delays.none(),
          host -> {
            if (host.endsWith(".test")) {
              return origin.address();
            }
            throw new UnknownHostException(host);
          },
          Clock.systemUTC());

  private Response origin(Request request, InetSocketAddress peer) {
    arrived.add(request);
    return request.path().endsWith("/missing")
        ? Response.of(404, "text/plain", "none")
        : new Response(200, new HeaderMap().set("x-origin", "yes"), new byte[] {'o', 'k'});
  }

  @AfterEach
  void close() throws IOException {
    fleet.close();
    origin.close();
  }

  private Response ask(Request request) {
    return fleet.answer(request.with("host", DOMAIN), PEER);
  }

  private Response get(String target) {
    return ask(Request.of("GET", target));
  }

  @Test
  void theOriginGetsItsPathItsHostAndTheViewersHeaders() {
    fleet.push("D1", DOMAIN, "E1", Configs.presenting(ORIGIN, "x-api-key", "secret"));

    Response response =
        ask(
            Request.of("GET", "/pets?a=1&b=%20")
                .with("accept", "x/y")
                .with("keep-alive", "timeout=5")
                .with("x-api-key", "viewer's"));

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.text()).isEqualTo("ok");
    Request got = arrived.get(0);
    assertThat(got.target()).isEqualTo("/prod/pets?a=1&b=%20");
    assertThat(got.headers().first("host")).contains(ORIGIN);
    assertThat(got.headers().first("accept")).contains("x/y");
    assertThat(got.headers().all("x-api-key")).containsExactly("secret");
    assertThat(got.headers().written("X-Api-Key")).as("as CloudFront writes it").hasSize(1);
    assertThat(got.headers().has("keep-alive")).isFalse();
    assertThat(got.headers().first("x-forwarded-for")).contains("127.0.0.1");
    assertThat(got.headers().first("via").orElse("")).contains("CloudFront");
    assertThat(response.headers().first("x-cache")).contains("Miss from cloudfront");
    assertThat(response.headers().first("x-amz-cf-pop").orElse("")).startsWith("LAB");
  }

  @Test
  void anEdgeIsChosenByHeaderWhichGoesNoFurther() {
    fleet.push("D1", DOMAIN, "E1", Configs.presenting(ORIGIN, "h", "v"));

    Response response = ask(Request.of("GET", "/").with(EdgeFleet.EDGE_HEADER, "2"));

    assertThat(response.headers().first("x-amz-cf-pop")).contains("LAB02-P1");
    assertThat(arrived.get(0).headers().has(EdgeFleet.EDGE_HEADER)).isFalse();
  }

  @Test
  void behavioursMatchInOrderAndMayForwardLess() {
    String more =
        """
        <CacheBehaviors><Quantity>1</Quantity><Items><CacheBehavior>
          <PathPattern>/static/*.j?</PathPattern><TargetOriginId>other</TargetOriginId>
        </CacheBehavior></Items></CacheBehaviors>\
        """;
    fleet.push("D1", DOMAIN, "E1", Configs.of(true, ORIGIN, "/prod", "h", "v", more));

    ask(Request.of("GET", "/static/a/b.js?x=1").with("accept", "x/y"));
    get("/static/a.css");

    assertThat(arrived.get(0).target()).isEqualTo("/static/a/b.js");
    assertThat(arrived.get(0).headers().first("host")).contains("other.test");
    assertThat(arrived.get(0).headers().has("accept")).isFalse();
    assertThat(arrived.get(0).headers().has("h")).isFalse();
    assertThat(arrived.get(1).target()).isEqualTo("/prod/static/a.css");
  }

  @Test
  void whatCloudFrontRefusesNeverReachesTheOrigin() {
    assertThat(get("/").status()).isEqualTo(403);

    fleet.push("D1", DOMAIN, "E1", Configs.presenting(ORIGIN, "h", "v"));
    assertThat(ask(Request.of("POST", "/")).status()).isEqualTo(403);
    assertThat(fleet.answer(Request.of("GET", "/").with("host", "other"), PEER).status())
        .isEqualTo(403);

    fleet.push("D1", DOMAIN, "E2", Configs.of(false, ORIGIN, "", "h", "v", ""));
    assertThat(get("/").status()).isEqualTo(403);
    assertThat(get("/").headers().first("x-cache")).contains("Error from cloudfront");
    assertThat(arrived).isEmpty();
  }

  @Test
  void anOriginOutOfReachIs502() {
    fleet.push("D1", DOMAIN, "E1", Configs.presenting("nowhere.invalid", "h", "v"));

    assertThat(get("/").status()).isEqualTo(502);
  }

  @Test
  void anErrorPageReplacesStatusAndBody() {
    String more =
        """
        <CustomErrorResponses><Quantity>1</Quantity><Items><CustomErrorResponse>
          <ErrorCode>404</ErrorCode><ResponsePagePath>/sorry</ResponsePagePath>
          <ResponseCode>200</ResponseCode>
        </CustomErrorResponse></Items></CustomErrorResponses>\
        """;
    fleet.push("D1", DOMAIN, "E1", Configs.of(true, ORIGIN, "", "h", "v", more));

    Response response = get("/missing");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.text()).isEqualTo("ok");
  }

  @Test
  void edgesConvergeEachAtItsOwnTimeAndNeverGoBack() {
    List<String> took = new CopyOnWriteArrayList<>();
    fleet.listen(
        new EdgeListener() {
          @Override
          public void pushed(
              String distribution, String version, Set<Header> presented, Instant at) {
            presented.forEach(
                header ->
                    took.add("pushed " + version + " " + header.name() + "=" + header.value()));
          }

          @Override
          public void took(int edge, String distribution, String version, Instant at) {
            took.add(edge + " " + version);
          }
        });
    fleet.spread().hold();
    fleet.push("D1", DOMAIN, "E1", Configs.presenting(ORIGIN, "h", "1"));
    fleet.push("D1", DOMAIN, "E2", Configs.presenting(ORIGIN, "h", "2"));

    fleet.spread().release(1);

    assertThat(fleet.version(1, "D1")).contains("E2");
    assertThat(fleet.version(0, "D1")).isEmpty();
    assertThat(fleet.converged("D1", "E2")).isFalse();

    fleet.spread().resume();

    assertThat(fleet.converged("D1", "E2")).isTrue();
    assertThat(took)
        .containsExactly(
            "pushed E1 h=1", "pushed E2 h=2", "1 E1", "1 E2", "0 E1", "0 E2", "2 E1", "2 E2");
    fleet.remove("D1");
    assertThat(get("/").status()).isEqualTo(403);
  }
}
