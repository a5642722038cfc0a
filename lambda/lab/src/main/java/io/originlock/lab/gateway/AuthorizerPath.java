package io.originlock.lab.gateway;

import io.originlock.lab.LabException;
import io.originlock.lab.net.Percent;
import java.util.Map;

/**
 * The form of the {@code path} in an authorizer's event. AWS's is recorded for Lambda proxies
 * alone, see docs/signature.md.
 */
public enum AuthorizerPath {
  /** As the viewer sent it: so it is recorded of a REST API's Lambda proxies. */
  SENT,
  /** Decoded, as HTTP APIs do it; the context's path stays as it was sent. */
  DECODED;

  private static final String VARIABLE = "LAB_AUTHORIZER_PATH";

  /**
   * As {@value #VARIABLE} says: {@code sent}, as without it, or {@code decoded}.
   *
   * @throws LabException for any other value
   */
  public static AuthorizerPath of(Map<String, String> environment) {
    String text = environment.getOrDefault(VARIABLE, "");
    return switch (text) {
      case "", "sent" -> SENT;
      case "decoded" -> DECODED;
      default ->
          throw new LabException(
              VARIABLE + "=" + text, "show paths so", "There are sent and decoded.");
    };
  }

  /** The path of a viewer as the event has it. */
  String of(String sent) {
    return this == SENT ? sent : Percent.decode(sent);
  }
}
