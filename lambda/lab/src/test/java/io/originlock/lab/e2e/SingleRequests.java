package io.originlock.lab.e2e;

import io.originlock.lab.net.Request;
import io.originlock.lab.net.Wire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;

/** Requests of one viewer or stranger, each over a connection of its own; answers are statuses. */
final class SingleRequests {
  private final LabLock lock;

  SingleRequests(LabLock lock) {
    this.lock = lock;
  }

  /** A viewer asks for the pets. */
  int viewer() {
    return viewer("/pets");
  }

  int viewer(String path) {
    return send(
        lock.site().plane().edges(), Request.of("GET", path).with("host", lock.stack().domain()));
  }

  /** A stranger asks the API itself for the pets. */
  int stranger(Map<String, String> headers) {
    Request request =
        Request.of("GET", "/" + lock.stack().stage() + "/pets")
            .with("host", lock.stack().apiHost());
    headers.forEach(request.headers()::set);
    return send(lock.site().plane().gateway(), request);
  }

  private static int send(InetSocketAddress to, Request request) {
    try (Wire wire = new Wire(Duration.ofSeconds(30), 1)) {
      return wire.send(to, request).status();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
