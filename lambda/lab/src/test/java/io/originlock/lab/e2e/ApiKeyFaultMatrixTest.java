package io.originlock.lab.e2e;

import io.originlock.lab.gate.ApiKeyView;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every call of a rotation. */
@Tag("verify")
class ApiKeyFaultMatrixTest {

  @Test
  void noFaultBreaksARotation() throws IOException {
    MatrixRun.of(new ApiKeyView(), 3, place -> true, "wire", "on the wire");
  }
}
