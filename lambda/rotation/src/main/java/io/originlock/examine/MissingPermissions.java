package io.originlock.examine;

import io.originlock.finding.Finding;
import io.originlock.finding.Kind;
import io.originlock.survey.DistributionFacts;
import io.originlock.survey.EdgeFunction;
import io.originlock.survey.Survey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what is attached to a distribution and asks for a permission, whenever the configuration is
 * written back, that the worker's role lacks. See <a
 * href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cf-api-permissions-ref.html">web
 * ACLs</a>, <a
 * href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html">log
 * buckets</a> and <a
 * href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-permissions.html">functions</a>.
 */
final class MissingPermissions implements Judge {
  /** {@code logs.s3.amazonaws.com}, with a region or without. */
  private static final Pattern BUCKET =
      Pattern.compile("(.+?)\\.s3([.-][a-z0-9-]+)?\\.amazonaws\\.com(\\.cn)?");

  /**
   * Something attached.
   *
   * @param what for people
   * @param arn its own; empty where WAF Classic gives it none
   * @param actions what UpdateDistribution then asks for
   * @param variable where the lock's module is told of it
   */
  private record Asking(String what, String arn, List<String> actions, String variable) {}

  @Override
  public List<Finding> judge(Survey survey, LockFacts lock) {
    return lock.granted().stream()
        .flatMap(
            granted ->
                survey.members().stream()
                    .flatMap(
                        distribution ->
                            asking(survey, distribution).stream()
                                .flatMap(each -> ofOne(distribution, each, granted).stream())))
        .toList();
  }

  private static List<Finding> ofOne(
      DistributionFacts distribution, Asking asking, Granted granted) {
    List<String> lacking =
        asking.actions().stream().filter(action -> !granted.allows(action, asking.arn())).toList();
    return lacking.isEmpty()
        ? List.of()
        : List.of(
            new Finding(
                Kind.MISSING_PERMISSION,
                Places.of(distribution),
                asking.what()
                    + " is attached, so that cloudfront:UpdateDistribution asks for "
                    + String.join(" and ", lacking)
                    + " on "
                    + asking.arn()
                    + ", which the worker's role does not have.",
                "Name it as "
                    + asking.variable()
                    + " of this distribution in the lock's list, and apply: the role gets the"
                    + " permission."));
  }

  private static List<Asking> asking(Survey survey, DistributionFacts distribution) {
    String partition = Partition.of(survey.scope().targets().get(0));
    List<Asking> asking = new ArrayList<>();
    distribution.attached().webAcl().map(acl -> webAcl(acl, partition)).ifPresent(asking::add);
    distribution
        .attached()
        .logBucket()
        .map(bucket -> logBucket(bucket, partition))
        .ifPresent(asking::add);
    LinkedHashSet<String> functions = new LinkedHashSet<>();
    distribution.behaviours().stream()
        .flatMap(behaviour -> behaviour.functions().stream())
        .filter(function -> function.kind() == EdgeFunction.Kind.LAMBDA_AT_EDGE)
        .map(EdgeFunction::arn)
        .forEach(functions::add);
    for (String arn : functions) {
      asking.add(
          new Asking(
              "The function " + arn,
              arn,
              List.of("lambda:GetFunction", "lambda:EnableReplication*"),
              "edge_function_arns"));
    }
    return asking;
  }

  private static Asking webAcl(String acl, String partition) {
    boolean classic = !acl.startsWith("arn:");
    // Its account is not known, and the role's patterns need not name it.
    String arn = classic ? "arn:" + partition + ":waf::*:webacl/" + acl : acl;
    return new Asking(
        "The web ACL " + acl,
        arn,
        List.of(classic ? "waf:GetWebACL" : "wafv2:GetWebACL"),
        "web_acl_arn");
  }

  private static Asking logBucket(String domain, String partition) {
    Matcher named = BUCKET.matcher(domain);
    String bucket = named.matches() ? named.group(1) : domain;
    return new Asking(
        "The log bucket " + bucket,
        "arn:" + partition + ":s3:::" + bucket,
        List.of("s3:GetBucketAcl", "s3:PutBucketAcl"),
        "log_bucket_arn");
  }
}
