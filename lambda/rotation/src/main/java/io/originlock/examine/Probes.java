package io.originlock.examine;

import io.originlock.finding.Finding;
import io.originlock.finding.Kind;
import io.originlock.finding.Place;
import io.originlock.survey.Behaviour;
import io.originlock.survey.DistributionFacts;
import io.originlock.survey.Host;
import io.originlock.survey.Survey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds probes through a distribution that cannot tell what the gate does. */
final class Probes implements Judge {

  @Override
  public List<Finding> judge(Survey survey, LockFacts lock) {
    List<Finding> findings = new ArrayList<>();
    for (Probe.Through probe : lock.through()) {
      survey.members().stream()
          .filter(distribution -> distribution.id().equals(probe.distribution()))
          .forEach(distribution -> findings.addAll(ofProbe(survey, distribution, probe)));
    }
    return findings;
  }

  private static List<Finding> ofProbe(
      Survey survey, DistributionFacts distribution, Probe.Through probe) {
    if (!distribution.enabled()) {
      return List.of(
          astray(Places.of(distribution), "it is disabled, so that it answers nobody", probe));
    }
    boolean own =
        new Host(probe.host()).isOf(distribution.domain())
            || distribution.aliases().stream()
                .anyMatch(alias -> new Host(probe.host()).isOf(alias));
    if (!own) {
      return List.of(
          astray(Places.of(distribution), "that host is not one of the distribution's", probe));
    }
    Optional<Behaviour> taking = distribution.behaviour(probe.path());
    return taking
        .map(behaviour -> ofBehaviour(survey, distribution, behaviour, probe))
        .orElse(List.of());
  }

  private static List<Finding> ofBehaviour(
      Survey survey, DistributionFacts distribution, Behaviour behaviour, Probe probe) {
    Place place = Places.of(distribution, behaviour);
    List<Finding> findings = new ArrayList<>();
    if (distribution.behind(behaviour).stream()
        .noneMatch(survey.scope().covered(distribution)::contains)) {
      return List.of(astray(place, "the behaviour leads to no origin that the lock covers", probe));
    }
    if (behaviour.signedViewersOnly()) {
      findings.add(
          new Finding(
              Kind.REFUSED_PROBE,
              place,
              "It wants signed URLs or cookies, which the worker's probe of "
                  + probe.path()
                  + " has not, so that CloudFront itself answers 403.",
              "Give the distribution a probe_url in a behaviour that everybody may use, or set it"
                  + " to null."));
    }
    if (behaviour.forwarding().filter(each -> !each.query().includes(Probe.NONCE)).isPresent()) {
      findings.add(
          astray(
              place,
              "the behaviour does not send the query parameter " + Probe.NONCE + " on",
              probe));
    }
    // With the parameter in its key, each probe is another object to the cache.
    if (behaviour
        .caching()
        .filter(each -> each.keeps() && !each.query().includes(Probe.NONCE))
        .isPresent()) {
      findings.add(
          new Finding(
              Kind.CACHED_PROBE,
              place,
              "It keeps answers without regard to the query, so that the worker's probe of "
                  + probe.path()
                  + " may be answered from the cache.",
              "Give the probe's path a behaviour of its own with the cache policy"
                  + " Managed-CachingDisabled."));
    }
    return findings;
  }

  private static Finding astray(Place place, String why, Probe probe) {
    return new Finding(
        Kind.ASTRAY_PROBE,
        place,
        "The worker's probe of "
            + probe.host()
            + probe.path()
            + " does not tell what the gate does: "
            + why
            + ".",
        "Set probe_url of the distribution to an address at which viewers reach the lock's probe"
            + " method with their query, or to null.");
  }
}
