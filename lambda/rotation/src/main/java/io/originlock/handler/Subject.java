package io.originlock.handler;

import io.originlock.examine.GateTraits;
import io.originlock.examine.Granted;
import io.originlock.examine.LockFacts;
import io.originlock.examine.Probe;
import io.originlock.finding.Accepted;
import io.originlock.gate.InstalledGate.StandsOn;
import io.originlock.survey.Scope;
import io.originlock.survey.Target;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is examined: a lock, or what is to get one.
 *
 * @param functions the ARNs of the lock's own functions at the edge
 */
record Subject(
    Scope scope,
    Set<String> probePaths,
    List<Probe> probes,
    Optional<Granted> granted,
    Set<String> functions,
    List<Accepted> accepted) {

  static Subject of(Configuration config, StandsOn gate) {
    List<Target.Stage> targets =
        config.stages().stream().map(each -> target(config.region(), each)).toList();
    Map<String, Set<String>> origins = new HashMap<>();
    config.distributions().forEach(each -> origins.put(each.id(), new HashSet<>(each.origins())));
    Stream<Probe> direct =
        config.stages().stream()
            .flatMap(
                each ->
                    each.probe().stream()
                        .map(url -> new Probe.Direct(target(config.region(), each), url)));
    Stream<Probe> through =
        config.distributions().stream()
            .flatMap(each -> each.probe().stream().map(url -> new Probe.Through(each.id(), url)));
    return new Subject(
        new Scope(targets, origins, gate.usagePlan()),
        config.probePaths(),
        Stream.concat(direct, through).toList(),
        config.granted(),
        gate.edgeFunction().stream().collect(Collectors.toSet()),
        config.accepted());
  }

  private static Target.Stage target(String region, Configuration.ProtectedStage stage) {
    return new Target.Stage(region, stage.restApiId(), stage.stage());
  }

  LockFacts facts(GateTraits traits, boolean closed) {
    return new LockFacts(traits, closed, probePaths, probes, granted, functions);
  }
}
