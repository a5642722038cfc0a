package io.originlock.examine;

import io.originlock.finding.Finding;
import io.originlock.finding.Kind;
import io.originlock.finding.Place;
import io.originlock.survey.DomainFacts;
import io.originlock.survey.DomainFacts.Route;
import io.originlock.survey.Host;
import io.originlock.survey.Method;
import io.originlock.survey.Origin;
import io.originlock.survey.StageFacts;
import io.originlock.survey.Survey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Finds other stages, and domains of API Gateway's own, where the API answers without the secret.
 */
final class Bypasses implements Judge {

  @Override
  public List<Finding> judge(Survey survey, LockFacts lock) {
    List<Finding> findings = new ArrayList<>();
    for (StageFacts stage : survey.otherStages()) {
      List<String> open = open(survey, lock, stage);
      if (!open.isEmpty()) {
        findings.add(
            new Finding(
                Kind.STAGE_OPEN,
                Places.of(stage),
                "It leads to the same API without the secret, by " + Places.list(open) + ".",
                "Delete the stage if nobody uses it; else protect it as well."));
      }
    }
    for (DomainFacts domain : survey.domains()) {
      if (!isOrigin(survey, domain)) {
        for (Route route : domain.routes()) {
          findings.addAll(ofRoute(survey, lock, domain, route));
        }
      }
    }
    return findings;
  }

  /** Whether edges of the lock come to the API through it: it is a way of theirs. */
  private static boolean isOrigin(Survey survey, DomainFacts domain) {
    return survey.members().stream()
        .flatMap(distribution -> distribution.origins().stream())
        .map(Origin::domain)
        .anyMatch(
            host ->
                new Host(host).isOf(domain.name())
                    || domain.hosts().contains(host.toLowerCase(Locale.ROOT)));
  }

  private static List<Finding> ofRoute(
      Survey survey, LockFacts lock, DomainFacts domain, Route route) {
    List<String> open = new ArrayList<>();
    survey.stages().stream()
        .filter(stage -> route.leadsTo(stage.stage()))
        .filter(stage -> lock.closed() || !survey.targetStages().contains(stage))
        .forEach(
            stage -> {
              List<String> methods = open(survey, lock, stage);
              if (!methods.isEmpty()) {
                open.add(Places.list(methods) + " at the " + stage.label());
              }
            });
    return open.isEmpty()
        ? List.of()
        : List.of(
            new Finding(
                Kind.DOMAIN_BYPASS,
                new Place(domain.label()),
                "It leads /"
                    + route.basePath()
                    + " past CloudFront, by "
                    + (route.by() == DomainFacts.By.RULE ? "a routing rule" : "a base path mapping")
                    + ", to what can be reached without the secret: "
                    + String.join("; ", open)
                    + ".",
                "If the domain is for viewers, point it at CloudFront first. Then have these"
                    + " methods demand the secret, and delete the "
                    + (route.by() == DomainFacts.By.RULE ? "rule" : "mapping")
                    + " once nobody comes by it."));
  }

  private static List<String> open(Survey survey, LockFacts lock, StageFacts stage) {
    return survey.servedBy(stage).stream()
        .flatMap(served -> served.methods().stream())
        .filter(method -> !method.preflight() && !lock.probePaths().contains(method.path()))
        .filter(method -> lock.gate().opening(survey, stage, method).isPresent())
        .map(Method::label)
        .toList();
  }
}
