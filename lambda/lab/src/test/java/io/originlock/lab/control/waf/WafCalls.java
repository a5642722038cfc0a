package io.originlock.lab.control.waf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Calls to WAF as they go over the wire. */
public final class WafCalls {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI endpoint;

  public WafCalls(URI endpoint) {
    this.endpoint = endpoint;
  }

  /** An answer: its body, and the error's name where there is one. */
  public record Answer(int status, JsonNode body) {
    public String error() {
      return body.path("__type").asText("");
    }
  }

  /** Calls an operation with a body whose quotes may be single ones. */
  public Answer call(String operation, String body) {
    return send(operation, body.replace('\'', '"'));
  }

  /** Calls an operation of WAF Classic with a body whose quotes may be single ones. */
  public Answer classic(String operation, String body) {
    return send("waf-regional", "AWSWAF_Regional_20161128." + operation, body.replace('\'', '"'));
  }

  /** Calls an operation with JSON. */
  public Answer call(String operation, JsonNode body) {
    return send(operation, body.toString());
  }

  private Answer send(String operation, String body) {
    return send("wafv2", "AWSWAF_20190729." + operation, body);
  }

  private Answer send(String service, String operation, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .header("Content-Type", "application/x-amz-json-1.1")
            .header("X-Amz-Target", operation)
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=lab/20260101/us-east-1/"
                    + service
                    + "/aws4_request, SignedHeaders=host, Signature=0")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), JSON.readTree(response.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted in " + operation, e);
    }
  }
}
