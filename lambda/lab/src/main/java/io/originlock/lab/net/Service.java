package io.originlock.lab.net;

import java.net.InetSocketAddress;

/** Answers requests; what a {@link Listener} serves. */
@FunctionalInterface
public interface Service {

  /**
   * Answers one request.
   *
   * @param peer the other end of the connection: the same for all requests of one connection
   */
  Response answer(Request request, InetSocketAddress peer);
}
