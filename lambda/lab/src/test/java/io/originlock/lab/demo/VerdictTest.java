package io.originlock.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The demo's verdict, so that what it calls unmet does not go unnoticed: a permission that nothing
 * uses, say. On the gate with the most parts; that of api-key is {@link SabotageTest}'s.
 */
@Tag("verify")
class VerdictTest {

  @Test
  void everythingIsMet() {
    QuickDemo demo = QuickDemo.run("signature", Optional.empty());

    assertThat(demo.unmet()).as(demo.said()).isEmpty();
    assertThat(demo.said()).contains("permissions that nothing uses");
  }
}
