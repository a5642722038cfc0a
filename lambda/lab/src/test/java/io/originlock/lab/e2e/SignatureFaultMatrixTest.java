package io.originlock.lab.e2e;

import io.originlock.lab.gate.Gates;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Its keys are parameters of their own; authorizers that keep none are asked. */
@Tag("verify")
class SignatureFaultMatrixTest {

  @Test
  void noFaultBreaksARotation() throws IOException {
    MatrixRun.of(
        Gates.named("signature"),
        2,
        place -> place.call().endsWith(" honoured"),
        "wire-signature",
        "on the wire, the gate signature's calls to Parameter Store");
  }
}
