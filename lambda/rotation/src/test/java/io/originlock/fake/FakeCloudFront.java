package io.originlock.fake;

import io.originlock.fake.FakeServer.Call;
import io.originlock.fake.FakeServer.Reply;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;

/**
 * CloudFront's two calls for a distribution, with its ETag and If-Match, for any XML, its list of
 * distributions, in pages of two, and policies.
 */
public final class FakeCloudFront implements AutoCloseable {
  private static final String NS = "http://cloudfront.amazonaws.com/doc/2020-05-31/";
  private static final int PAGE = 2;

  /** The configurations by distribution: a {@code DistributionConfig} element as text. */
  public final Map<String, String> configs = new ConcurrentHashMap<>();

  /** Policies by kind and id: {@code cache-policy/4135ea2d-…}, a {@code CachePolicyConfig}. */
  public final Map<String, String> policies = new ConcurrentHashMap<>();

  public final FakeServer server = new FakeServer(this::answer);

  private final AtomicInteger version = new AtomicInteger(1);
  private final AtomicInteger updates = new AtomicInteger();
  private volatile IntPredicate overtaken = update -> false;
  private volatile boolean loseAnswer;
  private volatile boolean truncateAnswer;
  private volatile String status = "Deployed";
  private volatile String refusal = "";
  private volatile String stale = "PreconditionFailed";

  /** Before the updates of these numbers, from 1 on, somebody else changes the configuration. */
  public void overtake(IntPredicate which) {
    overtaken = which;
  }

  /** What an update under an old ETag is answered with: one of two codes. */
  public void stale(String code) {
    stale = code;
  }

  /** The next update is carried out, but its answer is lost. */
  public void loseAnswer() {
    loseAnswer = true;
  }

  public void status(String text) {
    status = text;
  }

  /** The next answer to a read breaks off. */
  public void truncateAnswer() {
    truncateAnswer = true;
  }

  /** Refuses updates with this error code. */
  public void refuse(String code) {
    refusal = code;
  }

  /** The bodies of all updates that were sent. */
  public List<String> updates() {
    return server.calls().stream().filter(c -> c.method().equals("PUT")).map(Call::body).toList();
  }

  @Override
  public void close() {
    server.close();
  }

  private Reply answer(Call call) {
    String[] path = call.uri().getPath().split("/");
    if (path[2].equals("distribution") && path.length == 3) {
      return list(call.uri().getQuery());
    }
    String id = path[3];
    if (!path[2].equals("distribution")) {
      return policy(path[2] + "/" + id);
    }
    if (!configs.containsKey(id)) {
      return error(404, "NoSuchDistribution");
    }
    if (call.method().equals("GET")) {
      Reply whole = distribution(id);
      boolean broken = truncateAnswer;
      truncateAnswer = false;
      return broken ? whole.truncated() : whole;
    }
    if (!refusal.isEmpty()) {
      return error(400, refusal);
    }
    if (overtaken.test(updates.incrementAndGet())) {
      version.incrementAndGet();
    }
    if (!call.headers().getOrDefault("If-Match", "").equals(etag())) {
      return error(stale.equals("PreconditionFailed") ? 412 : 400, stale);
    }
    configs.put(id, call.body().replaceFirst("^<\\?xml[^>]*\\?>", ""));
    version.incrementAndGet();
    if (loseAnswer) {
      loseAnswer = false;
      return Reply.DROPPED;
    }
    return distribution(id);
  }

  private Reply distribution(String id) {
    return new Reply(
        200,
        Map.of("ETag", etag(), "Content-Type", "text/xml"),
        "<?xml version=\"1.0\"?>\n<Distribution xmlns=\""
            + NS
            + "\"><Id>"
            + id
            + "</Id><Status>"
            + status
            + "</Status>"
            + domain(id)
            + configs.get(id)
            + "</Distribution>");
  }

  private static String domain(String id) {
    return "<DomainName>d" + id.toLowerCase(Locale.ROOT) + ".cloudfront.net</DomainName>";
  }

  /** A summary has the configuration's elements beside the id; a page begins after its marker. */
  private Reply list(String query) {
    List<String> ids = configs.keySet().stream().sorted().toList();
    int from =
        query.contains("Marker=") ? ids.indexOf(query.replaceAll(".*Marker=|&.*", "")) + 1 : 0;
    int to = Math.min(from + PAGE, ids.size());
    StringBuilder items = new StringBuilder();
    for (String id : ids.subList(from, to)) {
      items
          .append("<DistributionSummary><Id>" + id + "</Id><Status>" + status + "</Status>")
          .append(domain(id))
          .append(configs.get(id).replaceAll("</?DistributionConfig[^>]*>", ""))
          .append("</DistributionSummary>");
    }
    return Reply.of(
        200,
        "<DistributionList xmlns=\""
            + NS
            + "\"><MaxItems>100</MaxItems><IsTruncated>"
            + (to < ids.size())
            + "</IsTruncated>"
            + (to < ids.size() ? "<NextMarker>" + ids.get(to - 1) + "</NextMarker>" : "")
            + "<Items>"
            + items
            + "</Items></DistributionList>");
  }

  private Reply policy(String name) {
    boolean caches = name.startsWith("cache-policy");
    String element = caches ? "CachePolicy" : "OriginRequestPolicy";
    return policies.containsKey(name)
        ? Reply.of(
            200,
            "<%s xmlns=\"%s\"><Id>x</Id>%s</%s>"
                .formatted(element, NS, policies.get(name), element))
        : error(404, "NoSuch" + element);
  }

  private String etag() {
    return "E" + version.get();
  }

  private static Reply error(int status, String code) {
    return Reply.of(
        status,
        "<ErrorResponse xmlns=\""
            + NS
            + "\"><Error><Type>Sender</Type><Code>"
            + code
            + "</Code><Message>The request failed because of reasons.</Message></Error>"
            + "<RequestId>r1</RequestId></ErrorResponse>");
  }
}
