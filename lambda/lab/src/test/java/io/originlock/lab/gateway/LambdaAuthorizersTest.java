package io.originlock.lab.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.lab.LabException;
import io.originlock.lab.model.ApiCatalog.Authorizer;
import io.originlock.lab.model.ApiCatalog.GatewayResponse;
import io.originlock.lab.model.ApiCatalog.Method;
import io.originlock.lab.model.Catalogs;
import io.originlock.lab.model.Invoker;
import io.originlock.lab.net.Request;
import io.originlock.lab.net.Response;
import io.originlock.lab.spread.Delays;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods with a Lambda authorizer, whose function is this test. */
class LambdaAuthorizersTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final InetSocketAddress PEER = new InetSocketAddress("127.0.0.1", 40000);
  private static final String SIGNATURE = "x-origin-lock-signature";
  private static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:f";
  private static final String URI =
      "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/" + FUNCTION + "/invocations";
  private static final String ARN = "arn:aws:execute-api:us-east-1:123456789012:api1/prod/";

  private final List<JsonNode> events = new ArrayList<>();
  private Invoker.Result result = policy("Allow", "*");
  private GatewayHosts hosts = hosts(AuthorizerPath.SENT);

  private GatewayHosts hosts(AuthorizerPath path) {
    return new GatewayHosts(
        1,
        Delays.none(),
        host -> {
          throw new IOException("no backend");
        },
        Clock.systemUTC(),
        this::invoke,
        path);
  }

  private Invoker.Result invoke(String function, String source, byte[] event) {
    assertThat(function).isEqualTo(FUNCTION);
    assertThat(source)
        .isEqualTo("arn:aws:execute-api:us-east-1:123456789012:api1/authorizers/auth1");
    try {
      events.add(JSON.readTree(event));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return result;
  }

  private static Invoker.Result answer(String json) {
    return new Invoker.Result(Invoker.Status.ANSWERED, json.getBytes(StandardCharsets.UTF_8));
  }

  private static Invoker.Result policy(String effect, String resource) {
    return answer(
        "{\"principalId\":\"x\",\"policyDocument\":{\"Version\":\"2012-10-17\",\"Statement\":[{\"Action\":\"execute-api:Invoke\",\"Effect\":\"%s\",\"Resource\":\"%s\"}]}}"
            .formatted(effect, resource));
  }

  @AfterEach
  void close() throws IOException {
    hosts.close();
  }

  private void deploy(long ttlSeconds, Map<String, GatewayResponse> responses) {
    Authorizer authorizer =
        new Authorizer("auth1", "REQUEST", URI, "method.request.header." + SIGNATURE, ttlSeconds);
    Method proxy = Catalogs.authorized("/{proxy+}", authorizer);
    hosts.push(Catalogs.of(1, List.of(proxy), responses));
  }

  private Response ask(Request request) {
    return hosts.answer(request.with("host", Catalogs.API_HOST), PEER);
  }

  private Response get(String target) {
    return ask(Request.of("GET", target).with(SIGNATURE, "g1.1.q.mac"));
  }

  private static void assertError(Response response, int status, String type, String body) {
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.headers().first("x-amzn-errortype")).contains(type);
    assertThat(response.text()).isEqualTo(body);
  }

  @Test
  void whoHasNoIdentityIsTurnedAwayAndNobodyIsAsked() {
    deploy(0, Map.of());

    for (Request request :
        List.of(
            Request.of("GET", "/prod/pets"),
            Request.of("GET", "/prod/pets").with(SIGNATURE, ""),
            Request.of("GET", "/prod/pets").with(SIGNATURE, " "))) {
      assertError(ask(request), 401, "UnauthorizedException", "{\"message\":\"Unauthorized\"}");
    }
    assertThat(events).isEmpty();
  }

  @Test
  void anyoneElseIsShownAsTheyAskedWithTheQueryDecoded() {
    deploy(0, Map.of());
    Request request =
        Request.of("POST", "/prod/a%2Fb//c%20+/ä%25?x=1&x=%20+&&empty&=v&%C3%A4=%zz")
            .with(SIGNATURE, "g1.1.q.mac")
            .with("user-agent", "test");
    request.headers().add("x-two", "1").add("x-two", "2");

    assertThat(ask(request).status()).isEqualTo(200);

    JsonNode event = events.get(0);
    assertThat(event.path("type").asText()).isEqualTo("REQUEST");
    assertThat(event.path("methodArn").asText()).isEqualTo(ARN + "POST/a%2Fb//c%20+/ä%25");
    assertThat(event.path("resource").asText()).isEqualTo("/{proxy+}");
    assertThat(event.path("path").asText()).isEqualTo("/a%2Fb//c%20+/ä%25");
    assertThat(event.path("httpMethod").asText()).isEqualTo("POST");
    assertThat(event.at("/headers/x-two").asText()).isEqualTo("2");
    assertThat(event.at("/multiValueHeaders/x-two").toString()).isEqualTo("[\"1\",\"2\"]");
    assertThat(event.at("/multiValueHeaders/" + SIGNATURE).toString())
        .isEqualTo("[\"g1.1.q.mac\"]");
    assertThat(event.path("queryStringParameters").toString())
        .isEqualTo("{\"x\":\"  \",\"empty\":\"\",\"\":\"v\",\"ä\":\"%zz\"}");
    assertThat(event.path("multiValueQueryStringParameters").toString())
        .isEqualTo("{\"x\":[\"1\",\"  \"],\"empty\":[\"\"],\"\":[\"v\"],\"ä\":[\"%zz\"]}");
    assertThat(event.at("/pathParameters/proxy").asText()).isEqualTo("a%2Fb//c%20+/ä%25");
    assertThat(event.path("stageVariables").isObject()).isTrue();
    JsonNode context = event.path("requestContext");
    assertThat(context.path("path").asText()).isEqualTo("/prod/a%2Fb//c%20+/ä%25");
    assertThat(context.path("stage").asText()).isEqualTo("prod");
    assertThat(context.path("apiId").asText()).isEqualTo("api1");
    assertThat(context.path("resourcePath").asText()).isEqualTo("/{proxy+}");
    assertThat(context.at("/identity/sourceIp").asText()).isEqualTo("127.0.0.1");
    assertThat(context.at("/identity/userAgent").asText()).isEqualTo("test");
  }

  /**
   * As AWS answered, of events for Lambda proxies: what LocalStack's {@code
   * test_lambda_aws_proxy_integration} recorded, and for the last, hotsock/voker's {@code
   * apigwv1-request.json}.
   */
  @ParameterizedTest
  @CsvSource({
    "/prod/v, /v, /prod/v, v",
    "/prod/v/, /v/, /prod/v/, v",
    "/prod/v//double, /v//double, /prod/v//double, v//double",
    "//prod/v, /v, /prod/v, v",
    "/prod//v, /v, /prod//v, v",
    "/prod/u/test%2Balias@x/test+alias, /u/test%2Balias@x/test+alias,"
        + " /prod/u/test%2Balias@x/test+alias, u/test%2Balias@x/test+alias",
    "/prod/capture/space%20value, /capture/space%20value, /prod/capture/space%20value,"
        + " capture/space%20value",
  })
  void pathsAreShownAsRecorded(String sent, String path, String inContext, String proxy) {
    deploy(0, Map.of());

    assertThat(get(sent).status()).isEqualTo(200);

    assertThat(events.get(0).path("path").asText()).isEqualTo(path);
    assertThat(events.get(0).at("/requestContext/path").asText()).isEqualTo(inContext);
    assertThat(events.get(0).at("/pathParameters/proxy").asText()).isEqualTo(proxy);
  }

  @Test
  void moreSlashesAtTheStartAreAssumedToBeOne() {
    deploy(0, Map.of());

    assertThat(get("///prod////v//w").status()).isEqualTo(200);

    assertThat(events.get(0).path("path").asText()).isEqualTo("/v//w");
    assertThat(events.get(0).at("/requestContext/path").asText()).isEqualTo("/prod////v//w");
  }

  @ParameterizedTest
  @CsvSource({
    "/prod/a%20b, /a b, /prod/a%20b",
    "/prod//a%2Fb/c%2fd, /a/b/c/d, /prod//a%2Fb/c%2fd",
    "/prod/%2525/%FF+, /%25/\uFFFD+, /prod/%2525/%FF+",
  })
  void aLabThatDecodesDecodesTheEventsPathAlone(String sent, String path, String inContext)
      throws IOException {
    hosts.close();
    hosts = hosts(AuthorizerPath.DECODED);
    deploy(0, Map.of());

    assertThat(get(sent).status()).isEqualTo(200);

    assertThat(events.get(0).path("path").asText()).isEqualTo(path);
    assertThat(events.get(0).at("/requestContext/path").asText()).isEqualTo(inContext);
  }

  @Test
  void theFormIsChosenByNameAndAnotherRefusedByName() {
    assertThat(AuthorizerPath.of(Map.of())).isEqualTo(AuthorizerPath.SENT);
    assertThat(AuthorizerPath.of(Map.of("LAB_AUTHORIZER_PATH", "sent")))
        .isEqualTo(AuthorizerPath.SENT);
    assertThat(AuthorizerPath.of(Map.of("LAB_AUTHORIZER_PATH", "decoded")))
        .isEqualTo(AuthorizerPath.DECODED);
    assertThatThrownBy(() -> AuthorizerPath.of(Map.of("LAB_AUTHORIZER_PATH", "Decoded")))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("LAB_AUTHORIZER_PATH=Decoded");
  }

  @Test
  void aPolicyThatDeniesOrDoesNotAllowForbids() {
    deploy(0, Map.of());

    result = policy("Deny", ARN + "GET/pets");
    assertError(
        get("/prod/pets"),
        403,
        "AccessDeniedException",
        "{\"Message\":\"User is not authorized to access this resource with an explicit deny\"}");
    result = policy("Allow", ARN + "GET/other");
    assertError(
        get("/prod/pets"),
        403,
        "AccessDeniedException",
        "{\"Message\":\"User is not authorized to access this resource\"}");
    result = policy("Allow", ARN + "GET/pets");
    assertThat(get("/prod/pets").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        "no json",
        "{\"principalId\":\"x\",\"policyDocument\":{}}",
        "{\"principalId\":\"x\",\"policyDocument\":{\"Statement\":[]}}",
        "{\"policyDocument\":{\"Statement\":[{\"Action\":\"*\",\"Effect\":\"Allow\",\"Resource\":\"*\"}]}}",
        "{\"principalId\":\"x\",\"policyDocument\":{\"Statement\":[{\"Action\":\"*\",\"Effect\":\"allow\",\"Resource\":\"*\"}]}}",
        "{\"principalId\":\"x\",\"policyDocument\":{\"Statement\":[{\"Effect\":\"Allow\",\"Resource\":\"*\"}]}}"
      })
  void aPolicyThatIsNoneIsAnErrorOfTheConfiguration(String answer) {
    deploy(0, Map.of());
    result = answer(answer);

    assertError(get("/prod/pets"), 500, "AuthorizerConfigurationException", "{\"message\":null}");
  }

  @Test
  void aFunctionThatFailsOrMayNotBeInvokedIsOneToo() {
    deploy(0, Map.of());

    for (Invoker.Status status : List.of(Invoker.Status.FAILED, Invoker.Status.REFUSED)) {
      result = new Invoker.Result(status, new byte[0]);
      assertError(get("/prod/pets"), 500, "AuthorizerConfigurationException", "{\"message\":null}");
    }
  }

  @Test
  void theApisOwnGatewayResponsesAreGiven() {
    GatewayResponse teapot = new GatewayResponse("418", Map.of(), Map.of("text/plain", "no"));
    deploy(
        0,
        Map.of(
            "UNAUTHORIZED", teapot,
            "ACCESS_DENIED", teapot,
            "AUTHORIZER_CONFIGURATION_ERROR", teapot));

    assertThat(ask(Request.of("GET", "/prod/pets")).status()).isEqualTo(418);
    result = policy("Deny", "*");
    assertThat(get("/prod/pets").status()).isEqualTo(418);
    result = answer("{}");
    assertThat(get("/prod/pets").status()).isEqualTo(418);
  }

  @Test
  void withoutATimeToLiveEveryRequestIsAskedFor() {
    deploy(0, Map.of());
    get("/prod/pets");
    get("/prod/pets");

    assertThat(events).hasSize(2);
  }

  @Test
  void withATimeToLiveAPolicyIsForEveryRequestOfTheSameIdentity() {
    deploy(300, Map.of());
    result = policy("Allow", ARN + "GET/pets");

    assertThat(get("/prod/pets").status()).isEqualTo(200);
    assertThat(get("/prod/pets").status()).isEqualTo(200);
    assertThat(get("/prod/other").status()).isEqualTo(403);
    assertThat(events).hasSize(1);
    assertThat(ask(Request.of("GET", "/prod/pets").with(SIGNATURE, "another")).status())
        .isEqualTo(200);
    assertThat(events).hasSize(2);
  }

  @Test
  void theAuthorizerComesBeforeTheKeyAndTheKeyBeforeTheParameters() {
    Authorizer authorizer =
        new Authorizer("auth1", "REQUEST", URI, "method.request.header." + SIGNATURE, 0);
    Method all = Catalogs.demandingAll("/pets", authorizer, "method.request.header.x-wanted");
    hosts.push(Catalogs.of(1, List.of(all), Map.of(), "right"));

    Request request = Request.of("GET", "/prod/pets");
    assertThat(ask(request).status()).isEqualTo(401);
    result = policy("Deny", "*");
    assertError(
        ask(request.with(SIGNATURE, "g1.1.q.mac")),
        403,
        "AccessDeniedException",
        "{\"Message\":\"User is not authorized to access this resource with an explicit deny\"}");
    result = policy("Allow", "*");
    assertError(ask(request), 403, "ForbiddenException", "{\"message\":\"Forbidden\"}");
    assertThat(ask(request.with("x-api-key", "right")).status()).isEqualTo(400);
    assertThat(ask(request.with("x-wanted", "1")).status()).isEqualTo(200);
  }
}
