package io.originlock.lab.iam;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatementTest {
  private static final String KEY = "arn:aws:apigateway:us-east-1::/apikeys/abc";

  @Test
  void actionsAndResourcesAreMatchedByWildcards() {
    Statement statement =
        only(
            """
            {"Sid":"A","Effect":"Allow","Action":"apigateway:GET",
             "Resource":["arn:aws:apigateway:us-east-1::/apikeys/*","arn:aws:apigateway:*::/usageplans/p"]}
            """);

    assertThat(statement.label()).isEqualTo("policy/A");
    assertThat(statement.matches(Permission.of("apigateway:GET", KEY))).isTrue();
    assertThat(statement.matches(Permission.of("APIGateway:get", KEY))).isTrue();
    assertThat(statement.matches(Permission.of("apigateway:DELETE", KEY))).isFalse();
    assertThat(
            statement.matches(
                Permission.of("apigateway:GET", "arn:aws:apigateway:us-east-1::/apikeys")))
        .isFalse();
    assertThat(
            statement.matches(
                Permission.of("apigateway:GET", "arn:aws:apigateway:us-east-1::/usageplans/p")))
        .isTrue();
    assertThat(
            statement.matches(
                Permission.of("apigateway:GET", "arn:aws:apigateway:us-east-1::/usageplans/pq")))
        .isFalse();
  }

  @Test
  void conditionsMustAllHold() {
    Statement statement =
        only(
            """
            {"Effect":"Allow","Action":["apigateway:DELETE"],"Resource":"*",
             "Condition":{"StringEquals":{"aws:ResourceTag/origin-lock":"prod"},
                          "Null":{"aws:ResourceTag/keep":"true"}}}
            """);

    assertThat(statement.label()).isEqualTo("policy/#1");
    assertThat(statement.matches(tagged(Map.of("aws:ResourceTag/origin-lock", List.of("prod")))))
        .isTrue();
    assertThat(statement.matches(tagged(Map.of("aws:ResourceTag/origin-lock", List.of("prod-eu")))))
        .isFalse();
    assertThat(statement.matches(tagged(Map.of()))).isFalse();
    assertThat(
            statement.matches(
                tagged(
                    Map.of(
                        "aws:ResourceTag/origin-lock", List.of("prod"),
                        "aws:ResourceTag/keep", List.of("x")))))
        .isFalse();
  }

  @Test
  void notActionAndNotResourceTurnTheMatchAround() {
    Statement statement =
        only(
            """
            {"Effect":"Deny","NotAction":"ssm:Get*","NotResource":"arn:aws:ssm:*:*:parameter/a/*"}
            """);

    assertThat(statement.allows()).isFalse();
    assertThat(statement.matches(Permission.of("ssm:PutParameter", "arn:aws:ssm:r:1:parameter/b")))
        .isTrue();
    assertThat(statement.matches(Permission.of("ssm:GetParameter", "arn:aws:ssm:r:1:parameter/b")))
        .isFalse();
    assertThat(
            statement.matches(Permission.of("ssm:PutParameter", "arn:aws:ssm:r:1:parameter/a/b")))
        .isFalse();
  }

  private static Permission tagged(Map<String, List<String>> context) {
    return new Permission("apigateway:DELETE", KEY, context);
  }

  private static Statement only(String statement) {
    try {
      return Statement.parse(
              "policy", new ObjectMapper().readTree("{\"Statement\":[" + statement + "]}"))
          .get(0);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
