package io.originlock.lab.control.cloudfront;

import io.originlock.lab.control.AwsErrors;
import io.originlock.lab.control.Call;
import io.originlock.lab.control.Handler;
import io.originlock.lab.control.Query;
import io.originlock.lab.model.EdgeFunctions;
import io.originlock.lab.model.Fleet;
import io.originlock.lab.moto.WireReply;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.w3c.dom.Element;

/**
 * CloudFront's distributions. moto's are of no use here: it rewrites configurations and neither
 * changes nor checks ETags.
 */
public final class CloudFrontApi implements Handler {
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  private final Fleet fleet;
  private final Clock clock;
  private final EdgeFunctions functions;
  private final Predicate<String> webAcls;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Distribution> distributions = new ConcurrentHashMap<>();
  private final Policies policies = new Policies();
  private final PolicyCalls policyCalls;

  /**
   * Makes the API.
   *
   * @param functions which of Lambda's can be at the edges
   * @param webAcls whether there is a web ACL for distributions with this ARN
   */
  public CloudFrontApi(
      Fleet fleet, Clock clock, EdgeFunctions functions, Predicate<String> webAcls) {
    this.fleet = fleet;
    this.functions = functions;
    this.clock = clock;
    this.webAcls = webAcls;
    this.policyCalls = new PolicyCalls(policies, clock, this::users);
  }

  /** The ids of all distributions. */
  public List<String> ids() {
    return List.copyOf(distributions.keySet());
  }

  @Override
  public WireReply handle(Call call, Next next) {
    if (!call.service().equals("cloudfront")) {
      return next.proceed(call);
    }
    // Serialised: an ETag is compared and replaced in one step.
    synchronized (this) {
      return switch (call.operation()) {
        case "CreateDistribution", "CreateDistributionWithTags" -> create(call);
        case "GetDistribution" -> existing(call, this::get);
        case "GetDistributionConfig" -> existing(call, this::getConfig);
        case "UpdateDistribution" -> existing(call, found -> update(call, found));
        case "DeleteDistribution" -> existing(call, found -> delete(call, found));
        case "ListDistributions" -> Answers.list(distributions.values(), this::deployed);
        case "ListTagsForResource" -> tagged(call, found -> Answers.tags(found.tags()));
        case "TagResource" -> tagged(call, found -> tag(call, found));
        case "UntagResource" -> tagged(call, found -> untag(call, found));
        default ->
            PolicyKind.of(call.operation())
                .map(kind -> policy(call, kind))
                .orElseGet(() -> next.proceed(call));
      };
    }
  }

  /** A policy that is changed is so in every distribution that names it. */
  private WireReply policy(Call call, PolicyKind kind) {
    WireReply reply = policyCalls.answer(call, kind);
    if (reply.ok() && call.operation().startsWith("Update")) {
      users(kind, call.segment(2)).forEach(id -> push(distributions.get(id)));
    }
    return reply;
  }

  private List<String> users(PolicyKind kind, String policy) {
    return distributions.values().stream()
        .filter(each -> References.in(each.config()).policies(kind).contains(policy))
        .map(Distribution::id)
        .toList();
  }

  private WireReply create(Call call) {
    String body = call.request().text();
    Optional<String> config = DistributionXml.config(body);
    Optional<Element> parsed = config.flatMap(DistributionXml::parse);
    if (parsed.isEmpty()) {
      return error(400, "MalformedXML", "The XML document is malformed.");
    }
    Optional<WireReply> refused = refuse(parsed.get());
    if (refused.isPresent()) {
      return refused.get();
    }
    String reference = DistributionXml.text(parsed.get(), "CallerReference");
    if (distributions.values().stream().anyMatch(d -> d.callerReference().equals(reference))) {
      return error(
          409,
          "DistributionAlreadyExists",
          "The caller reference that you are using to create a distribution is associated with"
              + " another distribution.");
    }
    Distribution made =
        new Distribution(
            "E" + letters(13),
            "d" + letters(13).toLowerCase(Locale.ROOT) + ".cloudfront.net",
            "E" + letters(12),
            clock.instant(),
            DistributionXml.complete(config.get(), parsed.get()),
            reference,
            enabled(parsed.get()),
            DistributionXml.text(parsed.get(), "Staging").equals("true"),
            TagSet.in(body));
    store(made);
    return Answers.distribution(201, made, deployed(made))
        .with("Location", "https://cloudfront.amazonaws.com/2020-05-31/distribution/" + made.id());
  }

  private WireReply get(Distribution found) {
    return Answers.distribution(200, found, deployed(found));
  }

  private WireReply getConfig(Distribution found) {
    return WireReply.of(200, "text/xml", Answers.namespaced(found.config()))
        .with("ETag", found.etag());
  }

  private WireReply update(Call call, Distribution found) {
    Optional<WireReply> stale = Preconditions.stale(call, found.etag());
    if (stale.isPresent()) {
      return stale.get();
    }
    Optional<String> config = DistributionXml.config(call.request().text());
    Optional<Element> parsed = config.flatMap(DistributionXml::parse);
    if (parsed.isEmpty()) {
      return error(400, "MalformedXML", "The XML document is malformed.");
    }
    Optional<WireReply> refused = refuse(parsed.get());
    if (refused.isPresent()) {
      return refused.get();
    }
    if (!DistributionXml.text(parsed.get(), "CallerReference").equals(found.callerReference())) {
      return error(400, "IllegalUpdate", "The caller reference cannot be changed.");
    }
    Distribution updated =
        found.with(
            "E" + letters(12),
            clock.instant(),
            DistributionXml.complete(config.get(), parsed.get()),
            enabled(parsed.get()));
    store(updated);
    return Answers.distribution(200, updated, deployed(updated));
  }

  private WireReply delete(Call call, Distribution found) {
    Optional<WireReply> stale = Preconditions.stale(call, found.etag());
    if (stale.isPresent()) {
      return stale.get();
    }
    if (found.enabled() || !deployed(found)) {
      return error(
          409,
          "DistributionNotDisabled",
          "The distribution you are trying to delete has not been disabled.");
    }
    distributions.remove(found.id());
    functions.associate(found.id(), Set.of());
    fleet.remove(found.id());
    return new WireReply(204, Map.of(), new byte[0]);
  }

  private WireReply tag(Call call, Distribution found) {
    Map<String, String> tags = new LinkedHashMap<>(found.tags());
    tags.putAll(TagSet.in(call.request().text()));
    distributions.put(found.id(), found.withTags(tags));
    return new WireReply(204, Map.of(), new byte[0]);
  }

  private WireReply untag(Call call, Distribution found) {
    Map<String, String> tags = new LinkedHashMap<>(found.tags());
    DistributionXml.parse(call.request().text())
        .ifPresent(
            root ->
                DistributionXml.at(root, "Items", "Key")
                    .forEach(key -> tags.remove(key.getTextContent())));
    distributions.put(found.id(), found.withTags(tags));
    return new WireReply(204, Map.of(), new byte[0]);
  }

  private void store(Distribution distribution) {
    distributions.put(distribution.id(), distribution);
    functions.associate(distribution.id(), References.in(distribution.config()).functions());
    push(distribution);
  }

  private void push(Distribution distribution) {
    fleet.push(
        distribution.id(),
        distribution.domain(),
        distribution.etag(),
        distribution.config(),
        policies.forEdges());
  }

  private boolean deployed(Distribution distribution) {
    return fleet.converged(distribution.id(), distribution.etag());
  }

  private Optional<WireReply> refuse(Element config) {
    References references = References.in(config);
    return OriginHeaders.check(config)
        .map(why -> error(400, why.code(), why.message()))
        .or(
            () ->
                Arrays.stream(PolicyKind.values())
                    .filter(
                        kind ->
                            references.policies(kind).stream()
                                .anyMatch(id -> policies.find(kind, id).isEmpty()))
                    .findFirst()
                    .map(PolicyCalls::unknown))
        .or(() -> references.webAcl().filter(webAcls.negate()).map(CloudFrontApi::invalidWebAcl))
        .or(
            () ->
                references.functions().stream()
                    .flatMap(arn -> functions.unfit(arn).stream())
                    .map(why -> error(400, "InvalidLambdaFunctionAssociation", why))
                    .findFirst());
  }

  /**
   * Refuses a web ACL that is not there.
   *
   * @see <a href="https://github.com/hashicorp/terraform/issues/17544">The words about an ARN</a>
   * @see <a href="https://github.com/fugue/regula/pull/249">The words about any other text</a>
   */
  private static WireReply invalidWebAcl(String id) {
    return error(
        400,
        "InvalidWebACLId",
        id.startsWith("arn:")
            ? "Web ACL is not accessible by the requester."
            : "Invalid webACL identifier provided " + id);
  }

  private interface OnDistribution {
    WireReply apply(Distribution found);
  }

  private WireReply existing(Call call, OnDistribution then) {
    Distribution found = distributions.get(call.segment(2));
    return found == null
        ? error(404, "NoSuchDistribution", "The specified distribution does not exist.")
        : then.apply(found);
  }

  private WireReply tagged(Call call, OnDistribution then) {
    String arn = Query.parse(call.request().query()).first("Resource").orElse("");
    Distribution found = distributions.get(arn.substring(arn.lastIndexOf('/') + 1));
    return found == null
        ? error(404, "NoSuchResource", "The specified resource does not exist: " + arn)
        : then.apply(found);
  }

  private static boolean enabled(Element config) {
    return DistributionXml.text(config, "Enabled").equals("true");
  }

  private static WireReply error(int status, String code, String message) {
    return AwsErrors.reply("cloudfront", status, code, message);
  }

  private String letters(int length) {
    return random
        .ints(length, 0, ALPHABET.length())
        .mapToObj(i -> String.valueOf(ALPHABET.charAt(i)))
        .collect(Collectors.joining());
  }
}
