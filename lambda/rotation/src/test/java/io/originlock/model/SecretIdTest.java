package io.originlock.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretIdTest {
  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1_000_000_000})
  void aNumberOutOfBoundsIsRefused(int number) {
    assertThatThrownBy(() -> new SecretId(number)).hasMessageContaining(String.valueOf(number));
  }

  @Test
  void theLastIsKnown() {
    assertThat(new SecretId(999_999_999).last()).isTrue();
    assertThat(new SecretId(999_999_998).last()).isFalse();
    assertThat(new SecretId(1).number()).isEqualTo(1);
  }
}
