package io.originlock.lab.conformance;

import io.originlock.lab.gateway.GatewayHosts;
import io.originlock.lab.net.Request;
import io.originlock.lab.net.Response;
import io.originlock.lab.net.Service;
import io.originlock.lab.net.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lab behind one endpoint: requests to deployed stages in LocalStack's form of URL, everything
 * else to the control plane. The hosts answer in turn, so that as many requests as there are hosts
 * ask each of them.
 */
final class LabFront implements Service, AutoCloseable {
  private static final Pattern DEPLOYED = Pattern.compile("/_aws/execute-api/([^/]+)(/.*)");
  private static final int REQUESTS_PER_CONNECTION = 100;

  private final InetSocketAddress control;
  private final GatewayHosts hosts;
  private final Wire wire = new Wire(Duration.ofSeconds(20), REQUESTS_PER_CONNECTION);
  private final AtomicInteger turn = new AtomicInteger();

  LabFront(URI control, GatewayHosts hosts) {
    this.control = new InetSocketAddress(control.getHost(), control.getPort());
    this.hosts = hosts;
  }

  @Override
  public Response answer(Request request, InetSocketAddress peer) {
    Matcher deployed = DEPLOYED.matcher(request.path());
    if (deployed.matches()) {
      return hosts.answer(
          request
              .withPath(deployed.group(2))
              .with("host", deployed.group(1) + ".execute-api.us-east-1.amazonaws.com")
              .with(GatewayHosts.HOST_HEADER, String.valueOf(turn.getAndIncrement())),
          peer);
    }
    try {
      Response response = wire.send(control, request);
      response.headers().withoutHopByHop();
      return response;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      wire.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
