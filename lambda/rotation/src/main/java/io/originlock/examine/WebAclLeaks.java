package io.originlock.examine;

import io.originlock.finding.Finding;
import io.originlock.finding.Kind;
import io.originlock.survey.StageFacts;
import io.originlock.survey.Survey;
import io.originlock.survey.WebAclFacts;
import io.originlock.survey.WebAclFacts.Rule;
import java.util.ArrayList;
import java.util.List;

/** Finds web ACLs before the lock's stages that keep requests with the secret. */
final class WebAclLeaks implements Judge {

  @Override
  public List<Finding> judge(Survey survey, LockFacts lock) {
    List<Finding> findings = new ArrayList<>();
    if (!lock.gate().takenOffAtTheEdge()) {
      for (StageFacts stage : survey.targetStages()) {
        survey.webAcl(stage).ifPresent(acl -> findings.addAll(ofWebAcl(stage, acl, lock.gate())));
      }
    }
    return findings;
  }

  private static List<Finding> ofWebAcl(StageFacts stage, WebAclFacts acl, GateTraits gate) {
    List<Finding> findings = new ArrayList<>();
    acl.logging()
        // A redacted header's name is logged all the same.
        .filter(logging -> gate.header().filter(logging.redacted()::contains).isEmpty())
        .ifPresent(
            logging ->
                findings.add(
                    new Finding(
                        Kind.LOGS_SECRET,
                        Places.of(stage),
                        "The log of its " + acl.label() + " records " + gate.carrier() + ".",
                        gate.header().isPresent()
                            ? "Redact the header in the web ACL's logging configuration."
                            : "The header's name is the secret, and WAF redacts values alone: log"
                                + " elsewhere, or take another gate.")));
    List<String> sampled = new ArrayList<>();
    acl.rules().stream()
        .filter(Rule::samples)
        .map(rule -> "rule " + rule.name())
        .forEach(sampled::add);
    if (acl.samples()) {
      sampled.add("its default action");
    }
    if (!sampled.isEmpty()) {
      findings.add(
          new Finding(
              Kind.SAMPLES_SECRET,
              Places.of(stage),
              "WAF keeps samples of requests, headers included, of "
                  + acl.label()
                  + ": "
                  + Places.list(sampled)
                  + ".",
              "Turn sampled_requests_enabled off there."));
    }
    return findings;
  }
}
