package io.originlock.examine;

import io.originlock.finding.Place;
import io.originlock.survey.Behaviour;
import io.originlock.survey.DistributionFacts;
import io.originlock.survey.Method;
import io.originlock.survey.Origin;
import io.originlock.survey.StageFacts;
import java.util.Collection;
import java.util.stream.Collectors;

/** How findings name what they are about. */
final class Places {
  private static final int NAMED = 5;

  private Places() {}

  static Place of(DistributionFacts distribution) {
    return new Place(distribution.label());
  }

  static Place of(DistributionFacts distribution, Origin origin) {
    return of(distribution).part("origin " + origin.id());
  }

  static Place of(DistributionFacts distribution, Behaviour behaviour) {
    return of(distribution).part("behaviour " + behaviour.pattern());
  }

  static Place of(StageFacts stage) {
    return new Place(stage.label());
  }

  static Place of(StageFacts stage, Method method) {
    return of(stage).at(method.label());
  }

  /** The first five names, and how many more there are. */
  static String list(Collection<String> names) {
    String first = names.stream().limit(NAMED).collect(Collectors.joining(", "));
    return names.size() <= NAMED ? first : first + " and " + (names.size() - NAMED) + " more";
  }
}
