package io.originlock.lab.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** What the tests deploy: does as its event says. It must be a single class. */
public final class SampleFunction implements RequestStreamHandler {
  private int calls;

  public SampleFunction() {
    String seconds = System.getenv("START_SECONDS");
    if (seconds != null) {
      sleep(Integer.parseInt(seconds));
    }
  }

  private static void sleep(int seconds) {
    try {
      TimeUnit.SECONDS.sleep(seconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    String event = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    calls++;
    System.out.println("event " + event);
    String answer;
    if (event.contains("fail")) {
      throw new IllegalStateException("failed as told");
    } else if (event.contains("exit")) {
      Runtime.getRuntime().halt(3);
      return;
    } else if (event.contains("sleep")) {
      sleep(20);
      return;
    } else if (event.contains("Parameter")) {
      answer = ssm(event.substring(1, event.length() - 1));
    } else {
      answer =
          "{\"calls\":%d,\"version\":\"%s\",\"greeting\":\"%s\",\"options\":\"%s\"}"
              .formatted(
                  calls,
                  context.getFunctionVersion(),
                  System.getenv("GREETING"),
                  System.getenv("JAVA_TOOL_OPTIONS"));
    }
    out.write(answer.getBytes(StandardCharsets.UTF_8));
  }

  /** The event is {@code <operation> <name>}. */
  private static String ssm(String event) throws IOException {
    String[] words = event.split(" ");
    String body =
        "{\"Name\":\"%s\",\"Value\":\"by the function\",\"Type\":\"String\",\"Overwrite\":true}"
            .formatted(words[1]);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(System.getenv("AWS_ENDPOINT_URL")))
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=%s/20260101/us-east-1/ssm/aws4_request"
                    .formatted(System.getenv("AWS_ACCESS_KEY_ID")))
            .header("X-Amz-Target", "AmazonSSM." + words[0])
            .header("Content-Type", "application/x-amz-json-1.1")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> response =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
      return "{\"status\":%d,\"body\":%s}".formatted(response.statusCode(), response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
