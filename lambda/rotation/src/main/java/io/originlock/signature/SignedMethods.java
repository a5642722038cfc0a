package io.originlock.signature;

import static io.originlock.aws.StageExport.X;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.aws.StageExport;
import io.originlock.aws.StageExport.Operation;
import java.util.List;
import java.util.Map;

/** Reads which deployed methods ask the lock's authorizer. */
final class SignedMethods {
  private final String authorizer;

  /**
   * @param authorizer the ARN of its function, without a version
   */
  SignedMethods(String authorizer) {
    this.authorizer = authorizer;
  }

  /**
   * A deployed method.
   *
   * @param asks whether a request must pass the lock's authorizer
   * @param cached whether an answer of the authorizer's is used for other requests as well
   */
  record Method(String verb, String path, boolean asks, boolean cached) {
    String label() {
      return verb + " " + path;
    }
  }

  /** The methods of an exported document, in its order. */
  List<Method> of(JsonNode document) {
    return StageExport.operations(document).stream()
        .map(operation -> method(operation, document.at("/components/securitySchemes")))
        .toList();
  }

  private Method method(Operation exported, JsonNode schemes) {
    boolean asks = false;
    boolean cached = false;
    for (JsonNode alternative : exported.operation().path("security")) {
      for (Map.Entry<String, JsonNode> scheme : alternative.properties()) {
        JsonNode declared = schemes.path(scheme.getKey()).path(X + "authorizer");
        if (isOurs(declared.path("authorizerUri").asText())) {
          asks = true;
          // Nothing said means five minutes.
          cached = declared.path("authorizerResultTtlInSeconds").asInt(300) > 0;
        }
      }
    }
    return new Method(exported.verb(), exported.path(), asks, cached);
  }

  /**
   * {@code arn:aws:apigateway:<region>:lambda:path/…/functions/<ARN, or ARN:alias>/invocations}.
   */
  private boolean isOurs(String uri) {
    int at = uri.indexOf("/functions/" + authorizer);
    if (at < 0) {
      return false;
    }
    char behind =
        uri.charAt(Math.min(uri.length() - 1, at + "/functions/".length() + authorizer.length()));
    return behind == '/' || behind == ':';
  }
}
