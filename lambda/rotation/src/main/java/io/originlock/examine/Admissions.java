package io.originlock.examine;

import io.originlock.examine.Admission.Caller;
import io.originlock.finding.Finding;
import io.originlock.finding.Kind;
import io.originlock.survey.ApiFacts;
import io.originlock.survey.EndpointType;
import io.originlock.survey.Method;
import io.originlock.survey.Policy;
import io.originlock.survey.Served;
import io.originlock.survey.StageFacts;
import io.originlock.survey.Survey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds resource policies that keep CloudFront's edges out, or the worker's direct probes. One that
 * refuses some methods alone is its owner's will.
 */
final class Admissions implements Judge {

  @Override
  public List<Finding> judge(Survey survey, LockFacts lock) {
    List<Finding> findings = new ArrayList<>();
    for (StageFacts stage : survey.targetStages()) {
      // Nobody comes to a private API from the internet, whatever its policy says.
      boolean internet =
          survey
              .api(stage.stage().restApiId())
              .map(ApiFacts::endpoints)
              .filter(Set.of(EndpointType.PRIVATE)::equals)
              .isEmpty();
      survey
          .servedBy(stage)
          .filter(served -> internet)
          .ifPresent(
              served ->
                  served
                      .policy()
                      .ifPresent(policy -> findings.addAll(of(stage, served, policy, lock))));
    }
    return findings;
  }

  private static List<Finding> of(StageFacts stage, Served served, Policy policy, LockFacts lock) {
    List<Finding> findings = new ArrayList<>();
    Admission edge = new Admission(policy, stage.stage(), Caller.EDGE);
    List<Method> methods =
        served.methods().stream()
            .filter(each -> !each.preflight() && !lock.probePaths().contains(each.path()))
            .toList();
    List<String> unclear =
        methods.stream()
            .filter(method -> edge.of(method) == Verdict.UNCLEAR)
            .map(Method::label)
            .toList();
    if (!methods.isEmpty() && methods.stream().allMatch(each -> edge.of(each) == Verdict.NO)) {
      findings.add(
          new Finding(
              Kind.POLICY_REFUSES,
              Places.of(stage),
              "The API's resource policy lets none of CloudFront's edges call any method, so every"
                  + " viewer gets 403.",
              "Have the policy allow execute-api:Invoke to everybody, or to the addresses of"
                  + " CLOUDFRONT_ORIGIN_FACING in AWS's ip-ranges.json, deny it to none of them,"
                  + " and deploy."));
    } else if (!unclear.isEmpty()) {
      findings.add(
          new Finding(
              Kind.POLICY_UNCLEAR,
              Places.of(stage),
              "It cannot be told whether the API's resource policy lets CloudFront's edges call "
                  + Places.list(unclear)
                  + ".",
              "See to it that the policy allows execute-api:Invoke to CloudFront's addresses,"
                  + " CLOUDFRONT_ORIGIN_FACING in AWS's ip-ranges.json."));
    }
    lock.direct().stream()
        .filter(probe -> probe.target().equals(stage.stage()))
        .filter(probe -> ofProbe(stage, policy, probe) != Verdict.YES)
        .map(probe -> refused(stage))
        .forEach(findings::add);
    return findings;
  }

  private static Verdict ofProbe(StageFacts stage, Policy policy, Probe probe) {
    String path =
        probe.host().equals(stage.stage().host())
                && probe.path().startsWith(stage.stage().originPath() + "/")
            ? probe.path().substring(stage.stage().originPath().length())
            : probe.path();
    return new Admission(policy, stage.stage(), Caller.WORKER)
        .of("GET", path, Method.Authorization.Type.NONE);
  }

  private static Finding refused(StageFacts stage) {
    return new Finding(
        Kind.REFUSED_PROBE,
        Places.of(stage),
        "The API's resource policy may refuse the worker's direct probe, which then cannot tell"
            + " what the gate does.",
        "Have the policy allow execute-api:Invoke on the probe's path to everybody, or set the"
            + " stage's probe_url to null: the lock then goes by time, and by the probe through"
            + " CloudFront.");
  }
}
