package io.originlock.lab.e2e;

import io.originlock.lab.gate.Gates;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Its calls to API Gateway are its own. Its locks are more, because they mostly wait: for the turn
 * to deploy, see {@code Deployments}, and for answers that come late.
 */
@Tag("verify")
class RequestValidationFaultMatrixTest {

  @Test
  void noFaultBreaksARotation() throws IOException {
    MatrixRun.of(
        Gates.named("request-validation"),
        4,
        place -> place.service().equals("apigateway"),
        "wire-request-validation",
        "on the wire, the gate request-validation's calls to API Gateway");
  }
}
