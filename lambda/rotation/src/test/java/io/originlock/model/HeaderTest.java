package io.originlock.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When two headers are the same, and what is told of them. */
class HeaderTest {
  private final Header header = new Header("X-Origin-Lock-Abc", "1");

  @Test
  void aNameIsTheSameInOtherLettersAndAValueIsNot() {
    Header lower = new Header("x-origin-lock-abc", "1");

    assertThat(header).isEqualTo(lower).hasSameHashCodeAs(lower);
    assertThat(header)
        .isNotEqualTo(new Header("x-origin-lock-abd", "1"))
        .isNotEqualTo(new Header("X-Origin-Lock-Abc", "2"))
        .doesNotHaveSameHashCodeAs(new Header("X-Origin-Lock-Abc", "2"));
  }

  @Test
  void itsTextTellsNeitherNameNorValue() {
    assertThat(header).hasToString(new Header("x-origin-lock-abc", "1").toString());
    assertThat(header.toString()).doesNotContainIgnoringCase("abc");
  }
}
