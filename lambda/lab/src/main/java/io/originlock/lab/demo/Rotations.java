package io.originlock.lab.demo;

import io.originlock.lab.ledger.Ledger;
import io.originlock.lab.ledger.Rotation;
import io.originlock.lab.report.Results.RotationResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Fires rotations one after the other, each as its schedule would, and watches from the outside.
 */
final class Rotations {

  private static final Duration LONGEST = Duration.ofSeconds(120);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(40);

  private final Site site;
  private final Stack stack;
  private final Optional<Sabotage> sabotage;
  private final Terminal terminal;
  private final LogFile plans;
  private final Optional<ApiChange> change;
  private final List<String> changeMissing = new ArrayList<>();

  /**
   * @param change what somebody changes of the API after the first rotation
   */
  Rotations(
      Site site,
      Stack stack,
      Optional<Sabotage> sabotage,
      Optional<ApiChange> change,
      Terminal terminal,
      LogFile plans) {
    this.change = change;
    this.site = site;
    this.stack = stack;
    this.sabotage = sabotage;
    this.terminal = terminal;
    this.plans = plans;
  }

  /** Rotates so many times; for each, says whether the plan was empty after it. */
  List<RotationResult> run(int times) {
    List<Boolean> empty = new ArrayList<>();
    for (int number = 1; number <= times; number++) {
      rotate(number);
      terminal.say("rotation " + number + ": terraform plan, while the load goes on");
      boolean planEmpty = planIsEmpty(number);
      if (number == 1 && change.isPresent()) {
        terminal.say("terraform apply of another method, GET /orders, while the load goes on");
        change.get().apply();
        // As long as an edge or a host may not know of it, it may be missing there.
        Await.until(() -> change.get().missing().isEmpty(), LONGEST_PAUSE, site.clock(), () -> {});
        planEmpty &= planIsEmpty(number);
      }
      if (change.isPresent()) {
        look(number, change.get());
      }
      empty.add(planEmpty);
    }
    site.ledger().rotationsOver(site.clock().instant());
    List<Rotation> figures = site.ledger().rotations();
    List<RotationResult> results = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      results.add(new RotationResult(figures.get(i), empty.get(i)));
    }
    return List.copyOf(results);
  }

  /** What was wrong with the change of the API after any rotation. */
  List<String> changeMissing() {
    return List.copyOf(changeMissing);
  }

  private void look(int number, ApiChange made) {
    List<String> missing = made.missing();
    terminal.say(
        "rotation %d: GET /orders is %s"
            .formatted(
                number, missing.isEmpty() ? "live, behind the lock" : "NOT AS IT SHOULD BE"));
    missing.forEach(each -> changeMissing.add("after rotation " + number + ": " + each));
  }

  private void rotate(int number) {
    // The worker runs one event at a time; a rotation that meets a tick would be retried later.
    Await.until(this::quiet, LONGEST_PAUSE, site.clock(), () -> show(number));
    sabotage.ifPresent(Sabotage::rotationBegins);
    site.ledger().rotationFired(site.clock().instant());
    site.aws().schedules().fireNow("rotate");
    boolean done =
        Await.until(
            () -> over(current(number)) && quiet(), LONGEST, site.clock(), () -> show(number));
    terminal.say(
        done
            ? "rotation %d: %s s, of which %s s propagation; %d writing calls"
                .formatted(
                    number,
                    seconds(current(number).duration()),
                    seconds(current(number).propagation()),
                    current(number).writingCalls())
            : "rotation %d: not over after %d s".formatted(number, LONGEST.toSeconds()));
  }

  private boolean planIsEmpty(int number) {
    var plan = stack.terraform().plan("after-rotation-" + number);
    plans.accept(plan.output());
    return plan.empty();
  }

  private boolean quiet() {
    return site.aws().functions().running().isEmpty();
  }

  private Rotation current(int number) {
    return site.ledger().rotations().get(number - 1);
  }

  /** Whether the old secret is dead, and no edge presents it. */
  private boolean over(Rotation rotation) {
    Ledger ledger = site.ledger();
    return rotation.ended().isPresent()
        && rotation.everywhere().isPresent()
        && ledger.secrets().count(ledger.propagations().presented()) == 1
        && ledger.propagations().edgesUpToDate() == site.fleet().size();
  }

  private void show(int number) {
    Ledger ledger = site.ledger();
    terminal.show(
        String.format(
            Locale.ROOT,
            "rotation %d  edges %d/%d  secrets honoured %d  viewers %,d refused %,d  intruders %,d"
                + " passed %,d",
            number,
            ledger.propagations().edgesUpToDate(),
            site.fleet().size(),
            ledger.secrets().honouredNow(),
            ledger.viewerRequests(),
            ledger.viewerRefused(),
            ledger.intruderRequests(),
            ledger.intruderPassed()));
  }

  private static String seconds(Optional<Duration> duration) {
    return duration.map(d -> String.format(Locale.ROOT, "%.1f", d.toMillis() / 1000.0)).orElse("?");
  }
}
