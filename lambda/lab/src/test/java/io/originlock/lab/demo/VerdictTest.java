package io.originlock.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The demo's verdict on each gate, so that what it calls unmet does not go unnoticed: a permission
 * that nothing uses, say. On the gate api-key it is {@link SabotageTest}'s.
 */
@Tag("verify")
class VerdictTest {

  @ParameterizedTest
  @ValueSource(strings = {"request-validation", "signature", "web-acl"})
  void everythingIsMet(String gate) {
    QuickDemo demo = QuickDemo.run(gate, Optional.empty());

    assertThat(demo.unmet()).as(demo.said()).isEmpty();
    assertThat(demo.said()).contains("permissions that nothing uses");
  }
}
