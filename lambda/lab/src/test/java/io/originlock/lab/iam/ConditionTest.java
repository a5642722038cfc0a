package io.originlock.lab.iam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {

  @ParameterizedTest
  @CsvSource({
    "StringEquals, prod, prod, true",
    "StringEquals, prod, prod-eu, false",
    "StringEquals, prod, , false",
    "StringEqualsIfExists, prod, , true",
    "StringEqualsIfExists, prod, dev, false",
    "StringNotEquals, prod, dev, true",
    "StringNotEquals, prod, , true",
    "StringNotEquals, prod, prod, false",
    "StringLike, prod*, prod-eu, true",
    "StringLike, prod?, prod, false",
    "StringNotLike, prod*, prod-eu, false",
    "StringEqualsIgnoreCase, PROD, prod, true",
    "ArnLike, arn:aws:sqs:*:*:dead, arn:aws:sqs:us-east-1:1:dead, true",
    "Bool, true, True, true",
    "Null, true, , true",
    "Null, true, x, false",
    "Null, false, x, true",
    "ForAllValues:StringEquals, a b, a, true",
    "ForAllValues:StringEquals, a b, a b, true",
    "ForAllValues:StringEquals, a b, a c, false",
    "ForAllValues:StringEquals, a b, , true",
    "ForAnyValue:StringEquals, a b, c b, true",
    "ForAnyValue:StringEquals, a b, c, false",
    "ForAnyValue:StringEquals, a b, , false",
    "IpAddress, 130.176.0.0/17, 130.176.0.1, true",
    "IpAddress, 130.176.0.0/17, 130.176.128.1, false",
    "IpAddress, 192.0.2.1 130.176.0.1, 130.176.0.1, true",
    "IpAddress, 192.0.2.1, , false",
    "IpAddress, ::/0, 130.176.0.1, false",
    "IpAddress, 2001:db8::/32, 2001:db8::1, true",
    "NotIpAddress, 130.176.0.0/17, 130.176.0.1, false",
    "NotIpAddress, 130.176.0.0/17, 127.0.0.1, true",
    "NotIpAddress, 130.176.0.0/17, , true",
    "NoSuchOperator, a, a, false"
  })
  void holds(String operator, String wanted, String actual, boolean expected) {
    Condition condition = new Condition(operator, "aws:Key", List.of(wanted.split(" ")));
    List<String> values = actual == null ? List.of() : Arrays.asList(actual.split(" "));

    assertThat(condition.holds(Map.of("aws:Key", values))).isEqualTo(expected);
  }

  @Test
  void keysIgnoreCase() {
    assertThat(
            new Condition("StringEquals", "aws:requesttag/Lock", List.of("a"))
                .holds(Map.of("aws:RequestTag/lock", List.of("a"))))
        .isTrue();
  }
}
