package io.originlock.lab.demo;

import io.originlock.lab.net.Listener;
import io.originlock.lab.net.Request;
import io.originlock.lab.net.Response;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * AWS's public demonstration backend, which the example's API stands in front of, on this machine.
 */
final class Petstore implements AutoCloseable {

  static final String HOST = "petstore-demo-endpoint.execute-api.com";

  private static final List<String> PETS =
      List.of(
          "{\"id\": 1, \"type\": \"dog\", \"price\": 249.99}",
          "{\"id\": 2, \"type\": \"cat\", \"price\": 124.99}",
          "{\"id\": 3, \"type\": \"fish\", \"price\": 0.99}");

  private final Listener listener = Listener.plain(0, Petstore::answer);

  InetSocketAddress address() {
    return listener.address();
  }

  private static Response answer(Request request, InetSocketAddress peer) {
    String prefix = "/petstore/pets";
    if (request.path().equals(prefix)) {
      return json(200, "[" + String.join(", ", PETS) + "]");
    }
    String id = request.path().replaceFirst("^" + prefix + "/", "");
    return id.matches("[1-3]")
        ? json(200, PETS.get(Integer.parseInt(id) - 1))
        : json(404, "{\"errors\": [{\"key\": \"GetPetRequest.petId\"}]}");
  }

  private static Response json(int status, String body) {
    return Response.of(status, "application/json", body);
  }

  @Override
  public void close() {
    listener.close();
  }
}
