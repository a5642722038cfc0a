package io.originlock.lab.control.cloudfront;

import io.originlock.lab.control.AwsErrors;
import io.originlock.lab.control.Call;
import io.originlock.lab.control.Query;
import io.originlock.lab.moto.WireReply;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The calls about one kind of policy after the other; moto knows none of them. */
final class PolicyCalls {
  private final Policies policies;
  private final Clock clock;
  private final BiFunction<PolicyKind, String, Collection<String>> users;

  /**
   * Answers calls.
   *
   * @param users the ids of the distributions that name a policy
   */
  PolicyCalls(
      Policies policies, Clock clock, BiFunction<PolicyKind, String, Collection<String>> users) {
    this.policies = policies;
    this.clock = clock;
    this.users = users;
  }

  WireReply answer(Call call, PolicyKind kind) {
    String operation = call.operation().replaceFirst("(?<=[a-z])" + kind.element(), "");
    return switch (operation) {
      case "Create" -> create(call, kind);
      case "Get" -> existing(call, kind, found -> tell(200, found, found.xml()));
      case "GetConfig" -> existing(call, kind, found -> tell(200, found, found.configXml()));
      case "Update" -> existing(call, kind, found -> update(call, found));
      case "Delete" -> existing(call, kind, found -> delete(call, found));
      case "ListDistributionsById" -> existing(call, kind, this::listUsers);
      default -> list(call, kind);
    };
  }

  private WireReply create(Call call, PolicyKind kind) {
    Optional<String> config = config(call, kind);
    if (config.isEmpty()) {
      return error(400, "MalformedXML", "The XML document is malformed.");
    }
    String name = name(kind, config.get());
    if (taken(kind, name, "")) {
      return exists(kind);
    }
    Policy made =
        new Policy(
            kind,
            UUID.randomUUID().toString(),
            name,
            etag(),
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            config.get(),
            false);
    policies.put(made);
    return tell(201, made, made.xml())
        .with(
            "Location",
            "https://cloudfront.amazonaws.com/2020-05-31/" + kind.path() + "/" + made.id());
  }

  private WireReply update(Call call, Policy found) {
    if (found.managed()) {
      return error(400, "IllegalUpdate", "You cannot update a managed policy.");
    }
    Optional<WireReply> stale = Preconditions.stale(call, found.etag());
    if (stale.isPresent()) {
      return stale.get();
    }
    Optional<String> config = config(call, found.kind());
    if (config.isEmpty()) {
      return error(400, "MalformedXML", "The XML document is malformed.");
    }
    String name = name(found.kind(), config.get());
    if (taken(found.kind(), name, found.id())) {
      return exists(found.kind());
    }
    Policy updated =
        new Policy(
            found.kind(),
            found.id(),
            name,
            etag(),
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            config.get(),
            false);
    policies.put(updated);
    return tell(200, updated, updated.xml());
  }

  private WireReply delete(Call call, Policy found) {
    if (found.managed()) {
      return error(400, "IllegalDelete", "You cannot delete a managed policy.");
    }
    Optional<WireReply> stale = Preconditions.stale(call, found.etag());
    if (stale.isPresent()) {
      return stale.get();
    }
    if (!users.apply(found.kind(), found.id()).isEmpty()) {
      return error(
          409,
          found.kind().element() + "InUse",
          "Cannot delete the %s because it is attached to one or more cache behaviors."
              .formatted(found.kind().words()));
    }
    policies.remove(found.id());
    return new WireReply(204, Map.of(), new byte[0]);
  }

  private WireReply list(Call call, PolicyKind kind) {
    String type = Query.parse(call.request().query()).first("Type").orElse("");
    Collection<Policy> listed =
        policies.of(kind).stream()
            .filter(policy -> type.isEmpty() || type.equals(type(policy)))
            .toList();
    String items =
        listed.stream()
            .map(
                policy ->
                    "<%1$sSummary><Type>%2$s</Type>%3$s</%1$sSummary>"
                        .formatted(kind.element(), type(policy), policy.xml()))
            .collect(Collectors.joining());
    return Answers.xml(
        200,
        "<%1$sList><MaxItems>100</MaxItems><Quantity>%2$d</Quantity><Items>%3$s</Items></%1$sList>"
            .formatted(kind.element(), listed.size(), items));
  }

  private WireReply listUsers(Policy found) {
    Collection<String> ids = users.apply(found.kind(), found.id());
    String items =
        ids.stream()
            .map("<DistributionId>%s</DistributionId>"::formatted)
            .collect(Collectors.joining());
    return Answers.xml(
        200,
        "<DistributionIdList><Marker></Marker><MaxItems>100</MaxItems><IsTruncated>false</IsTruncated><Quantity>%d</Quantity><Items>%s</Items></DistributionIdList>"
            .formatted(ids.size(), items));
  }

  private static String type(Policy policy) {
    return policy.managed() ? "managed" : "custom";
  }

  private static WireReply tell(int status, Policy policy, String xml) {
    return Answers.xml(status, xml).with("ETag", policy.etag());
  }

  private interface OnPolicy {
    WireReply apply(Policy found);
  }

  private WireReply existing(Call call, PolicyKind kind, OnPolicy then) {
    return policies.find(kind, call.segment(2)).map(then::apply).orElseGet(() -> unknown(kind));
  }

  /** What CloudFront answers where such a policy is not. */
  static WireReply unknown(PolicyKind kind) {
    return error(404, "NoSuch" + kind.element(), "The %s does not exist.".formatted(kind.words()));
  }

  private static WireReply exists(PolicyKind kind) {
    return error(
        409,
        kind.element() + "AlreadyExists",
        "A %s with this name already exists.".formatted(kind.words()));
  }

  private boolean taken(PolicyKind kind, String name, String but) {
    return policies.of(kind).stream()
        .anyMatch(policy -> policy.name().equals(name) && !policy.id().equals(but));
  }

  /** The content of the request's configuration, if it can be read and has a name. */
  private static Optional<String> config(Call call, PolicyKind kind) {
    Matcher found =
        Pattern.compile(
                "<(%1$sConfig)[^>]*>(.*)</%1$sConfig>".formatted(kind.element()), Pattern.DOTALL)
            .matcher(call.request().text());
    return found.find()
        ? Optional.of(found.group(2)).filter(config -> !name(kind, config).isEmpty())
        : Optional.empty();
  }

  private static String name(PolicyKind kind, String config) {
    return DistributionXml.parse("<%1$s>%2$s</%1$s>".formatted(kind.element(), config))
        .map(parsed -> DistributionXml.text(parsed, "Name"))
        .orElse("");
  }

  private static String etag() {
    return "E"
        + UUID.randomUUID().toString().replace("-", "").substring(0, 13).toUpperCase(Locale.ROOT);
  }

  private static WireReply error(int status, String code, String message) {
    return AwsErrors.reply("cloudfront", status, code, message);
  }
}
