package io.originlock.lab.e2e;

import io.originlock.lab.Eventually;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody else who changes a distribution, by its XML: elements that no SDK knows included. */
final class RawCloudFront {
  private static final String AUTHORIZATION =
      "AWS4-HMAC-SHA256 Credential=lab/20260101/us-east-1/cloudfront/aws4_request,"
          + " SignedHeaders=host, Signature=0";

  private static final String PATH = "/2020-05-31/distribution";

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;

  RawCloudFront(URI endpoint, String distribution) {
    this(endpoint.resolve(PATH + "/" + distribution + "/config"));
  }

  private RawCloudFront(URI base) {
    this.base = base;
  }

  /** A distribution that was made. */
  record Made(String id, String domain) {}

  /** Makes a distribution of this configuration. */
  static Made create(URI endpoint, String config) {
    RawCloudFront all = new RawCloudFront(endpoint.resolve(PATH));
    HttpResponse<String> answer =
        all.send(
            all.request()
                .header("Content-Type", "application/xml")
                .POST(HttpRequest.BodyPublishers.ofString(config)));
    return new Made(
        find("<Id>(E[A-Z0-9]+)</Id>", answer.body()),
        find("<DomainName>(d[a-z0-9]+\\.cloudfront\\.net)</DomainName>", answer.body()));
  }

  /** Switches it off and, when every edge knows, deletes it. */
  void delete() {
    change(config -> config.replace("<Enabled>true</Enabled>", "<Enabled>false</Enabled>"));
    Eventually.await(
        "the distribution is deleted",
        () -> {
          HttpRequest.Builder delete =
              HttpRequest.newBuilder(URI.create(base.toString().replace("/config", "")))
                  .header("Authorization", AUTHORIZATION)
                  .header("If-Match", etag())
                  .DELETE();
          return send(delete).statusCode() == 204;
        });
  }

  private static String find(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) {
      throw new AssertionError("No " + pattern + " in " + text);
    }
    return matcher.group(1);
  }

  String config() {
    return get().body();
  }

  String etag() {
    return get().headers().firstValue("ETag").orElseThrow();
  }

  /** Puts the configuration back, changed. */
  void change(UnaryOperator<String> edit) {
    HttpResponse<String> now = get();
    HttpResponse<String> answer =
        send(
            request()
                .header("If-Match", now.headers().firstValue("ETag").orElseThrow())
                .header("Content-Type", "application/xml")
                .PUT(HttpRequest.BodyPublishers.ofString(edit.apply(now.body()))));
    if (answer.statusCode() != 200) {
      throw new AssertionError("UpdateDistribution: " + answer.statusCode() + answer.body());
    }
  }

  private HttpResponse<String> get() {
    return send(request().GET());
  }

  private HttpRequest.Builder request() {
    return HttpRequest.newBuilder(base).header("Authorization", AUTHORIZATION);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
