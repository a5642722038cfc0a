package io.originlock.apigateway;

import io.originlock.aws.AwsClients;
import io.originlock.fake.FakeServer;
import io.originlock.fake.FakeServer.Call;
import io.originlock.fake.FakeServer.Reply;
import io.originlock.fake.FakeWaf;
import io.originlock.fake.TestClients;
import io.originlock.survey.Scope;
import io.originlock.survey.Survey;
import io.originlock.survey.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An API whose answers are given by path, as AWS gives them; what is not given is 404. */
final class SurveyedApi implements AutoCloseable {
  static final String API = "a1b2c3d4e5";
  static final String PLAN = "plan01";
  static final Target.Stage PROD = new Target.Stage("eu-central-1", API, "prod");

  final Map<String, String> answers = new HashMap<>();
  final FakeWaf waf = new FakeWaf();
  final FakeServer server = new FakeServer(this::answer);

  private final ApiSurveyor surveyor;

  SurveyedApi() {
    AwsClients clients = TestClients.at(server.uri());
    surveyor =
        new ApiSurveyor(clients.apiGateway(), clients.apiGatewayV2(), waf.client(), PROD.region());
    api("{\"id\":\"" + API + "\",\"name\":\"shop\",\"apiKeySource\":\"HEADER\"}");
    stages("{\"stageName\":\"prod\",\"deploymentId\":\"dep1\"}");
    export("prod", "{\"openapi\":\"3.0.1\",\"paths\":{}}");
    answers.put("/usageplans", "{\"item\":[]}");
    answers.put("/usageplans/" + PLAN + "/keys", "{\"item\":[]}");
    answers.put("/domainnames", "{\"item\":[]}");
  }

  void api(String json) {
    answers.put("/restapis/" + API, json);
  }

  void stages(String... stages) {
    answers.put("/restapis/" + API + "/stages", "{\"item\":[" + String.join(",", stages) + "]}");
    for (String stage : stages) {
      String name = stage.replaceAll("(?s).*\"stageName\":\"([^\"]+)\".*", "$1");
      String deployment = stage.replaceAll("(?s).*?\"deploymentId\":\"([^\"]+)\".*", "$1");
      answers.put("/restapis/" + API + "/stages/" + name, stage);
      answers.put(
          "/restapis/" + API + "/deployments/" + deployment,
          "{\"id\":\"%s\",\"createdDate\":1700000000,\"description\":\"by the lock\"}"
              .formatted(deployment));
    }
  }

  void export(String stage, String document) {
    answers.put("/restapis/" + API + "/stages/" + stage + "/exports/oas30", document);
  }

  /** Denies calls of this path, as AWS words it. */
  void deny(String path, String action) {
    server.instead(
        call ->
            call.uri().getPath().equals(path)
                ? Optional.of(
                    new Reply(
                        403,
                        Map.of("x-amzn-ErrorType", "AccessDeniedException"),
                        ("{\"message\":\"User: arn:aws:sts::111122223333:assumed-role/worker/w is"
                                + " not authorized to perform: %s on resource: arn:aws:apigateway:"
                                + "eu-central-1::%s because no identity-based policy allows the %s"
                                + " action\"}")
                            .formatted(action, path, action)))
                : Optional.empty());
  }

  Survey survey() {
    return surveyor.survey(new Scope(List.of(PROD), Map.of(), Optional.of(PLAN)));
  }

  List<String> calls() {
    return server.calls().stream().map(call -> call.uri().getPath()).toList();
  }

  @Override
  public void close() {
    server.close();
    waf.close();
  }

  private Reply answer(Call call) {
    String known = answers.get(call.uri().getPath());
    return known == null
        ? new Reply(404, Map.of("x-amzn-ErrorType", "NotFoundException"), "{}")
        : Reply.of(200, known);
  }
}
