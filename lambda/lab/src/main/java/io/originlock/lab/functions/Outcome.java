package io.originlock.lab.functions;

import java.nio.charset.StandardCharsets;

/**
 * How an invocation ended.
 *
 * @param payload the answer, or the error as JSON
 * @param failed whether the function failed ({@code X-Amz-Function-Error: Unhandled})
 * @param version that was executed
 * @param requestId of the invocation
 */
public record Outcome(byte[] payload, boolean failed, String version, String requestId) {

  /** The answer as text. */
  public String text() {
    return new String(payload, StandardCharsets.UTF_8);
  }
}
