package io.originlock.lab.edge;

import static java.net.HttpURLConnection.HTTP_BAD_GATEWAY;

import io.originlock.lab.edge.DistributionConfig.Behaviour;
import io.originlock.lab.edge.DistributionConfig.ErrorPage;
import io.originlock.lab.edge.DistributionConfig.Origin;
import io.originlock.lab.model.Invoker;
import io.originlock.lab.net.HeaderMap;
import io.originlock.lab.net.Request;
import io.originlock.lab.net.Resolver;
import io.originlock.lab.net.Response;
import io.originlock.lab.net.Wire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** One edge of CloudFront, serving what it knows of each distribution. */
final class Edge implements AutoCloseable {

  /** A distribution as this edge knows it. */
  record Served(String id, String domain, String version, DistributionConfig config) {}

  private static final Duration ORIGIN_TIMEOUT = Duration.ofSeconds(10);

  /** Few, so that every edge meets every host of the API within seconds. */
  private static final int REQUESTS_PER_CONNECTION = 8;

  private final String pop;
  private final Resolver resolver;
  private final OriginRequestFunction function;
  private final Wire origins = new Wire(ORIGIN_TIMEOUT, REQUESTS_PER_CONNECTION);
  private final Map<String, Served> distributions = new ConcurrentHashMap<>();

  Edge(String pop, Resolver resolver, Invoker functions) {
    this.pop = pop;
    this.resolver = resolver;
    this.function = new OriginRequestFunction(functions);
  }

  void take(String distribution, Served served) {
    distributions.put(distribution, served);
  }

  void forget(String distribution) {
    distributions.remove(distribution);
  }

  Optional<Served> serving(String distribution) {
    return Optional.ofNullable(distributions.get(distribution));
  }

  Response answer(Request viewer, InetSocketAddress peer) {
    String host = viewer.headers().first("host").orElse("").replaceFirst(":\\d+$", "");
    return find(host)
        .filter(served -> served.config().enabled())
        .map(served -> serve(viewer, peer, served))
        .orElseGet(() -> refuse(403, "The request could not be satisfied."));
  }

  private Optional<Served> find(String host) {
    return distributions.values().stream()
        .filter(s -> s.domain().equalsIgnoreCase(host) || s.config().aliases().contains(host))
        .findFirst();
  }

  private Response serve(Request viewer, InetSocketAddress peer, Served served) {
    Behaviour behaviour = served.config().behaviour(viewer.path());
    if (!behaviour.methods().contains(viewer.method())) {
      return refuse(403, "This distribution is not configured to allow this HTTP request method.");
    }
    Response response = fetch(viewer, peer, served, behaviour);
    return served.config().errorPages().stream()
        .filter(page -> page.status() == response.status())
        .findFirst()
        .map(page -> replace(page, response, viewer, peer, served))
        .orElse(response);
  }

  private Response replace(
      ErrorPage page, Response error, Request viewer, InetSocketAddress peer, Served served) {
    if (page.page() == null) {
      return error;
    }
    Request again = new Request("GET", page.page(), null, viewer.headers().copy(), new byte[0]);
    Response body = fetch(again, peer, served, served.config().behaviour(page.page()));
    int status = page.responseStatus() == null ? error.status() : page.responseStatus();
    return new Response(status, body.headers(), body.body());
  }

  private Response fetch(
      Request viewer, InetSocketAddress peer, Served served, Behaviour behaviour) {
    Origin origin = served.config().origins().get(behaviour.originId());
    Request request = behaviour.forwarding().apply(viewer, origin.domain());
    HeaderMap headers = request.headers();
    headers.add("via", "1.1 " + pop + ".cloudfront.net (CloudFront)");
    headers.add("x-forwarded-for", peer.getAddress().getHostAddress());
    // Whatever a viewer sends under the name of an origin header never arrives.
    origin.headers().keySet().forEach(headers::remove);
    if (behaviour.originRequest().isEmpty()) {
      return send(new ToOrigin(request, origin));
    }
    try {
      String arn = behaviour.originRequest().get();
      String client = peer.getAddress().getHostAddress();
      OriginRequestFunction.Answer answer =
          function.ask(arn, served, new ToOrigin(request, origin), client);
      return answer.response() == null
          ? send(answer.toOrigin())
          : stamp(answer.response(), "LambdaGeneratedResponse");
    } catch (OriginRequestFunction.FailedException failed) {
      return refuse(failed.status(), failed.getMessage(), failed.outcome());
    }
  }

  /** A request and the origin that it goes to. */
  record ToOrigin(Request request, Origin origin) {}

  private Response send(ToOrigin ready) {
    Origin origin = ready.origin();
    Request request = ready.request().withPath(origin.path() + ready.request().path());
    request.headers().set("x-amz-cf-id", UUID.randomUUID().toString());
    origin.headers().forEach((name, value) -> request.headers().set(Origin.titled(name), value));
    try {
      Response response = origins.send(resolver.resolve(origin.domain()), request);
      response.headers().withoutHopByHop();
      return stamp(response, response.status() < 400 ? "Miss" : "Error");
    } catch (IOException unreachable) {
      return refuse(HTTP_BAD_GATEWAY, "CloudFront wasn't able to connect to the origin.");
    }
  }

  private Response refuse(int status, String reason) {
    return refuse(status, reason, "Error");
  }

  private Response refuse(int status, String reason, String outcome) {
    String page =
        "<HTML><HEAD><TITLE>ERROR: The request could not be satisfied</TITLE></HEAD><BODY>"
            + "<H1>"
            + status
            + " ERROR</H1>"
            + reason
            + "</BODY></HTML>";
    return stamp(
        new Response(status, new HeaderMap(), page.getBytes(StandardCharsets.UTF_8))
            .with("content-type", "text/html")
            .with("server", "CloudFront"),
        outcome);
  }

  private Response stamp(Response response, String outcome) {
    response.headers().add("via", "1.1 " + pop + ".cloudfront.net (CloudFront)");
    return response
        .with("x-cache", outcome + " from cloudfront")
        .with("x-amz-cf-pop", pop)
        .with("x-amz-cf-id", UUID.randomUUID().toString());
  }

  @Override
  public void close() throws IOException {
    origins.close();
  }
}
