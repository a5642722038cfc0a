package io.originlock.lab.edge;

import static java.net.HttpURLConnection.HTTP_BAD_GATEWAY;

import io.originlock.lab.edge.DistributionConfig.Behaviour;
import io.originlock.lab.edge.DistributionConfig.ErrorPage;
import io.originlock.lab.edge.DistributionConfig.Origin;
import io.originlock.lab.edge.DistributionConfig.Target;
import io.originlock.lab.model.EdgeListener;
import io.originlock.lab.model.Invoker;
import io.originlock.lab.model.ResponsePolicy;
import io.originlock.lab.net.HeaderMap;
import io.originlock.lab.net.Request;
import io.originlock.lab.net.Resolver;
import io.originlock.lab.net.Response;
import io.originlock.lab.net.Wire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** One edge of CloudFront, serving what it knows of each distribution. */
final class Edge implements AutoCloseable {

  /** A distribution as this edge knows it. */
  record Served(String id, String domain, String version, DistributionConfig config) {}

  /** CloudFront's default. */
  private static final Duration ORIGIN_TIMEOUT = Duration.ofSeconds(30);

  /** Few, so that every edge meets every host of the API within seconds. */
  private static final int REQUESTS_PER_CONNECTION = 8;

  private static final Set<String> CACHED_METHODS = Set.of("GET", "HEAD");
  private static final Set<String> FAILOVER_METHODS = Set.of("GET", "HEAD", "OPTIONS");

  private final String pop;
  private final Resolver resolver;
  private final OriginRequestFunction function;
  private final ErrorCache errors;
  private final Clock clock;
  private final EdgeListener listener;
  private final Wire origins = new Wire(ORIGIN_TIMEOUT, REQUESTS_PER_CONNECTION);
  private final Map<String, Served> distributions = new ConcurrentHashMap<>();

  Edge(String pop, Resolver resolver, Invoker functions, Clock clock, EdgeListener listener) {
    this.pop = pop;
    this.clock = clock;
    this.listener = listener;
    this.errors = new ErrorCache(clock);
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
        .map(served -> counted(served, serve(viewer, peer, served)))
        .orElseGet(() -> refuse(403, "The request could not be satisfied."));
  }

  private Response counted(Served served, Response answer) {
    listener.answered(served.id(), answer.status(), clock.instant());
    return answer;
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
    boolean cached = CACHED_METHODS.contains(viewer.method());
    List<String> key = key(viewer, served, behaviour);
    Response answer =
        (cached ? errors.find(key) : Optional.<Response>empty())
            .map(this::again)
            .orElseGet(() -> fresh(viewer, peer, served, behaviour, cached ? key : List.of()));
    return change(answer, behaviour.response());
  }

  /** Changes the headers of an answer, an error's and a page's, too. */
  private static Response change(Response answer, ResponsePolicy policy) {
    policy.removed().forEach(answer.headers()::remove);
    policy.added().stream()
        .filter(added -> added.overrides() || !answer.headers().has(added.name()))
        .forEach(added -> answer.headers().set(added.name(), added.value()));
    return answer;
  }

  private static List<String> key(Request viewer, Served served, Behaviour behaviour) {
    List<String> key = new ArrayList<>(List.of(served.id(), viewer.method(), viewer.path()));
    key.addAll(behaviour.key().values(viewer));
    return key;
  }

  /** An answer from the cache. */
  private Response again(Response kept) {
    return kept.with("x-amz-cf-id", UUID.randomUUID().toString());
  }

  /**
   * An answer from the origins.
   *
   * @param key in the cache; empty for what is not kept
   */
  private Response fresh(
      Request viewer,
      InetSocketAddress peer,
      Served served,
      Behaviour behaviour,
      List<String> key) {
    Fetched fetched = fetch(viewer, peer, served, behaviour);
    Response error = fetched.response();
    if (error.status() < 400) {
      return error;
    }
    Optional<ErrorPage> page = served.config().errorPage(error.status());
    Response answer = page.map(each -> replace(each, error, viewer, peer, served)).orElse(error);
    if (fetched.ofOrigin() && !key.isEmpty()) {
      errors.keep(key, error, page, answer);
    }
    return answer;
  }

  private Response replace(
      ErrorPage page, Response error, Request viewer, InetSocketAddress peer, Served served) {
    if (page.page() == null) {
      return error;
    }
    Request again = new Request("GET", page.page(), null, viewer.headers().copy(), new byte[0]);
    Response body = fetch(again, peer, served, served.config().behaviour(page.page())).response();
    if (body.status() >= 400) {
      return body;
    }
    int status = page.responseStatus() == null ? error.status() : page.responseStatus();
    return new Response(status, body.headers(), body.body())
        .with("x-cache", "Error from cloudfront");
  }

  /**
   * What came of a request to the origins.
   *
   * @param ofOrigin whether an origin answered, or should have
   * @param reached whether the origin could be connected to
   */
  private record Fetched(Response response, boolean ofOrigin, boolean reached) {}

  /**
   * Asks the origin, and the next of its group where the one before fails.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html">Origin
   *     failover</a>
   */
  private Fetched fetch(
      Request viewer, InetSocketAddress peer, Served served, Behaviour behaviour) {
    Target target = behaviour.target();
    Fetched last = null;
    for (String id : target.members()) {
      last = fetch(viewer, peer, served, behaviour, served.config().origins().get(id));
      boolean failed = !last.reached() || target.failover().contains(last.response().status());
      if (!failed || !FAILOVER_METHODS.contains(viewer.method())) {
        break;
      }
    }
    return last;
  }

  private Fetched fetch(
      Request viewer, InetSocketAddress peer, Served served, Behaviour behaviour, Origin origin) {
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
          : new Fetched(stamp(answer.response(), "LambdaGeneratedResponse"), false, true);
    } catch (OriginRequestFunction.FailedException failed) {
      listener.functionFailed(served.id(), failed.error(), clock.instant());
      return new Fetched(
          refuse(failed.status(), failed.getMessage(), failed.outcome()), false, true);
    }
  }

  /** A request and the origin that it goes to. */
  record ToOrigin(Request request, Origin origin) {}

  private Fetched send(ToOrigin ready) {
    Origin origin = ready.origin();
    Request request = ready.request().withPath(origin.path() + ready.request().path());
    request.headers().set("x-amz-cf-id", UUID.randomUUID().toString());
    origin.headers().forEach((name, value) -> request.headers().set(Origin.titled(name), value));
    try {
      Response response = origins.send(resolver.resolve(origin.domain()), request);
      response.headers().withoutHopByHop();
      return new Fetched(stamp(response, response.status() < 400 ? "Miss" : "Error"), true, true);
    } catch (IOException unreachable) {
      return new Fetched(
          refuse(HTTP_BAD_GATEWAY, "CloudFront wasn't able to connect to the origin."),
          true,
          false);
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
