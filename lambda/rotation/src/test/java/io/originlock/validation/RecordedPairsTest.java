package io.originlock.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.fake.FakeServer;
import io.originlock.fake.FakeServer.Call;
import io.originlock.fake.FakeServer.Reply;
import io.originlock.fake.TestClients;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One thing of an API at a time, as API Gateway answers about its draft and as it exports it: by
 * recordings where there are any, else by exports that people have published.
 */
class RecordedPairsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String API = "abcdef1234";

  private static JsonNode answers;
  private static FakeServer server;
  private static Drafts drafts;

  @BeforeAll
  static void serve() {
    server = new FakeServer(RecordedPairsTest::answer);
    drafts = new Drafts(TestClients.at(server.uri()).apiGateway(), duration -> {});
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Reply answer(Call call) {
    String part = call.uri().getPath().replaceFirst("^/restapis/" + API + "/?", "");
    return Reply.of(200, answers.path(part.isEmpty() ? "api" : part).toString());
  }

  static Stream<Arguments> pairs() throws IOException {
    try (InputStream in = RecordedPairsTest.class.getResourceAsStream("pairs.json")) {
      return StreamSupport.stream(JSON.readTree(in).spliterator(), false)
          .map(pair -> Arguments.of(pair.path("case").asText(), pair));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairs")
  void aDraftAndAnExportDifferInTheseAlone(String name, JsonNode pair) throws IOException {
    answers = draft(pair.path("draft"));
    Facts draft = DraftFacts.of(drafts.read(API));
    Facts deployed = DeployedFacts.of(export(pair.path("export")));

    String[] expected = JSON.treeToValue(pair.path("differences"), String[].class);
    assertThat(draft.differences(deployed)).containsExactly(expected);
    assertThat(deployed.differences(draft)).containsExactly(expected);
  }

  private static JsonNode draft(JsonNode changes) throws IOException {
    ObjectNode draft = JSON.createObjectNode();
    draft.putObject("api").put("id", API);
    ObjectNode resource = draft.putObject("resources").putArray("item").addObject();
    resource.put("id", "r1").put("path", "/pets");
    ObjectNode method = resource.putObject("resourceMethods").putObject("GET");
    method.put("httpMethod", "GET").put("authorizationType", "NONE");
    method.putObject("methodIntegration").put("type", "MOCK");
    for (String list :
        new String[] {"requestvalidators", "models", "authorizers", "gatewayresponses"}) {
      draft.putObject(list).putArray("item");
    }
    return merged(draft, method, changes, "method");
  }

  private static JsonNode export(JsonNode changes) throws IOException {
    ObjectNode document = JSON.createObjectNode().put("openapi", "3.0.1");
    document
        .putArray("servers")
        .addObject()
        .put("url", "https://" + API + ".execute-api.eu-central-1.amazonaws.com/{basePath}");
    ObjectNode operation = document.putObject("paths").putObject("/pets").putObject("get");
    operation.putObject("x-amazon-apigateway-integration").put("type", "mock");
    return merged(document, operation, changes, "operation");
  }

  private static JsonNode merged(ObjectNode whole, ObjectNode part, JsonNode changes, String name)
      throws IOException {
    JSON.readerForUpdating(part)
        .readValue(changes.path(name).isObject() ? changes.path(name) : JSON.createObjectNode());
    ObjectNode rest = changes.deepCopy();
    rest.remove(name);
    return JSON.readerForUpdating(whole).readValue(rest);
  }
}
