package io.originlock.lab.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentTest {

  @ParameterizedTest
  @CsvSource({
    "/a+b, /a+b, /a b",
    "%2Fa%2fb, /a/b, /a/b",
    "%252F, %2F, %2F",
    "%C3%A4ä, ää, ää",
    "%, %, %",
    "%4, %4, %4",
    "%zz%41, %zzA, %zzA",
    "%2B, +, +",
    "%FF, \uFFFD, \uFFFD"
  })
  void decodesOnceAndLeavesWhatIsNoEscape(String raw, String path, String query) {
    assertThat(Percent.decode(raw)).isEqualTo(path);
    assertThat(Percent.decodeQuery(raw)).isEqualTo(query);
  }
}
