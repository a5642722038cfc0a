package io.originlock.apigateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.survey.HeaderNames;
import io.originlock.survey.Method;
import io.originlock.survey.Method.Authorization;
import io.originlock.survey.Method.Integration;
import io.originlock.survey.Method.Validator;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One thing of a method at a time, as API Gateway exports it. */
class ExportedMethodsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FUNCTION = "arn:aws:lambda:eu-central-1:111122223333:function:lock";
  private static final String URI =
      "arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/%s/invocations";

  @Test
  void methodsComeInTheOrderOfTheExport() {
    assertThat(
            ExportedMethods.of(
                tree(
                    "{'paths':{'/pets':{'post':{},'options':{},'x-amazon-apigateway-any-method':{},"
                        + "'parameters':[]},'/':{'get':{}}}}")))
        .extracting(Method::label)
        .containsExactly("POST /pets", "OPTIONS /pets", "ANY /pets", "GET /");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          [{'api_key':[]}]                | true
          []                              | false
          [{'iam':[]}]                    | false
          [{'iam':[],'api_key':[]}]       | true
          [{'iam':[]},{'api_key':[]}]     | true
          [{'other_key':[]}]              | false
          [{'undeclared':[]}]             | false
          """)
  void aKeyIsRequired(String security, boolean required) {
    assertThat(method("{'security':" + security + "}").keyRequired()).isEqualTo(required);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          [{'api_key':[]}]          | NONE               |        | false | 0
          [{'iam':[]}]              | AWS_IAM            |        | false | 0
          [{'lock':[]}]             | REQUEST            | lock   | true  | 0
          [{'lock':[],'api_key':[]}]| REQUEST            | lock   | true  | 0
          [{'lockAlias':[]}]        | REQUEST            | lockAlias | true  | 300
          [{'longer':[]}]           | TOKEN              | longer | false | 60
          [{'pool':['shop/read']}]  | COGNITO_USER_POOLS | pool   | false | 0
          """)
  void anAuthorizerIsAsked(
      String security, Authorization.Type type, String name, boolean asks, long seconds) {
    Authorization authorization = method("{'security':" + security + "}").authorization();

    assertThat(authorization.type()).isEqualTo(type);
    assertThat(authorization.name()).isEqualTo(name == null ? "" : name);
    assertThat(authorization.asks(FUNCTION)).isEqualTo(asks);
    assertThat(authorization.secondsKept()).isEqualTo(seconds);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'x-amazon-apigateway-request-validator':'params' | header | true  | x-lock
          'x-amazon-apigateway-request-validator':'params' | header | false |
          'x-amazon-apigateway-request-validator':'params' | query  | true  |
          'x-amazon-apigateway-request-validator':'body'   | header | true  |
          'x-amazon-apigateway-request-validator':'gone'   | header | true  |
          'deprecated':false                               | header | true  |
          """)
  void aHeaderIsDemandedIfAValidatorLooks(
      String validator, String place, boolean required, String demanded) {
    Method method =
        method(
            "{%s,'parameters':[{'name':'X-Lock','in':'%s','required':%s}]}"
                .formatted(validator, place, required));

    assertThat(method.validator().parameters() ? method.requiredHeaders() : HeaderNames.NONE)
        .isEqualTo(demanded == null ? HeaderNames.NONE : HeaderNames.of(demanded));
    assertThat(method.requiredHeaders().isEmpty()).isEqualTo(!place.equals("header") || !required);
    assertThat(method.parameters().toString()).doesNotContainIgnoringCase("x-lock");
  }

  @Test
  void theWholeApisValidatorCountsWhereAMethodHasNone() {
    String document =
        "{'x-amazon-apigateway-request-validators':{'all':{'validateRequestParameters':true,"
            + "'validateRequestBody':true},'none':{}},'x-amazon-apigateway-request-validator':'all',"
            + "'paths':{'/a':{'get':{}},'/b':{'get':{'x-amazon-apigateway-request-validator':'none'}}}}";

    assertThat(ExportedMethods.of(tree(document)))
        .extracting(Method::validator)
        .containsExactly(new Validator(true, true), Validator.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          {'type':'aws_proxy'}                                                                        | AWS_PROXY  | true
          {'type':'http_proxy'}                                                                       | HTTP_PROXY | true
          {'type':'HTTP_PROXY'}                                                                       | HTTP_PROXY | true
          {'type':'http'}                                                                             | HTTP       | false
          {'type':'mock'}                                                                             | MOCK       | false
          {}                                                                                          | NONE       | false
          {'type':'http','requestParameters':{'integration.request.header.a':'method.request.header.X-Lock'}} | HTTP | true
          {'type':'http','requestParameters':{'integration.request.querystring.a':'method.request.multivalueheader.X-Lock'}} | HTTP | true
          {'type':'http','requestParameters':{'integration.request.header.a':'method.request.header.X-Lock2'}} | HTTP | false
          {'type':'http','requestParameters':{'integration.request.header.a':'method.request.querystring.X-Lock'}} | HTTP | false
          {'type':'aws','requestTemplates':{'application/json':'#set($all = $input.params())$all'}}    | AWS  | true
          {'type':'aws','requestTemplates':{'application/json':'$input.params().header.keySet()'}}     | AWS  | true
          {'type':'aws','requestTemplates':{'application/json':'$input.params().header.get(\\"X-Lock\\")'}} | AWS | true
          {'type':'aws','requestTemplates':{'application/json':'$input.params(\\"X-Lock\\")'}}         | AWS  | true
          {'type':'aws','requestTemplates':{'application/json':'$input.params(\\"id\\")'}}             | AWS  | false
          {'type':'aws','requestTemplates':{'application/json':'$input.params().querystring.a'}}       | AWS  | false
          {'type':'aws','requestTemplates':{'application/json':'$input.json(\\"$\\")'}}                | AWS  | false
          {'type':'mock','requestTemplates':{'application/json':'$input.params()'}}                    | MOCK | false
          """)
  void aBackendGetsTheHeader(String integration, Integration.Type type, boolean gets) {
    Integration read =
        method("{'x-amazon-apigateway-integration':" + integration + "}").integration();

    assertThat(read.type()).isEqualTo(type);
    assertThat(read.gets("x-lock")).isEqualTo(gets);
  }

  @Test
  void theFunctionOfAnAuthorizerIsKnownWithItsAlias() {
    assertThat(method("{'security':[{'lockAlias':[]}]}").authorization().function())
        .isEqualTo(Optional.of(FUNCTION + ":live"));
  }

  private static Method method(String operation) {
    String schemes =
        ("'api_key':{'type':'apiKey','name':'x-api-key','in':'header'},"
                + "'other_key':{'type':'apiKey','name':'x-other','in':'header'},"
                + "'iam':{'type':'apiKey','name':'Authorization','in':'header',"
                + "'x-amazon-apigateway-authtype':'awsSigv4'},"
                + custom("lock", "request", FUNCTION, ",'authorizerResultTtlInSeconds':0")
                + ","
                + custom("lockAlias", "request", FUNCTION + ":live", "")
                + ","
                + custom("longer", "token", FUNCTION + "2", ",'authorizerResultTtlInSeconds':60")
                + ",'pool':{'type':'apiKey','name':'Authorization','in':'header',"
                + "'x-amazon-apigateway-authtype':'cognito_user_pools',"
                + "'x-amazon-apigateway-authorizer':{'type':'cognito_user_pools','providerARNs':['p']}}")
            .replace('"', '\'');
    return ExportedMethods.of(
            tree(
                ("{'components':{'securitySchemes':{%s}},"
                     + "'x-amazon-apigateway-request-validators':{'params':{'validateRequestParameters':true},"
                     + "'body':{'validateRequestBody':true}},'paths':{'/pets':{'get':%s}}}")
                    .formatted(schemes, operation)))
        .get(0);
  }

  private static String custom(String name, String type, String function, String more) {
    return ("'%s':{'type':'apiKey','name':'Unused','in':'header','x-amazon-apigateway-authtype':'custom',"
                + "'x-amazon-apigateway-authorizer':{'type':'%s','authorizerUri':'%s'%s}}")
        .formatted(name, type, URI.formatted(function), more);
  }

  private static com.fasterxml.jackson.databind.JsonNode tree(String quoted) {
    try {
      return JSON.readTree(quoted.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
