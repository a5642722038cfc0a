package io.originlock.examine;

import io.originlock.survey.Method;
import io.originlock.survey.Served;
import io.originlock.survey.StageFacts;
import io.originlock.survey.Survey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How the deployed methods of a lock's targets stand behind its gate; the lock's own probe methods
 * are not among them.
 *
 * @param methods in the order of the stages, and of what they serve
 * @param whole whether every target was seen with all that it serves; a canary whose methods are
 *     not known is not
 */
public record Coverage(List<Behind> methods, boolean whole) {
  public Coverage {
    methods = List.copyOf(methods);
  }

  /**
   * A method, and how it stands.
   *
   * @param stage which serves it
   * @param canary whether that stage's canary does
   * @param opening why it can be reached without the secret; empty if it demands it, or may
   */
  public record Behind(StageFacts stage, boolean canary, Method method, Optional<Opening> opening) {

    /** Whether it can be reached without the secret. */
    public boolean open() {
      return opening.isPresent();
    }

    /** {@code prod: GET /pets}. */
    public String label() {
      return stage.stage().stage() + ": " + method.label();
    }
  }

  /**
   * @param probePaths the resource paths of the lock's own methods
   */
  public static Coverage of(Survey survey, GateTraits gate, Set<String> probePaths) {
    List<Behind> methods = new ArrayList<>();
    List<StageFacts> targets = survey.targetStages();
    boolean whole = targets.size() == survey.scope().targets().size();
    for (StageFacts stage : targets) {
      Optional<Served> served = survey.servedBy(stage);
      Optional<Served> canary = stage.canary().flatMap(each -> canary(survey, stage, each));
      whole &= served.isPresent() && canary.isPresent() == stage.canary().isPresent();
      served.ifPresent(each -> methods.addAll(behind(survey, gate, stage, false, each)));
      canary.ifPresent(each -> methods.addAll(behind(survey, gate, stage, true, each)));
    }
    return new Coverage(
        methods.stream().filter(each -> !probePaths.contains(each.method().path())).toList(),
        whole);
  }

  private static Optional<Served> canary(
      Survey survey, StageFacts stage, StageFacts.Canary canary) {
    return survey.served(stage.stage().restApiId(), canary.deployment());
  }

  private static List<Behind> behind(
      Survey survey, GateTraits gate, StageFacts stage, boolean canary, Served served) {
    return served.methods().stream()
        .map(method -> new Behind(stage, canary, method, gate.opening(survey, stage, method)))
        .toList();
  }

  /** The same without what canaries serve. */
  public Coverage withoutCanaries() {
    return new Coverage(methods.stream().filter(each -> !each.canary()).toList(), whole);
  }

  /** How many there are, preflights left out. */
  public int count() {
    return (int) methods.stream().filter(each -> !each.method().preflight()).count();
  }

  /** Those that refuse a request without the secret, preflights too. */
  public List<Behind> demanding() {
    return methods.stream().filter(each -> !each.open()).toList();
  }

  /** Those that anybody can reach; a browser's preflight can carry no secret, so not these. */
  public List<Behind> open() {
    return methods.stream()
        .filter(Behind::open)
        .filter(each -> !each.method().preflight())
        .toList();
  }

  /** The preflights that anybody can reach. */
  public List<Behind> openPreflights() {
    return methods.stream().filter(Behind::open).filter(each -> each.method().preflight()).toList();
  }
}
