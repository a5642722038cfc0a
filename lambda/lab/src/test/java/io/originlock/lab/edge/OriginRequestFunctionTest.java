package io.originlock.lab.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.lab.model.EdgeListener;
import io.originlock.lab.model.Header;
import io.originlock.lab.model.Invoker;
import io.originlock.lab.net.HeaderMap;
import io.originlock.lab.net.Listener;
import io.originlock.lab.net.Request;
import io.originlock.lab.net.Response;
import io.originlock.lab.spread.Delays;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a Lambda@Edge function is shown, and what becomes of its answers. */
class OriginRequestFunctionTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final InetSocketAddress PEER = new InetSocketAddress("127.0.0.1", 40000);
  private static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:f:3";
  private static final String KEY = "x-origin-lock-key";

  private final List<Request> arrived = new CopyOnWriteArrayList<>();
  private final List<JsonNode> events = new ArrayList<>();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private Consumer<ObjectNode> change = request -> {};
  private Invoker.Result result;
  private final Listener origin = Listener.plain(0, this::origin);
  private final EdgeFleet fleet =
      new EdgeFleet(2, Delays.none(), host -> origin.address(), Clock.systemUTC(), this::invoke);

  private Response origin(Request request, InetSocketAddress peer) {
    arrived.add(request);
    return new Response(200, new HeaderMap(), new byte[] {'o', 'k'});
  }

  private Invoker.Result invoke(String function, String source, byte[] event) {
    assertThat(function).isEqualTo(FUNCTION);
    assertThat(source).isNull();
    try {
      JsonNode shown = JSON.readTree(event);
      events.add(shown);
      if (result != null) {
        return result;
      }
      ObjectNode request = shown.at("/Records/0/cf/request").deepCopy();
      change.accept(request);
      return answer(request.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Invoker.Result answer(String json) {
    return new Invoker.Result(Invoker.Status.ANSWERED, json.getBytes(StandardCharsets.UTF_8));
  }

  /** What is told of requests. */
  private final class Told implements EdgeListener {
    @Override
    public void pushed(String distribution, String version, Set<Header> presented, Instant at) {}

    @Override
    public void took(int edge, String distribution, String version, Instant at) {}

    @Override
    public void answered(String distribution, int status, Instant at) {
      told.add(distribution + " " + status);
    }

    @Override
    public void functionFailed(String distribution, FunctionError how, Instant at) {
      told.add(distribution + " " + how);
    }
  }

  @BeforeEach
  void listen() {
    fleet.listen(new Told());
  }

  @AfterEach
  void close() throws IOException {
    fleet.close();
    origin.close();
  }

  private Response ask(Request request) {
    fleet.push(
        "D1", "d1.cloudfront.net", "E1", Configs.signing("origin.test", KEY, "g1.s", FUNCTION));
    return fleet.answer(request.with("host", "d1.cloudfront.net"), PEER);
  }

  private Response get(String target) {
    return ask(Request.of("GET", target));
  }

  private static void put(ObjectNode headers, String key, String value) {
    headers.putArray(key.toLowerCase(Locale.ROOT)).addObject().put("key", key).put("value", value);
  }

  @Test
  void isShownARequestAsCloudFrontShowsIt() {
    ask(Request.of("GET", "/a%2Fb//c?x=1&x=%20+").with("accept-language", "de"));

    JsonNode cf = events.get(0).at("/Records/0/cf");
    assertThat(cf.at("/config/eventType").asText()).isEqualTo("origin-request");
    assertThat(cf.at("/config/distributionId").asText()).isEqualTo("D1");
    assertThat(cf.at("/config/distributionDomainName").asText()).isEqualTo("d1.cloudfront.net");
    assertThat(cf.at("/config/requestId").asText()).isNotEmpty();
    JsonNode request = cf.path("request");
    assertThat(request.path("clientIp").asText()).isEqualTo("127.0.0.1");
    assertThat(request.path("method").asText()).isEqualTo("GET");
    assertThat(request.path("uri").asText()).isEqualTo("/a%2Fb//c");
    assertThat(request.path("querystring").asText()).isEqualTo("x=1&x=%20+");
    assertThat(request.at("/headers/accept-language").toString())
        .isEqualTo("[{\"key\":\"Accept-Language\",\"value\":\"de\"}]");
    assertThat(request.at("/headers/host/0/value").asText()).isEqualTo("origin.test");
    assertThat(request.path("headers").has("x-amz-cf-id")).isFalse();
    JsonNode custom = request.at("/origin/custom");
    assertThat(custom.at("/customHeaders/" + KEY).toString())
        .isEqualTo("[{\"key\":\"" + KEY + "\",\"value\":\"g1.s\"}]");
    assertThat(custom.path("domainName").asText()).isEqualTo("origin.test");
    assertThat(custom.path("path").asText()).isEqualTo("/prod");
    assertThat(custom.path("port").asInt()).isEqualTo(443);
    assertThat(custom.path("protocol").asText()).isEqualTo("https");
    assertThat(custom.path("keepaliveTimeout").asInt()).isEqualTo(5);
    assertThat(custom.path("readTimeout").asInt()).isEqualTo(30);
    assertThat(custom.path("sslProtocols").toString()).isEqualTo("[\"TLSv1.2\"]");
  }

  @Test
  void whatItReturnsGoesToTheOriginAndViewersCopiesDoNot() {
    change =
        request -> {
          put((ObjectNode) request.path("headers"), "X-Signed", "yes");
          ((ObjectNode) request.at("/origin/custom/customHeaders")).removeAll();
        };

    Response response =
        ask(Request.of("GET", "/pets?x=%20").with(KEY, "forged").with("x-amzn-trace-id", "t"));

    assertThat(response.status()).isEqualTo(200);
    assertThat(events.get(0).at("/Records/0/cf/request/headers").has(KEY)).isFalse();
    Request sent = arrived.get(0);
    assertThat(sent.target()).isEqualTo("/prod/pets?x=%20");
    assertThat(sent.headers().first("x-signed")).contains("yes");
    assertThat(sent.headers().first("host")).contains("origin.test");
    assertThat(sent.headers().has(KEY)).isFalse();
    assertThat(sent.headers().first("x-amzn-trace-id")).contains("t");
    assertThat(sent.headers().has("x-amz-cf-id")).isTrue();
  }

  @Test
  void anOriginHeaderThatItLeavesIsSent() {
    get("/pets");

    assertThat(arrived.get(0).headers().first(KEY)).contains("g1.s");
  }

  @Test
  void aHeaderInBothPlacesIsABadGateway() {
    change = request -> put((ObjectNode) request.path("headers"), KEY, "g1.s");

    refused("both in headers and in customHeaders");
  }

  @Test
  void aResponseGoesToTheViewerWithoutTheOrigin() {
    result =
        answer(
            "{\"status\":\"502\",\"statusDescription\":\"Bad"
                + " Gateway\",\"headers\":{\"x-why\":[{\"key\":\"X-Why\",\"value\":\"none\"}]},\"body\":\"no"
                + " key\"}");

    Response response = get("/pets");

    assertThat(response.status()).isEqualTo(502);
    assertThat(response.text()).isEqualTo("no key");
    assertThat(response.headers().first("x-why")).contains("none");
    assertThat(response.headers().first("x-cache"))
        .contains("LambdaGeneratedResponse from cloudfront");
    assertThat(arrived).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "7",
        "no json",
        "{}",
        "{\"status\":\"99\"}",
        "{\"status\":\"200\",\"headers\":{\"via\":[{\"value\":\"x\"}]}}",
        "{\"status\":\"200\",\"headers\":{\"X-Upper\":[{\"value\":\"x\"}]}}",
        "{\"status\":\"200\",\"headers\":{\"x-a\":\"x\"}}",
        "{\"status\":\"200\",\"headers\":{\"x-a\":[{\"key\":\"x-b\",\"value\":\"x\"}]}}",
        "{\"status\":\"200\",\"headers\":{\"x-edge-a\":[{\"key\":\"x-edge-a\",\"value\":\"x\"}]}}"
      })
  void anAnswerThatIsNoneIsABadGateway(String answer) {
    result = answer(answer);

    refused("The Lambda function result failed validation");
  }

  @Test
  void readOnlyPartsOfARequestStayAsTheyAre() {
    change = request -> request.put("method", "POST");
    refused("read-only field");
    change = request -> ((ObjectNode) request.path("headers")).remove("via");
    refused("read-only header");
    change = request -> put((ObjectNode) request.path("headers"), "Content-Length", "7");
    refused("read-only header");
  }

  @Test
  void aFunctionThatFailsIsUnavailable() {
    result = new Invoker.Result(Invoker.Status.FAILED, new byte[0]);

    Response response = get("/pets");

    assertThat(response.status()).isEqualTo(503);
    assertThat(response.headers().first("x-cache"))
        .contains("LambdaExecutionError from cloudfront");
    assertThat(arrived).isEmpty();
    assertThat(told).containsExactly("D1 EXECUTION", "D1 503");
  }

  @Test
  void aFunctionWithoutRoomIsUnavailable() {
    result = Invoker.Result.throttled();

    Response response = get("/pets");

    assertThat(response.status()).isEqualTo(503);
    assertThat(response.headers().first("x-cache")).contains("LambdaLimitExceeded from cloudfront");
    assertThat(arrived).isEmpty();
    assertThat(told).containsExactly("D1 LIMIT_EXCEEDED", "D1 503");
  }

  @Test
  void aFunctionThatAnswersIsNoFailure() {
    assertThat(get("/pets").status()).isEqualTo(200);
    assertThat(told).containsExactly("D1 200");
  }

  private void refused(String why) {
    Response response = get("/pets");
    assertThat(response.status()).isEqualTo(502);
    assertThat(response.text()).contains(why);
    assertThat(response.headers().first("x-cache"))
        .contains("LambdaValidationError from cloudfront");
    assertThat(arrived).isEmpty();
    assertThat(told).endsWith("D1 VALIDATION", "D1 502");
  }
}
