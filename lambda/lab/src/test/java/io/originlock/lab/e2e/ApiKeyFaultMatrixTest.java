package io.originlock.lab.e2e;

import io.originlock.lab.gate.Gates;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every call of a rotation. */
@Tag("verify")
class ApiKeyFaultMatrixTest {

  @Test
  void noFaultBreaksARotation() throws IOException {
    MatrixRun.of(
        Gates.named("api-key"),
        3,
        place -> true,
        "wire",
        "on the wire, all calls with the gate api-key");
  }
}
