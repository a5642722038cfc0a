package io.originlock.bench;

import io.originlock.authorizer.AuthorizerHandler;
import io.originlock.signing.CanonicalRequest;
import io.originlock.signing.SigningKey;
import io.originlock.signing.Stamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A JVM that starts as the authorizer does, with its environment, and answers. Prints a line with
 * the first answer; asked for more answers, what memory it has then.
 */
public final class FirstAnswer {
  static final String SECRET = "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcd";

  private FirstAnswer() {}

  /**
   * @param args how many answers
   */
  public static void main(String[] args) throws IOException {
    AuthorizerHandler handler = new AuthorizerHandler();
    CanonicalRequest request = new CanonicalRequest("GET", "/pets", Map.of("type", List.of("dog")));
    SigningKey key = new SigningKey(SECRET);
    int answers = Integer.parseInt(args[0]);
    for (int i = 0; i < answers; i++) {
      long seconds = System.currentTimeMillis() / 1_000;
      String signature = key.sign(request, new Stamp("g1", seconds, Stamp.Form.WITH_QUERY)).value();
      String answer = handler.handleRequest(event(request, signature), null).toString();
      if (!answer.contains("Effect=Allow")) {
        throw new IllegalStateException("What was signed is refused: " + answer);
      }
      if (i == 0) {
        System.out.println("answered");
      }
    }
    if (answers > 1) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      System.out.println("heap " + (runtime.totalMemory() - runtime.freeMemory()) / 1_024);
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("VmHWM:")) {
          System.out.println("resident " + line.replaceAll("[^0-9]", ""));
        }
      }
    }
  }

  private static Map<String, Object> event(CanonicalRequest request, String signature) {
    return Map.of(
        "type",
        "REQUEST",
        "methodArn",
        "arn:aws:execute-api:eu-west-1:123456789012:abcdef1234/prod/GET/pets",
        "httpMethod",
        request.method(),
        "path",
        request.path(),
        "multiValueHeaders",
        Map.of("x-origin-lock-signature", List.of(signature)),
        "multiValueQueryStringParameters",
        request.query());
  }
}
