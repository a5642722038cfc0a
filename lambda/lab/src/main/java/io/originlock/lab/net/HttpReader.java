package io.originlock.lab.net;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads the parts of HTTP/1.1 messages off a connection, the names of headers as they were sent.
 */
final class HttpReader {
  private final InputStream in;

  HttpReader(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  /**
   * A line without its end.
   *
   * @throws EOFException if the connection ends before it does
   */
  String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the connection ended in the middle of a head");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  /** Headers, up to the empty line behind them. */
  HeaderMap headers() throws IOException {
    HeaderMap headers = new HeaderMap();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new IOException("a header without a name");
      }
      headers.add(line.substring(0, colon), line.substring(colon + 1).trim());
    }
    return headers;
  }

  /** Whether the headers say how long the body is. */
  static boolean delimits(HeaderMap headers) {
    return chunked(headers) || headers.has("content-length");
  }

  /** A body whose length the headers say; empty if they say none. */
  byte[] body(HeaderMap headers) throws IOException {
    if (chunked(headers)) {
      return chunks();
    }
    return exactly(Integer.parseInt(headers.first("content-length").orElse("0")));
  }

  /** All up to the connection's end. */
  byte[] rest() throws IOException {
    return in.readAllBytes();
  }

  private static boolean chunked(HeaderMap headers) {
    return headers.first("transfer-encoding").orElse("").equalsIgnoreCase("chunked");
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(line().split(";")[0].trim(), 16);
      all.write(exactly(size));
      line();
      if (size == 0) {
        return all.toByteArray();
      }
    }
  }

  private byte[] exactly(int size) throws IOException {
    byte[] read = in.readNBytes(size);
    if (read.length < size) {
      throw new EOFException("the connection ended in the middle of a body");
    }
    return read;
  }
}
