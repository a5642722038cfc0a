package io.originlock.lab.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.lab.ledger.Rotation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The results as JSON: durations in seconds, counts as numbers, lists beside the counts. */
public final class SummaryJson {

  private final ObjectMapper json = new ObjectMapper();

  /** Writes everything that was found. */
  public String write(Results results) {
    ObjectNode root = json.createObjectNode();
    root.put("gate", results.gate());
    root.put("rotations", results.rotations().size());
    root.put("edges", results.edges());
    root.put("gateway_hosts", results.hosts());
    root.put("viewer_requests", results.totals().viewerRequests());
    root.put("viewer_refused", results.totals().viewerRefused());
    root.set("viewer_failures", counts(results.totals().failures()));
    root.put("viewer_latency_median_ms", results.totals().medianMillis());
    root.put("viewer_latency_p99_ms", results.totals().p99Millis());
    root.put("intruder_requests", results.totals().intruderRequests());
    root.put("intruder_passed", results.totals().intruderPassed());
    root.put("old_key_answered_within_lag", results.totals().withinLag());
    seconds(root, "superseded_let_in_seconds", results.totals().longestSuperseded());
    ObjectNode kinds = root.putObject("requests_by_kind");
    results
        .totals()
        .byKind()
        .forEach((kind, n) -> kinds.put(kind.name().toLowerCase(java.util.Locale.ROOT), n));
    root.put("plan_empty_after_rotation", results.plansEmpty());
    if (results.changeMissing() != null) {
      list(root, "api_change_missing", results.changeMissing());
    }
    root.put("leftover_keys", results.leftoverKeys());
    list(root, "iam_violations", results.iamViolations());
    list(root, "unused_permissions", results.unusedPermissions());
    ArrayNode elsewhere = root.putArray("permissions_exercised_by_tests");
    results
        .permissionsLeftToTests()
        .forEach((p, test) -> elsewhere.addObject().put("permission", p).put("test", test));
    seconds(root, "worker_cold_start_seconds", Optional.ofNullable(results.coldStart()));
    list(root, "secrets_found", results.secretsFound());
    if (results.leftInAws() != null) {
      list(root, "left_after_destroy", results.leftInAws());
    }
    ArrayNode rotations = root.putArray("rotation");
    results.rotations().forEach(r -> rotation(rotations.addObject(), r, results));
    ArrayNode expectations = root.putArray("expectations");
    for (Expectation e : Expectation.of(results)) {
      expectations
          .addObject()
          .put("name", e.name())
          .put("wanted", e.wanted())
          .put("found", e.found())
          .put("met", e.met());
    }
    try {
      return json.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void rotation(ObjectNode node, Results.RotationResult result, Results results) {
    Rotation rotation = result.figures();
    node.put("number", rotation.number());
    seconds(node, "propagation_seconds", rotation.propagation());
    seconds(node, "soak_seconds", Optional.of(results.soaks()));
    seconds(node, "rotation_seconds", rotation.duration());
    seconds(node, "rotation_limit_seconds", Optional.ofNullable(results.limit(rotation)));
    seconds(node, "old_secret_lifetime_seconds", rotation.oldSecretLifetime());
    node.set("aws_calls", counts(rotation.calls()));
    node.put("writing_aws_calls", rotation.writingCalls());
    node.put("update_distribution_calls", rotation.updateDistributionCalls());
    node.put("create_deployment_calls", rotation.createDeploymentCalls());
    node.put("plan_empty", result.planEmpty());
  }

  private ObjectNode counts(Map<String, Long> counts) {
    ObjectNode node = json.createObjectNode();
    counts.forEach(node::put);
    return node;
  }

  /** The count under the name, and what was counted beside it when there is any. */
  private static void list(ObjectNode node, String name, List<String> items) {
    node.put(name, items.size());
    if (!items.isEmpty()) {
      ArrayNode all = node.putArray(name + "_list");
      items.forEach(all::add);
    }
  }

  private static void seconds(ObjectNode node, String name, Optional<Duration> duration) {
    if (duration.isPresent()) {
      node.put(name, Math.round(duration.get().toMillis() / 100.0) / 10.0);
    } else {
      node.putNull(name);
    }
  }
}
