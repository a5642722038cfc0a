package io.originlock.examine;

import io.originlock.finding.Finding;
import io.originlock.finding.Kind;
import io.originlock.finding.Place;
import io.originlock.survey.ApiFacts;
import io.originlock.survey.EndpointType;
import io.originlock.survey.Served;
import io.originlock.survey.StageFacts;
import io.originlock.survey.Survey;
import io.originlock.survey.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds APIs whose own host name does not answer, and who asks there. A change of the switch is in
 * force from the next deployment, or change of the stage, on; see <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html">Disable
 * the default endpoint</a>.
 */
final class Endpoints implements Judge {

  @Override
  public List<Finding> judge(Survey survey, LockFacts lock) {
    return survey.targetStages().stream()
        .flatMap(
            stage ->
                survey.api(stage.stage().restApiId()).stream()
                    .flatMap(api -> ofStage(survey, lock, stage, api).stream()))
        .toList();
  }

  private static List<Finding> ofStage(
      Survey survey, LockFacts lock, StageFacts stage, ApiFacts api) {
    List<String> origins = origins(survey, stage.stage());
    boolean probed =
        lock.direct().stream()
            .anyMatch(
                probe ->
                    probe.target().equals(stage.stage())
                        && probe.host().equals(stage.stage().host()));
    Place place = new Place(api.label());
    if (api.endpoints().equals(Set.of(EndpointType.PRIVATE))) {
      return ofPrivate(place, stage, origins, probed);
    }
    List<Finding> findings = new ArrayList<>();
    Optional<Boolean> served = survey.servedBy(stage).flatMap(Served::endpointDisabled);
    if (served.orElse(api.endpointDisabled())) {
      if (!origins.isEmpty()) {
        findings.add(
            new Finding(
                Kind.ENDPOINT_OFF,
                place,
                "Its default endpoint is switched off, so it answers 403 to "
                    + String.join(" and ", origins)
                    + ", which uses "
                    + stage.stage().host()
                    + ".",
                api.endpointDisabled()
                    ? "Switch the default endpoint on and deploy, or have the origin use a custom"
                        + " domain name that leads to the stage."
                    : "Deploy the API: the switch is on again in its draft alone."));
      }
      if (probed) {
        findings.add(refused(stage, "the default endpoint is switched off"));
      }
    }
    if (lock.gate().deploys()
        && api.endpointDisabled()
        && !served.orElse(false)
        && (probed || !origins.isEmpty())) {
      findings.add(
          new Finding(
              Kind.ENDPOINT_SWITCH_PENDING,
              place,
              "In its draft the default endpoint is switched off, and "
                  + (origins.isEmpty() ? "the worker's probe" : String.join(" and ", origins))
                  + " uses it: the next deployment, which a rotation makes, would have it answer"
                  + " 403.",
              "Switch the default endpoint on again, or have the origins and probes use a custom"
                  + " domain name that leads to the stage."));
    }
    return findings;
  }

  private static List<Finding> ofPrivate(
      Place place, StageFacts stage, List<String> origins, boolean probed) {
    Stream<Finding> refused =
        origins.isEmpty()
            ? Stream.of()
            : Stream.of(
                new Finding(
                    Kind.ENDPOINT_PRIVATE,
                    place,
                    "It is a private API, which CloudFront cannot reach by "
                        + stage.stage().host()
                        + ", as "
                        + String.join(" and ", origins)
                        + " would.",
                    "Give the API a REGIONAL endpoint, or have the origin be a VPC origin before an"
                        + " interface endpoint of the API."));
    Stream<Finding> blind = probed ? Stream.of(refused(stage, "the API is private")) : Stream.of();
    return Stream.concat(refused, blind).toList();
  }

  private static Finding refused(StageFacts stage, String why) {
    return new Finding(
        Kind.REFUSED_PROBE,
        Places.of(stage),
        "The worker's direct probe asks "
            + stage.stage().host()
            + " and cannot tell what the gate does: "
            + why
            + ".",
        "Give the stage a probe_url at a custom domain name that leads to it, or set it to null:"
            + " the lock then goes by time, and by the probe through CloudFront.");
  }

  /** The covered origins that use the host name that AWS gave the API. */
  private static List<String> origins(Survey survey, Target.Stage target) {
    return survey.members().stream()
        .flatMap(
            distribution ->
                survey.scope().covered(distribution).stream()
                    .filter(origin -> target.host().equalsIgnoreCase(origin.domain()))
                    .filter(origin -> survey.destination(origin).targets().contains(target))
                    .map(origin -> Places.of(distribution, origin).toString()))
        .toList();
  }
}
