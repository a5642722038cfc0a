package io.originlock.lab.iam;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WildcardTest {

  @ParameterizedTest
  @CsvSource({
    "*, ''",
    "*, any/text:at.all",
    "a*c, ac",
    "a*c, abcabc",
    "a*b*c, a1b2b3c",
    "*ab*ab, abababab",
    "a?c, abc",
    "**, a",
    "a.c, a.c",
    "ssm:Get*, ssm:GetParameter",
    "arn:aws:ssm:*:1:parameter/lock/*/x, arn:aws:ssm:us-east-1:1:parameter/lock/a/b/x"
  })
  void matches(String pattern, String text) {
    assertThat(Wildcard.matches(pattern, text)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'', a",
    "a, ''",
    "a?c, ac",
    "a*c, abcb",
    "*ab*ab, abab1",
    "a.c, abc",
    "[a], a",
    "ssm:get*, ssm:GetParameter",
    "ssm:Get, ssm:GetParameter",
    "*:1:parameter/lock/x, arn:aws:ssm:us-east-1:1:parameter/lock/x/y"
  })
  void doesNotMatch(String pattern, String text) {
    assertThat(Wildcard.matches(pattern, text)).isFalse();
  }
}
