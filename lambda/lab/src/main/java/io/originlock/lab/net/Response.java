package io.originlock.lab.net;

import java.nio.charset.StandardCharsets;

/** An HTTP response on its way through the data plane. */
public record Response(int status, HeaderMap headers, byte[] body) {

  /** A response with a text body. */
  public static Response of(int status, String contentType, String body) {
    return new Response(
        status,
        new HeaderMap().set("content-type", contentType),
        body.getBytes(StandardCharsets.UTF_8));
  }

  /** This response with one header set. */
  public Response with(String name, String value) {
    headers.set(name, value);
    return this;
  }

  /** The body as UTF-8 text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Whether the status is 2xx. */
  public boolean ok() {
    return status >= 200 && status < 300;
  }

  @Override
  public String toString() {
    return "HTTP " + status + " " + headers;
  }
}
