package io.originlock.lab.net;

import java.io.IOException;
import java.net.InetSocketAddress;

/** The lab's name service: host names of the data plane to ports of this machine. */
@FunctionalInterface
public interface Resolver {

  /**
   * Where a host's plain HTTP is served.
   *
   * @throws java.net.UnknownHostException when the lab has no such host
   */
  InetSocketAddress resolve(String host) throws IOException;
}
