package io.originlock.examine;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.survey.Wildcards;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names, patterns and lists of names. */
class TextsTest {

  @Test
  void aLongListNamesTheFirstFive() {
    assertThat(Places.list(List.of("a", "b", "c", "d", "e"))).isEqualTo("a, b, c, d, e");
    assertThat(Places.list(List.of("a", "b", "c", "d", "e", "f", "g")))
        .isEqualTo("a, b, c, d, e and 2 more");
  }

  @ParameterizedTest
  @CsvSource({
    "execute-api:/prod/*, execute-api:/prod/GET/pets, true",
    "execute-api:/prod/GET/pet?, execute-api:/prod/GET/pets, true",
    "execute-api:/prod/GET/pet?, execute-api:/prod/GET/pet, false",
    "execute-api:/prod/G.T/pets, execute-api:/prod/GET/pets, false",
    "execute-api:/PROD/*, execute-api:/prod/GET/pets, false",
    "*, execute-api:/prod/GET/pets, true",
  })
  void aPatternFits(String pattern, String text, boolean fits) {
    assertThat(Wildcards.fit(pattern, text, false)).isEqualTo(fits);
  }

  @Test
  void actionsAreTheSameInEitherCase() {
    assertThat(Wildcards.fit("execute-api:invoke", "execute-api:Invoke", true)).isTrue();
    assertThat(Wildcards.fit("execute-api:invoke", "execute-api:Invoke", false)).isFalse();
  }
}
