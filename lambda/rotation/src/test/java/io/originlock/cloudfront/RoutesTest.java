package io.originlock.cloudfront;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.aws.ApiStage;
import io.originlock.aws.AwsFailure;
import io.originlock.aws.CustomDomains;
import io.originlock.fake.FakeServer;
import io.originlock.fake.FakeServer.Call;
import io.originlock.fake.FakeServer.Reply;
import io.originlock.fake.TestClients;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where an origin leads, by its host and path. */
class RoutesTest {
  private static final FakeServer SERVER = new FakeServer(RoutesTest::answer);
  private static final Routes ROUTES =
      new Routes(
          List.of(
              new ApiStage("shop123456", "prod"),
              new ApiStage("shop123456", "beta"),
              new ApiStage("blog123456", "prod")),
          new CustomDomains(
              TestClients.at(SERVER.uri()).apiGateway(),
              TestClients.at(SERVER.uri()).apiGatewayV2()));

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          shop123456.execute-api.eu-central-1.amazonaws.com         | /prod     | shop123456/prod
          SHOP123456.execute-api.eu-central-1.amazonaws.com         | /prod/    | shop123456/prod
          shop123456.execute-api.cn-north-1.amazonaws.com.cn        | /beta/v1  | shop123456/beta
          shop123456.execute-api.eu-central-1.amazonaws.com         |           | shop123456/prod shop123456/beta
          shop123456.execute-api.eu-central-1.amazonaws.com         | /dev      |
          other12345.execute-api.eu-central-1.amazonaws.com         | /prod     |
          shop.example.com                                          | /v1       | shop123456/prod
          shop.example.com                                          | /v1/pets  | shop123456/prod
          shop.example.com                                          | /v10      | shop123456/beta
          shop.example.com                                          | /v2       | shop123456/beta
          shop.example.com                                          |           | shop123456/prod shop123456/beta
          d-shop.execute-api.eu-central-1.amazonaws.com             | /v2       | shop123456/beta
          d-shop.execute-api.eu-central-1.amazonaws.com             | /v3       |
          d111111abcdef8.cloudfront.net                             |           | shop123456/prod shop123456/beta
          any.blog.example.com                                      |           | blog123456/prod
          empty.example.com                                         |           |
          ruled.example.com                                         | /v1       | shop123456/prod
          ruled.example.com                                         | /v2       | shop123456/beta
          ruled.example.com                                         | /mapped   |
          ruled.example.com                                         | /v3       |
          ruled.example.com                                         |           | shop123456/prod shop123456/beta
          d-ruled.execute-api.eu-central-1.amazonaws.com            | /v1       | shop123456/prod
          both.example.com                                          | /ruled    | shop123456/prod
          both.example.com                                          | /mapped   | blog123456/prod
          both.example.com                                          | /other    |
          mapped.example.com                                        | /ruled    |
          mapped.example.com                                        | /mapped   | blog123456/prod
          others.example.com                                        |           |
          all.example.com                                           | /any      | shop123456/beta
          named.blog.example.com                                    |           | shop123456/beta
          assets.s3.eu-central-1.amazonaws.com                      |           |
          assets.s3-website-us-east-1.amazonaws.com                 |           |
          abc.lambda-url.eu-central-1.on.aws                        |           |
          proxy.example.net                                         |           | shop123456/prod shop123456/beta blog123456/prod
          blog.example.com                                          |           | shop123456/prod shop123456/beta blog123456/prod
          shop123456-vpce-1.execute-api.eu-central-1.amazonaws.com  | /prod     | shop123456/prod shop123456/beta blog123456/prod
          lb-1.eu-central-1.elb.amazonaws.com                       |           | shop123456/prod shop123456/beta blog123456/prod
          """)
  void anOriginLeadsTo(String host, String path, String stages) {
    assertThat(
            ROUTES.behind(new Routes.Origin(host, path == null ? "" : path)).stream()
                .map(ApiStage::member)
                .distinct()
                .collect(Collectors.joining(" ")))
        .isEqualTo(stages == null ? "" : stages);
  }

  @Test
  void aHostThatIsToldByItselfCostsNoCall() {
    int before = SERVER.calls().size();

    ROUTES.behind(new Routes.Origin("shop123456.execute-api.eu-central-1.amazonaws.com", "/prod"));
    ROUTES.behind(new Routes.Origin("assets.s3.eu-central-1.amazonaws.com", ""));

    assertThat(SERVER.calls()).hasSize(before);
  }

  /** What cannot be looked up must not be taken for leading nowhere. */
  @ParameterizedTest
  @CsvSource({
    "/domainnames, Domain names",
    "/v2/domainnames/both.example.com/routingrules, Domain both.example.com",
    "/domainnames/both.example.com/basepathmappings, Domain name both.example.com"
  })
  void whereADomainCannotBeReadTheErrorNamesIt(String denied, String named) {
    SERVER.instead(
        call ->
            call.uri().getPath().equals(denied)
                ? Optional.of(
                    new Reply(403, Map.of("x-amzn-ErrorType", "AccessDeniedException"), "{}"))
                : Optional.empty());
    try {
      assertThatThrownBy(() -> ROUTES.behind(new Routes.Origin("both.example.com", "")))
          .isInstanceOf(AwsFailure.class)
          .hasMessageContaining(named);
    } finally {
      SERVER.instead(call -> Optional.empty());
    }
    assertThat(ROUTES.behind(new Routes.Origin("both.example.com", ""))).hasSize(2);
  }

  private static Reply answer(Call call) {
    return Reply.of(
        200,
        switch (call.uri().getPath()) {
          case "/domainnames" ->
              """
              {"item":[
                {"domainName":"shop.example.com",
                 "regionalDomainName":"d-other.execute-api.eu-central-1.amazonaws.com",
                 "distributionDomainName":"d111111abcdef8.cloudfront.net"},
                {"domainName":"d-shop.example.com",
                 "regionalDomainName":"d-shop.execute-api.eu-central-1.amazonaws.com"},
                {"domainName":"*.blog.example.com"},
                {"domainName":"named.blog.example.com","routingMode":"ROUTING_RULE_ONLY"},
                {"domainName":"ruled.example.com","routingMode":"ROUTING_RULE_ONLY",
                 "regionalDomainName":"d-ruled.execute-api.eu-central-1.amazonaws.com"},
                {"domainName":"both.example.com",
                 "routingMode":"ROUTING_RULE_THEN_BASE_PATH_MAPPING"},
                {"domainName":"mapped.example.com","routingMode":"BASE_PATH_MAPPING_ONLY"},
                {"domainName":"others.example.com","routingMode":"ROUTING_RULE_ONLY"},
                {"domainName":"all.example.com","routingMode":"ROUTING_RULE_ONLY"},
                {"domainName":"empty.example.com"}]}\
              """;
          case "/domainnames/shop.example.com/basepathmappings",
              "/domainnames/d-shop.example.com/basepathmappings" ->
              """
              {"item":[
                {"basePath":"v1","restApiId":"shop123456","stage":"prod"},
                {"basePath":"v2","restApiId":"shop123456","stage":"beta"},
                {"basePath":"v10","restApiId":"shop123456","stage":"beta"},
                {"basePath":"old","restApiId":"gone123456","stage":"prod"}]}\
              """;
          case "/domainnames/*.blog.example.com/basepathmappings" ->
              """
              {"item":[{"basePath":"(none)","restApiId":"blog123456"}]}\
              """;
          case "/domainnames/ruled.example.com/basepathmappings",
              "/domainnames/both.example.com/basepathmappings",
              "/domainnames/mapped.example.com/basepathmappings" ->
              """
              {"item":[{"basePath":"mapped","restApiId":"blog123456","stage":"prod"}]}\
              """;
          case "/v2/domainnames/ruled.example.com/routingrules" ->
              """
              {"routingRules":[
                {"priority":1,"conditions":[{"matchBasePaths":{"anyOf":["v1","old"]}}],
                 "actions":[{"invokeApi":{"apiId":"shop123456","stage":"prod"}}]},
                {"priority":2,"conditions":[{"matchBasePaths":{"anyOf":["v2"]}},
                  {"matchHeaders":{"anyOf":[{"header":"x-beta","valueGlob":"*"}]}}],
                 "actions":[{"invokeApi":{"apiId":"shop123456","stage":"beta"}}]}]}\
              """;
          case "/v2/domainnames/both.example.com/routingrules",
              "/v2/domainnames/mapped.example.com/routingrules" ->
              """
              {"routingRules":[{"priority":1,"conditions":[{"matchBasePaths":{"anyOf":["ruled"]}}],
                "actions":[{"invokeApi":{"apiId":"shop123456","stage":"prod"}}]}]}\
              """;
          case "/v2/domainnames/others.example.com/routingrules" ->
              """
              {"routingRules":[{"priority":1,"conditions":[],
                "actions":[{"invokeApi":{"apiId":"other12345","stage":"prod"}}]}]}\
              """;
          case "/v2/domainnames/all.example.com/routingrules",
              "/v2/domainnames/named.blog.example.com/routingrules" ->
              """
              {"routingRules":[{"priority":1,"conditions":[],
                "actions":[{"invokeApi":{"apiId":"shop123456","stage":"beta"}}]}]}\
              """;
          default -> "{\"item\":[]}";
        });
  }
}
