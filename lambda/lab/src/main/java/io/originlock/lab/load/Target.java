package io.originlock.lab.load;

import java.net.InetSocketAddress;

/**
 * Where a load goes.
 *
 * @param address the port of one side of the data plane
 * @param host the {@code Host} header
 * @param path what is asked for
 */
public record Target(InetSocketAddress address, String host, String path) {}
