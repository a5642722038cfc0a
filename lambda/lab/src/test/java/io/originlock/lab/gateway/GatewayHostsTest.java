package io.originlock.lab.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.lab.model.ApiCatalog;
import io.originlock.lab.model.ApiCatalog.ApiKey;
import io.originlock.lab.model.ApiCatalog.GatewayResponse;
import io.originlock.lab.model.ApiCatalog.IntegrationResponse;
import io.originlock.lab.model.ApiCatalog.Method;
import io.originlock.lab.model.ApiCatalog.UsagePlan;
import io.originlock.lab.model.Catalogs;
import io.originlock.lab.net.HeaderMap;
import io.originlock.lab.net.Listener;
import io.originlock.lab.net.Request;
import io.originlock.lab.net.Response;
import io.originlock.lab.spread.Delays;
import io.originlock.lab.waf.Field;
import io.originlock.lab.waf.Statement;
import io.originlock.lab.waf.WebAcl;
import io.originlock.lab.waf.WebAcl.Effect;
import io.originlock.lab.waf.WebAcl.Rule;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayHostsTest {

  private static final InetSocketAddress PEER = new InetSocketAddress("127.0.0.1", 40000);

  private final AtomicReference<Listener> backend = new AtomicReference<>();
  private final GatewayHosts hosts =
      new GatewayHosts(4, Delays.none(), host -> backend.get().address(), Clock.systemUTC());

  @AfterEach
  void close() throws IOException {
    hosts.close();
    if (backend.get() != null) {
      backend.get().close();
    }
  }

  private Response ask(Request request) {
    return hosts.answer(request.with("host", Catalogs.API_HOST), PEER);
  }

  private Response get(String target) {
    return ask(Request.of("GET", target));
  }

  private Response get(String target, String header, String value) {
    return ask(Request.of("GET", target).with(header, value));
  }

  @Test
  void aKeyOfThePlanPassesAndNothingElseDoes() {
    hosts.push(Catalogs.honouring(1, "right"));

    assertThat(get("/prod/pets", "x-api-key", "right").status()).isEqualTo(200);
    for (Response refused : List.of(get("/prod/pets"), get("/prod/pets", "x-api-key", "wrong"))) {
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.text()).isEqualTo("{\"message\":\"Forbidden\"}");
      assertThat(refused.headers().first("x-amzn-errortype")).contains("ForbiddenException");
      assertThat(refused.headers().has("x-amzn-requestid")).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "api1.execute-api.us-east-1.amazonaws.com, 200",
    "API1.execute-api.us-east-1.amazonaws.com:443, 200",
    "api2.execute-api.us-east-1.amazonaws.com, 403",
    "api1.execute-api.eu-west-1.amazonaws.com, 403",
    "api1.example.com, 403",
    "d1.cloudfront.net, 403"
  })
  void anApiAnswersUnderItsOwnNameAlone(String host, int status) {
    hosts.push(Catalogs.honouring(1, "right"));

    Request request = Request.of("GET", "/prod/pets").with("x-api-key", "right");
    Response response = hosts.answer(request.with("host", host), PEER);

    assertThat(response.status()).isEqualTo(status);
    if (status == 403) {
      assertThat(response.text()).isEqualTo("{\"message\":\"Forbidden\"}");
      assertThat(response.headers().first("x-amzn-errortype")).contains("ForbiddenException");
    }
  }

  @Test
  void aWebAclDecidesBeforeAnythingElse() {
    Statement good =
        new Statement.ByteMatch(
            new Field(Field.Kind.SingleHeader, "x-origin-verify"),
            "secret",
            Statement.Position.EXACTLY,
            List.of());
    WebAcl acl =
        new WebAcl("acl", true, List.of(new Rule("r", 0, Effect.BLOCK, new Statement.Not(good))));
    hosts.push(Catalogs.behind(1, acl, Map.of()));

    assertThat(get("/prod/pets", "x-origin-verify", "secret").status()).isEqualTo(200);
    for (String path : List.of("/prod/pets", "/prod/nothing")) {
      Response refused = get(path, "x-origin-verify", "wrong");
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.text()).isEqualTo("{\"message\":\"Forbidden\"}");
      assertThat(refused.headers().first("x-amzn-errortype")).contains("ForbiddenException");
    }

    GatewayResponse custom =
        new GatewayResponse("418", Map.of(), Map.of("application/json", "{\"waf\":true}"));
    hosts.push(Catalogs.behind(2, acl, Map.of("WAF_FILTERED", custom)));
    assertThat(get("/prod/pets").status()).isEqualTo(418);
    assertThat(get("/prod/pets").text()).isEqualTo("{\"waf\":true}");

    WebAcl unknown =
        new WebAcl(
            "acl", true, List.of(new Rule("r", 0, Effect.BLOCK, new Statement.Unknown("geo"))));
    hosts.push(Catalogs.behind(3, unknown, Map.of()));
    assertThat(get("/prod/pets", "x-origin-verify", "secret").status()).isEqualTo(500);
  }

  @Test
  void aKeyThatIsDisabledOrOfAnotherStagesPlanIsRefused() {
    ApiCatalog good = Catalogs.honouring(1, "right");
    hosts.push(
        new ApiCatalog(
            2,
            good.stages(),
            List.of(new ApiKey("id-right", "right", false)),
            good.plans(),
            List.of()));
    assertThat(get("/prod/pets", "x-api-key", "right").status()).isEqualTo(403);

    UsagePlan other = new UsagePlan("plan1", Set.of("api1:test"), Set.of("id-right"));
    hosts.push(new ApiCatalog(3, good.stages(), good.keys(), List.of(other), List.of()));
    assertThat(get("/prod/pets", "x-api-key", "right").status()).isEqualTo(403);
  }

  @Test
  void anUnknownPathIsAskedForItsToken() {
    hosts.push(Catalogs.honouring(1, "right"));

    Response response = get("/prod/nothing", "x-api-key", "right");

    assertThat(response.status()).isEqualTo(403);
    assertThat(response.text()).isEqualTo("{\"message\":\"Missing Authentication Token\"}");
    assertThat(response.headers().first("x-amzn-errortype"))
        .contains("MissingAuthenticationTokenException");
    assertThat(get("/other/pets").text()).contains("Forbidden");
  }

  @Test
  void resourcesMatchFromTheMostSpecificOn() {
    hosts.push(
        Catalogs.of(
            1,
            List.of(
                Catalogs.mock("/{proxy+}", "ANY", false, "rest $input.params('proxy')"),
                Catalogs.mock("/pets/{id}", "GET", false, "pet $input.params('id')"),
                Catalogs.mock("/pets/mine", "ANY", false, "mine")),
            Map.of()));

    assertThat(get("/prod/pets/mine").text()).isEqualTo("mine");
    assertThat(get("/prod/pets/7%207").text()).isEqualTo("pet 7%207");
    assertThat(get("/prod/pets/a%2Fb/").text()).isEqualTo("pet a%2Fb");
    assertThat(get("/prod//pets/mine/").text()).isEqualTo("mine");
    assertThat(get("/prod/p%65ts/mine").text()).isEqualTo("rest p%65ts/mine");
    assertThat(get("/prod/a/b/c").text()).isEqualTo("rest a/b/c");
  }

  @Test
  void aMockEchoesParametersAndOverridesHeaders() {
    String template =
        """
        #set($context.responseOverride.header.x-origin-lock-probe = $input.params('nonce'))
        #set($context.responseOverride.status = 201)
        {"originLock":"$input.params('nonce')","id":"$context.requestId"}\
        """;
    hosts.push(Catalogs.of(1, List.of(Catalogs.mock("/probe", "GET", false, template)), Map.of()));

    Response response = get("/prod/probe?nonce=n-42");

    assertThat(response.status()).isEqualTo(201);
    assertThat(response.headers().first("x-origin-lock-probe")).contains("n-42");
    assertThat(response.text().strip())
        .isEqualTo(
            "{\"originLock\":\"n-42\",\"id\":\"%s\"}"
                .formatted(response.headers().first("x-amzn-requestid").orElseThrow()));
  }

  @Test
  void responseMappingsSetHeaders() {
    IntegrationResponse mapped =
        new IntegrationResponse(
            "200",
            null,
            Map.of(
                "method.response.header.X-Fixed", "'it''s fixed'",
                "method.response.header.X-Id", "context.requestId"),
            Map.of("text/plain", "hello"));
    Method method =
        new Method(
            "/",
            "GET",
            "NONE",
            null,
            false,
            Map.of(),
            false,
            false,
            Map.of(),
            "MOCK",
            null,
            "WHEN_NO_MATCH",
            Map.of("application/json", "#set($c = 200){\"statusCode\": $c}"),
            List.of(mapped));
    hosts.push(Catalogs.of(1, List.of(method), Map.of()));

    Response response = get("/prod");

    assertThat(response.text()).isEqualTo("hello");
    assertThat(response.headers().first("content-type")).contains("text/plain");
    assertThat(response.headers().first("x-fixed")).contains("it''s fixed");
    assertThat(response.headers().first("x-id"))
        .isEqualTo(response.headers().first("x-amzn-requestid"));
  }

  @Test
  void aValidatorWantsRequiredParametersAndNotBlankOnes() {
    Method method =
        Catalogs.validating(
            "GET",
            Map.of(
                "method.request.header.x-Wanted",
                true,
                "method.request.header.x-other",
                false,
                "method.request.querystring.a",
                true),
            Map.of(),
            "WHEN_NO_MATCH");
    hosts.push(Catalogs.of(1, List.of(method), Map.of()));

    assertThat(get("/prod/pets?a=1", "x-Wanted", "anything").status()).isEqualTo(200);
    for (String other : List.of("x-wanted", "X-WANTED", "X-Wanted")) {
      assertThat(get("/prod/pets?a=1", other, "anything").status()).as(other).isEqualTo(400);
    }
    for (String blank : List.of("", " ", "\t")) {
      assertThat(get("/prod/pets?a=1", "x-Wanted", blank).status()).isEqualTo(400);
    }
    assertThat(get("/prod/pets?a=", "x-Wanted", "1").status()).isEqualTo(400);
    assertThat(get("/prod/pets").text())
        .isEqualTo("{\"message\":\"Missing required request parameters: [x-Wanted, a]\"}");
    assertThat(get("/prod/pets").headers().first("x-amzn-errortype"))
        .contains("BadRequestException");
  }

  @Test
  void withoutAValidatorNothingIsRequired() {
    hosts.push(
        Catalogs.of(
            1, List.of(Catalogs.unvalidated("/pets", "method.request.header.x-wanted")), Map.of()));

    assertThat(get("/prod/pets").status()).isEqualTo(200);
  }

  @Test
  void aMissingParameterIsNotNamedByACustomResponse() {
    Method method =
        Catalogs.validating(
            "GET", Map.of("method.request.header.x-wanted", true), Map.of(), "WHEN_NO_MATCH");
    GatewayResponse constant =
        new GatewayResponse(
            "403", Map.of(), Map.of("application/json", "{\"message\":\"Forbidden\"}"));
    hosts.push(Catalogs.of(1, List.of(method), Map.of("BAD_REQUEST_PARAMETERS", constant)));

    for (Response refused :
        List.of(
            get("/prod/pets"),
            get("/prod/pets", "x-wrong", "1"),
            get("/prod/pets", "x-wanted", " "))) {
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.text()).isEqualTo("{\"message\":\"Forbidden\"}");
      assertThat(refused.headers().first("x-amzn-errortype")).contains("BadRequestException");
    }
  }

  @Test
  void aBodyIsAsItsModelSays() {
    Map<String, String> models =
        Map.of(
            "Pet",
            "{\"$schema\":\"http://json-schema.org/draft-04/schema#\",\"type\":\"object\",\"required\":[\"name\"],"
                + "\"properties\":{\"name\":{\"$ref\":\"https://apigateway.amazonaws.com/restapis/api1/models/Name\"},"
                + "\"age\":{\"type\":\"number\",\"minimum\":0,\"exclusiveMinimum\":true}}}",
            "Name",
            "{\"type\":\"string\",\"minLength\":1}");
    Method method =
        Catalogs.validating("POST", Map.of(), Map.of("application/json", "Pet"), "WHEN_NO_MATCH");
    GatewayResponse custom =
        new GatewayResponse(
            "422",
            Map.of(),
            Map.of(
                "application/json",
                "$context.error.message: $context.error.validationErrorString"));
    hosts.push(Catalogs.modelled(List.of(method), models, Map.of()));

    assertThat(post("application/json", "{\"name\":\"Rex\",\"age\":3}").status()).isEqualTo(200);
    assertThat(post("application/json; charset=utf-8", "{\"name\":\"Rex\"}").status())
        .isEqualTo(200);
    for (String bad : List.of("", "{", "[]", "{}", "{\"name\":7}", "{\"name\":\"R\",\"age\":0}")) {
      Response refused = post("application/json", bad);
      assertThat(refused.status()).as(bad).isEqualTo(400);
      assertThat(refused.text()).isEqualTo("{\"message\":\"Invalid request body\"}");
    }
    assertThat(post("application/xml", "{\"statusCode\":200}").status())
        .as("of a type that has no model")
        .isEqualTo(200);

    hosts.push(Catalogs.modelled(List.of(method), models, Map.of("BAD_REQUEST_BODY", custom)));
    assertThat(post("application/json", "{}").status()).isEqualTo(422);
    assertThat(post("application/json", "{}").text())
        .startsWith("Invalid request body: [")
        .contains("name");
  }

  @Test
  void aBodyThatNothingIsForMayBeRefused() {
    for (String behavior : List.of("NEVER", "WHEN_NO_TEMPLATES")) {
      hosts.push(
          Catalogs.modelled(
              List.of(Catalogs.validating("POST", Map.of(), Map.of(), behavior)),
              Map.of(),
              Map.of()));

      assertThat(post("application/json", "{}").status()).isEqualTo(200);
      Response refused = post("text/plain", "hello");
      assertThat(refused.status()).isEqualTo(415);
      assertThat(refused.text()).isEqualTo("{\"message\":\"Unsupported Media Type\"}");
    }
  }

  private Response post(String contentType, String body) {
    return ask(
        new Request(
            "POST",
            "/prod/pets",
            null,
            new HeaderMap().set("content-type", contentType),
            body.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void gatewayResponsesAreCustomised() {
    Map<String, GatewayResponse> custom =
        Map.of(
            "INVALID_API_KEY",
            new GatewayResponse(
                "418",
                Map.of("gatewayresponse.header.x-why", "'no key'"),
                Map.of("application/json", "{\"why\":$context.error.messageString}")),
            "DEFAULT_4XX",
            new GatewayResponse(null, Map.of(), Map.of("application/json", "{\"any\":1}")));
    hosts.push(Catalogs.of(1, List.of(Catalogs.mock("/pets", "GET", true, "[]")), custom, "right"));

    assertThat(get("/prod/pets").status()).isEqualTo(418);
    assertThat(get("/prod/pets").text()).isEqualTo("{\"why\":\"Forbidden\"}");
    assertThat(get("/prod/pets").headers().first("x-why")).contains("no key");
    assertThat(get("/prod/pets").headers().first("x-amzn-errortype"))
        .contains("ForbiddenException");
    assertThat(get("/prod/none").status()).isEqualTo(403);
    assertThat(get("/prod/none").text()).isEqualTo("{\"any\":1}");
  }

  @Test
  void aProxyIntegrationPassesHeadersOnAndAPlainOneDoesNot() {
    backend.set(
        Listener.plain(
            0,
            (request, peer) ->
                new Response(
                    200,
                    new HeaderMap().set("x-from", "backend"),
                    (request.target() + " " + request.headers().first("x-api-key").orElse("none"))
                        .getBytes(StandardCharsets.UTF_8))));
    hosts.push(
        Catalogs.of(
            1,
            List.of(
                Catalogs.http("HTTP_PROXY", "/p/{proxy+}", "http://backend.test/base/{proxy}"),
                Catalogs.http("HTTP", "/plain", "http://backend.test/plain")),
            Map.of()));

    Response proxied = get("/prod/p/a/b?x=1", "x-api-key", "k");
    assertThat(proxied.text()).isEqualTo("/base/a/b?x=1 k");
    assertThat(get("/prod//p/a%2Fb//%C3%A9+%25/").text()).isEqualTo("/base/a%2Fb//%C3%A9+%25 none");
    assertThat(proxied.headers().first("x-from")).contains("backend");
    assertThat(get("/prod/plain", "x-api-key", "k").text()).isEqualTo("/plain none");
  }

  @Test
  void hostsLearnEachAtItsOwnTimeAndNeverGoBack() {
    hosts.push(Catalogs.honouring(1, "old"));
    hosts.spread().hold();
    hosts.push(Catalogs.honouring(2, "old", "new"));
    hosts.push(Catalogs.honouring(3, "new"));

    hosts.spread().release(2);

    assertThat(hosts.knows(2).version()).isEqualTo(3);
    assertThat(hosts.knows(1).version()).isEqualTo(1);
    Request request = Request.of("GET", "/prod/pets").with("x-api-key", "old");
    assertThat(ask(request.with(GatewayHosts.HOST_HEADER, "1")).status()).isEqualTo(200);
    assertThat(ask(request.with(GatewayHosts.HOST_HEADER, "2")).status()).isEqualTo(403);

    hosts.spread().resume();
    assertThat(ask(request.with(GatewayHosts.HOST_HEADER, "1")).status()).isEqualTo(403);
  }
}
