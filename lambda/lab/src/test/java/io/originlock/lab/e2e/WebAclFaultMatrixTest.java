package io.originlock.lab.e2e;

import io.originlock.lab.gate.Gates;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** WAF is called by this gate alone. */
@Tag("verify")
class WebAclFaultMatrixTest {

  @Test
  void noFaultBreaksARotation() throws IOException {
    MatrixRun.of(
        Gates.named("web-acl"),
        2,
        place -> place.service().equals("wafv2"),
        "wire-web-acl",
        "on the wire, the gate web-acl's calls to WAF");
  }
}
