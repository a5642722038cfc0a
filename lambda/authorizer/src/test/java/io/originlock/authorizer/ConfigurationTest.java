package io.originlock.authorizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Terraform tells the function. */
class ConfigurationTest {
  private static final Map<String, String> LEAST =
      Map.of(
          "ORIGIN_LOCK_NAME", "petstore",
          "ORIGIN_LOCK_PATH", "/origin-lock/petstore",
          "AWS_REGION", "eu-west-1");

  private static Map<String, String> with(String name, String value) {
    Map<String, String> variables = new HashMap<>(LEAST);
    variables.put(name, value);
    return variables;
  }

  @Test
  void mostIsUsualAndNeedNotBeSaid() {
    Configuration config = Configuration.from(LEAST);

    assertThat(config.window()).isEqualTo(Duration.ofSeconds(300));
    assertThat(config.kept()).isEqualTo(Duration.ofSeconds(60));
    assertThat(config.wantsQuery()).isTrue();
    assertThat(config.signedPath().of("/v1/pets")).isEqualTo("/v1/pets");
    assertThat(config.namespace()).isEqualTo("OriginLock");
  }

  @Test
  void everythingCanBeSaid() {
    Map<String, String> variables = new HashMap<>(LEAST);
    variables.put("ORIGIN_LOCK_WINDOW_SECONDS", "10");
    variables.put("ORIGIN_LOCK_KEPT_SECONDS", "0");
    variables.put("ORIGIN_LOCK_SIGNS_QUERY", "false");
    variables.put("ORIGIN_LOCK_STRIP_PREFIX", "/v1");
    variables.put("ORIGIN_LOCK_ADD_PREFIX", "/prod");
    variables.put("ORIGIN_LOCK_METRICS_NAMESPACE", "Mine/Locks");
    Configuration config = Configuration.from(variables);

    assertThat(config.window()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.kept()).isZero();
    assertThat(config.wantsQuery()).isFalse();
    assertThat(config.signedPath().of("/v1/pets")).isEqualTo("/prod/pets");
    assertThat(config.namespace()).isEqualTo("Mine/Locks");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ORIGIN_LOCK_NAME", "ORIGIN_LOCK_PATH", "AWS_REGION"})
  void whatIsMissingIsNamed(String name) {
    Map<String, String> variables = new HashMap<>(LEAST);
    variables.remove(name);

    assertThatThrownBy(() -> Configuration.from(variables))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name + " is missing");
  }

  @ParameterizedTest
  @CsvSource({
    "ORIGIN_LOCK_NAME, Petstore",
    "ORIGIN_LOCK_PATH, petstore",
    "ORIGIN_LOCK_PATH, /origin-lock/petstore/",
    "AWS_REGION, Ireland",
    "ORIGIN_LOCK_WINDOW_SECONDS, 3601",
    "ORIGIN_LOCK_WINDOW_SECONDS, 5m",
    "ORIGIN_LOCK_KEPT_SECONDS, -1",
    "ORIGIN_LOCK_SIGNS_QUERY, yes",
    "ORIGIN_LOCK_STRIP_PREFIX, v1",
    "ORIGIN_LOCK_ADD_PREFIX, /prod/",
    "ORIGIN_LOCK_METRICS_NAMESPACE, '\"'",
  })
  void whatIsMalformedIsNamed(String name, String value) {
    assertThatThrownBy(() -> Configuration.from(with(name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name);
  }
}
