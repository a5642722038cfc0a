package io.originlock.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.model.LockException;
import io.originlock.settings.Environment;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserTagsTest {
  private static final String LONGEST_KEY = "k".repeat(128);
  private static final String LONGEST_VALUE = "v".repeat(256);

  @Test
  void withoutTheVariableThereAreNone() {
    assertThat(UserTags.in(new Environment(Map.of()), Gates.ownTags())).isEmpty();
    assertThat(tags(Map.of())).isEmpty();
  }

  @Test
  void whatAwsTakesIsTaken() {
    Map<String, String> tags =
        Map.of(
            LONGEST_KEY,
            LONGEST_VALUE,
            "Cost Center",
            "A/7 + B=8_.:-@",
            "Größe",
            "𝒳",
            "empty",
            "",
            "awsome",
            "aws:value",
            "origin-lock-team",
            "web");

    assertThat(tags(tags)).isEqualTo(tags);
    assertThat(tags(numbered(48))).hasSize(48);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "aws:team | x | begins with aws:",
        "AWS:team | x | begins with aws:",
        "origin-lock | petstore | is the lock's own",
        "Origin-Lock-Secret | g1 | is the lock's own",
        "a,b | x | is not 1 to 128",
        "`` | x | is not 1 to 128",
        "team | a,b | has a value that is not 0 to 256",
        "team | 50% | has a value that is not 0 to 256",
      })
  void whatAwsRefusesIsNamed(String key, String value, String problem) {
    refused(Map.of("ok", "ok", key, value), "tag \"" + key + "\" " + problem);
  }

  @Test
  void oneMoreThanAwsTakesIsRefused() {
    refused(numbered(49), "holds 49 tags; beside the lock's own AWS takes 48");
    refused(Map.of(LONGEST_KEY + "k", "x"), "is not 1 to 128");
    refused(Map.of("team", LONGEST_VALUE + "v"), "is not 0 to 256");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "\"team\"", "{\"team\":7}", "{\"team\":null}", "team=web"})
  void anotherFormIsRefused(String text) {
    assertThatThrownBy(() -> in(text))
        .isInstanceOf(LockException.class)
        .hasMessageStartingWith("environment variable ORIGIN_LOCK_TAGS: must be a JSON object");
  }

  private static void refused(Map<String, String> tags, String problem) {
    assertThatThrownBy(() -> tags(tags))
        .isInstanceOf(LockException.class)
        .hasMessageStartingWith("environment variable ORIGIN_LOCK_TAGS: ")
        .hasMessageContaining(problem)
        .hasMessageContaining("default_tags");
  }

  private static Map<String, String> numbered(int count) {
    return IntStream.range(0, count)
        .boxed()
        .collect(Collectors.toMap(n -> "tag" + n, String::valueOf));
  }

  private static Map<String, String> tags(Map<String, String> tags) {
    try {
      return in(new ObjectMapper().writeValueAsString(tags));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, String> in(String text) {
    return UserTags.in(new Environment(Map.of("ORIGIN_LOCK_TAGS", text)), Gates.ownTags());
  }
}
