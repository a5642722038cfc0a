package io.originlock.lab.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What arrives is what was sent, by the letter. */
class ListenerTest {
  private final List<Request> arrived = new CopyOnWriteArrayList<>();
  private final Listener listener =
      Listener.plain(
          0,
          (request, peer) -> {
            arrived.add(request);
            return Response.of(200, "text/plain", "hello").with("X-Odd-cASE", "1");
          });

  @AfterEach
  void close() {
    listener.close();
  }

  private String send(String message) throws IOException {
    try (Socket socket = new Socket(listener.address().getAddress(), listener.port());
        InputStream in = socket.getInputStream()) {
      socket.getOutputStream().write(message.getBytes(StandardCharsets.ISO_8859_1));
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  void namesAndTargetsAreLeftAsTheyWereSent() throws IOException {
    Request sent =
        Request.of("POST", "//a%2Fb%20c?q=%2B+")
            .with("host", "x")
            .with("X-Some-UPPER", "v")
            .with("x-lower", "w");
    try (Wire wire = new Wire(Duration.ofSeconds(5), 2)) {
      for (int time = 0; time < 3; time++) {
        Response response = wire.send(listener.address(), sent);
        assertThat(response.text()).isEqualTo("hello");
        assertThat(response.headers().written("X-Odd-cASE")).containsExactly("1");
      }
    }

    assertThat(arrived).hasSize(3);
    assertThat(arrived.get(2).target()).isEqualTo("//a%2Fb%20c?q=%2B+");
    assertThat(arrived.get(2).headers().written("X-Some-UPPER")).containsExactly("v");
    assertThat(arrived.get(2).headers().written("x-some-upper")).isEmpty();
    assertThat(arrived.get(2).headers().first("x-some-upper")).contains("v");
    assertThat(arrived.get(2).headers().copy().written("x-lower")).containsExactly("w");
  }

  @Test
  void bodiesComeInChunksOrAfterAWord() throws IOException {
    String answer =
        send(
            "PUT /a HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\n"
                + "Connection: close\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200").endsWith("hello");
    assertThat(new String(arrived.get(0).body(), StandardCharsets.US_ASCII)).isEqualTo("abcde");
  }

  @Test
  void aHeadIsAnsweredWithoutABody() throws IOException {
    assertThat(send("HEAD / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"))
        .contains("content-length: 5\r\n")
        .endsWith("\r\n\r\n");
  }

  @Test
  void whatIsNoHttpEndsTheConnectionAndNothingElse() throws IOException {
    assertThat(send("hello\r\n\r\n")).isEmpty();
    assertThat(send("GET / HTTP/1.0\r\nno colon\r\n\r\n")).isEmpty();
    assertThat(send("GET / HTTP/1.0\r\n\r\n")).endsWith("hello");
  }
}
