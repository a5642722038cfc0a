package io.originlock.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.fake.FakeServer;
import io.originlock.fake.FakeServer.Call;
import io.originlock.fake.FakeServer.Reply;
import io.originlock.fake.TestClients;
import io.originlock.model.LockException;
import io.originlock.port.Pause;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One API as its draft and as its export, each in the letters of its own call: the same facts.
 * Whatever is changed in either shows by its name.
 */
class FactsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pause AT_ONCE = duration -> {};

  private static JsonNode answers;
  private static FakeServer server;
  private static Drafts drafts;

  @BeforeAll
  static void serve() {
    server = new FakeServer(FactsTest::answer);
    drafts = new Drafts(TestClients.at(server.uri()).apiGateway(), AT_ONCE);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Reply answer(Call call) {
    String part = call.uri().getPath().replaceFirst("^/restapis/abcdef1234/?", "");
    return Reply.of(200, answers.path(part.isEmpty() ? "api" : part).toString());
  }

  private static JsonNode resource(String name) {
    try (InputStream in = FactsTest.class.getResourceAsStream(name)) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException(name, e);
    }
  }

  private static Facts draft(JsonNode changed) {
    answers = changed;
    return DraftFacts.of(drafts.read("abcdef1234"));
  }

  private static Facts exported() {
    return DeployedFacts.of(resource("export.json"));
  }

  @Test
  void aDraftThatIsDeployedDiffersInNothing() {
    assertThat(draft(resource("draft.json")).differences(exported())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /resources/item/1/resourceMethods/GET | authorizationType | "NONE" |
          /resources/item/1/resourceMethods/GET | apiKeyRequired | false | GET /pets API key required
          /resources/item/1/resourceMethods/GET | authorizationScopes | ["pets/read"] | GET /pets authorization scopes
          /resources/item/1/resourceMethods/GET | authorizerId | "token" | GET /pets authorization
          /resources/item/1/resourceMethods/POST | authorizationType | "NONE" | POST /pets authorization
          /resources/item/1/resourceMethods/GET | requestValidatorId | "v2" | GET /pets validator
          /resources/item/1/resourceMethods/GET | requestValidatorId | null | GET /pets validator
          /resources/item/1/resourceMethods/GET/requestParameters | method.request.querystring.type | true | GET /pets parameter method.request.querystring.type
          /resources/item/1/resourceMethods/GET/requestParameters | method.request.header.x-new | true | GET /pets parameter method.request.header.x-new
          /resources/item/2/resourceMethods/ANY/requestParameters | method.request.path.petId | false |
          /resources/item/2/resourceMethods/ANY/requestParameters | method.request.header.x-origin-lock-00000000000000000000000000000009 | true |
          /resources/item/1/resourceMethods/GET/methodResponses/200/responseModels | application/json | "Pet" | GET /pets response 200 model application/json
          /resources/item/1/resourceMethods/GET/methodResponses/200 | responseParameters | {} | GET /pets response 200 headers
          /resources/item/1/resourceMethods/GET/methodResponses/500 | statusCode | "500" | GET /pets response 500
          /resources/item/1/resourceMethods/POST/requestModels | application/json | "Pets" | POST /pets model application/json
          /resources/item/1/resourceMethods/GET/methodIntegration | type | "HTTP_PROXY" | GET /pets integration type
          /resources/item/1/resourceMethods/GET/methodIntegration | uri | "http://other.example" | GET /pets integration uri
          /resources/item/1/resourceMethods/GET/methodIntegration | httpMethod | "POST" | GET /pets integration method
          /resources/item/1/resourceMethods/GET/methodIntegration | credentials | null | GET /pets integration credentials
          /resources/item/1/resourceMethods/GET/methodIntegration | passthroughBehavior | "NEVER" | GET /pets integration passthrough
          /resources/item/1/resourceMethods/GET/methodIntegration | contentHandling | null | GET /pets integration content handling
          /resources/item/1/resourceMethods/GET/methodIntegration | timeoutInMillis | 6000 | GET /pets integration time-out
          /resources/item/1/resourceMethods/GET/methodIntegration | connectionType | "INTERNET" | GET /pets integration connection
          /resources/item/1/resourceMethods/GET/methodIntegration | connectionId | "link2" | GET /pets integration connection id
          /resources/item/1/resourceMethods/GET/methodIntegration | cacheKeyParameters | [] | GET /pets integration cache keys
          /resources/item/1/resourceMethods/GET/methodIntegration | cacheNamespace | "other" |
          /resources/item/1/resourceMethods/GET/methodIntegration | tlsConfig | null | GET /pets integration insecure TLS
          /resources/item/1/resourceMethods/GET/methodIntegration/requestParameters | integration.request.querystring.type | "'x'" | GET /pets integration parameter integration.request.querystring.type
          /resources/item/1/resourceMethods/GET/methodIntegration/requestTemplates | application/json | "{ }" | GET /pets integration template application/json
          /resources/item/1/resourceMethods/GET/methodIntegration/integrationResponses/404 | statusCode | "400" | GET /pets integration response 4\\d\\d status
          /resources/item/1/resourceMethods/GET/methodIntegration/integrationResponses/404 | contentHandling | null | GET /pets integration response 4\\d\\d content handling
          /resources/item/1/resourceMethods/GET/methodIntegration/integrationResponses/200/responseTemplates | application/json | "" | GET /pets integration response default template application/json
          /resources/item/1/resourceMethods/GET/methodIntegration/integrationResponses/200/responseParameters | method.response.header.Access-Control-Allow-Origin | "'a'" | GET /pets integration response default parameter method.response.header.Access-Control-Allow-Origin
          /resources/item/3/resourceMethods/PUT | httpMethod | "PUT" | PUT /open
          /requestvalidators/item/0 | validateRequestParameters | false | GET /pets validator
          /models/item/1 | schema | "{}" | model Pet
          /models/item/2 | schema | "{}" |
          /authorizers/item/1 | authorizerResultTtlInSeconds | 0 | ANY /pets/{petId} authorization
          /authorizers/item/1 | identitySource | "method.request.header.other" | ANY /pets/{petId} authorization
          /authorizers/item/1 | authorizerUri | "arn:other" | ANY /pets/{petId} authorization
          /authorizers/item/0 | providerARNs | ["arn:other"] | GET /pets authorization
          /gatewayresponses/item/1 | statusCode | "400" | gateway response BAD_REQUEST_PARAMETERS status
          /gatewayresponses/item/1/responseTemplates | application/json | "$context.error.message" | gateway response BAD_REQUEST_PARAMETERS template application/json
          /gatewayresponses/item/1/responseParameters | gatewayresponse.header.x-reason | "'some'" | gateway response BAD_REQUEST_PARAMETERS parameter gatewayresponse.header.x-reason
          /gatewayresponses/item/0 | defaultResponse | false |
          /gatewayresponses/item/0/responseTemplates | text/plain | "no" |
          /api | apiKeySource | "AUTHORIZER" | API key source
          /api | binaryMediaTypes | ["image/gif"] | binary media types
          /api | minimumCompressionSize | null | minimum compression size
          /api | policy | null | policy
          """)
  void whatIsChangedShowsByItsName(String at, String field, String value, String fact)
      throws IOException {
    JsonNode changed = resource("draft.json");
    ObjectNode place = changed.withObject(at);
    place.set(field, JSON.readTree(value));

    if (fact == null) {
      assertThat(draft(changed).differences(exported())).isEmpty();
    } else {
      assertThat(draft(changed).differences(exported())).contains(fact);
    }
  }

  @Test
  void whatIsMissingOnOneSideShowsAsWell() {
    JsonNode without = resource("draft.json");
    ((ObjectNode) without.at("/resources/item/3")).remove("resourceMethods");

    assertThat(draft(without).differences(exported()))
        .containsExactly("GET /open", "GET /open integration type");
    assertThat(exported().differences(draft(without)))
        .containsExactly("GET /open", "GET /open integration type");
  }

  @Test
  void aModelThatIsNoJsonIsNamed() {
    JsonNode changed = resource("draft.json");
    ((ObjectNode) changed.at("/models/item/1")).put("schema", "{");

    assertThatThrownBy(() -> draft(changed))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("model Pet");
  }

  @Test
  void aModelThatIsGoneIsADifference() {
    JsonNode changed = resource("draft.json");
    ((ObjectNode) changed.path("models")).putArray("item");

    assertThat(draft(changed).differences(exported())).contains("model Pet", "model Pets");
  }

  @Test
  void aValidatorOfTheWholeApiCounts() {
    ObjectNode document = (ObjectNode) resource("export.json");
    document.put("x-amazon-apigateway-request-validator", "all");

    assertThat(DeployedFacts.of(document).differences(exported()))
        .contains("GET /open validator")
        .doesNotContain("POST /pets validator");
  }
}
