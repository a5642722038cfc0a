package io.originlock.lab.load;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * Where a load goes.
 *
 * @param address the port of one side of the data plane
 * @param host the {@code Host} header
 * @param paths what is asked for in turn, with queries
 */
public record Target(InetSocketAddress address, String host, List<String> paths) {

  /** One path alone. */
  public Target(InetSocketAddress address, String host, String path) {
    this(address, host, List.of(path));
  }

  /** That one's turn. */
  String path(long turn) {
    return paths.get((int) (turn % paths.size()));
  }
}
