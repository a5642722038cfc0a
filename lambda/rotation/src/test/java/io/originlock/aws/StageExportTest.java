package io.originlock.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.aws.StageExport.Operation;
import io.originlock.fake.FakeServer;
import io.originlock.fake.FakeServer.Reply;
import io.originlock.fake.TestClients;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StageExportTest {
  private static final ApiStage LIVE = new ApiStage("z9y8x7w6v5", "live");
  private static final String BARE = "{'paths':{'/orders':{'get':{}}}}";
  private static final String WHOLE =
      "{'paths':{'/orders':{'get':{'x-amazon-apigateway-integration':{'type':'mock'}},"
          + "'x-amazon-apigateway-any-method':{}}}}";

  /** What is exported for a list of extensions, and for one. */
  private String forList = WHOLE;

  private String forOne = WHOLE;

  private final FakeServer server =
      new FakeServer(
          call ->
              Reply.of(
                  200,
                  (extensions(call).contains("authorizers") ? forList : forOne)
                      .replace('\'', '"')));

  private static String extensions(FakeServer.Call call) {
    return call.uri().getQuery();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void oneCallExportsMethodsWithTheirIntegrations() {
    assertThat(StageExport.operations(read()))
        .extracting(Operation::label)
        .containsExactly("GET /orders", "ANY /orders");
    assertThat(server.calls()).hasSize(1);
  }

  @Test
  void whereAListOfExtensionsIsNotKnownOneIsAskedFor() {
    forList = BARE;

    assertThat(StageExport.operations(read())).hasSize(2);
    assertThat(server.calls())
        .extracting(StageExportTest::extensions)
        .containsExactly("extensions=apigateway,authorizers", "extensions=apigateway");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'paths':{}}", "{'paths':{'/orders':{}}}"})
  void anApiWithoutMethodsCostsNoSecondCall(String document) {
    forList = document;

    assertThat(StageExport.operations(read())).isEmpty();
    assertThat(server.calls()).hasSize(1);
  }

  private JsonNode read() {
    return new StageExport(TestClients.at(server.uri()).apiGateway()).read(LIVE);
  }
}
