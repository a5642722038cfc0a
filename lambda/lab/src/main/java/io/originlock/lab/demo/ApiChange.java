package io.originlock.lab.demo;

import io.originlock.lab.edge.EdgeFleet;
import io.originlock.lab.gateway.GatewayHosts;
import io.originlock.lab.net.Request;
import io.originlock.lab.net.Wire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A change of the API that somebody makes with Terraform between two rotations: from then on there
 * is {@code GET /orders}, behind the lock as everything else.
 */
public final class ApiChange {
  private static final Map<String, Object> VARIABLES = Map.of("orders", true);
  private static final String PATH = "/orders";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int SERVED = 200;

  private final Site site;
  private final Stack stack;

  public ApiChange(Site site, Stack stack) {
    this.site = site;
    this.stack = stack;
  }

  /** Applies it. */
  public void apply() {
    stack.change(VARIABLES);
  }

  /** What is not as it must be: at every edge through every host, and past CloudFront. */
  public List<String> missing() {
    List<String> wrong = new ArrayList<>();
    try (Wire wire = new Wire(TIMEOUT, 1000)) {
      for (int host = 0; host < site.hosts().size(); host++) {
        for (int edge = 0; edge < site.fleet().size(); edge++) {
          Request viewer =
              Request.of("GET", PATH)
                  .with("host", stack.domain())
                  .with(EdgeFleet.EDGE_HEADER, String.valueOf(edge));
          ask(wire, site.plane().edges(), viewer, host, SERVED, "edge " + edge, wrong);
        }
        Request intruder =
            Request.of("GET", "/" + stack.stage() + PATH).with("host", stack.apiHost());
        ask(
            wire,
            site.plane().gateway(),
            intruder,
            host,
            site.settings().gate().refusal(),
            "an intruder",
            wrong);
      }
    } catch (IOException failed) {
      wrong.add("no answer: " + failed.getMessage());
    }
    return List.copyOf(wrong);
  }

  private static void ask(
      Wire wire,
      InetSocketAddress address,
      Request request,
      int host,
      int wanted,
      String who,
      List<String> wrong)
      throws IOException {
    int status =
        wire.send(address, request.with(GatewayHosts.HOST_HEADER, String.valueOf(host))).status();
    if (status != wanted) {
      wrong.add(PATH + " answers " + who + " at host " + host + " " + status);
    }
  }
}
