package io.originlock.engine;

import io.originlock.model.LockState;
import io.originlock.model.Retired;
import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.model.Wait;
import io.originlock.port.Prober.Probe;
import io.originlock.port.Prober.Verdict;
import io.originlock.port.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** R7: sees the newest retired secret refused, once. */
final class ConfirmRule implements Rule {
  private final World world;
  private final Settings settings;

  ConfirmRule(World world, Settings settings) {
    this.world = world;
    this.settings = settings;
  }

  @Override
  public Decision decide(Situation situation) {
    LockState state = situation.state();
    if (situation.desired().plan().open()) {
      // Nobody is refused yet: it is seen once the gate is closed.
      return Decision.pass();
    }
    // What somebody else's key lets in stays unconfirmed, so that status goes on naming it.
    Set<SecretId> others = situation.observed().gate().others();
    Optional<Secret> unseen =
        state.retired().stream()
            .filter(retired -> !retired.refused() && !others.contains(retired.secret().id()))
            .map(Retired::secret)
            .findFirst();
    return unseen.map(secret -> confirm(situation, secret, others)).orElseGet(Decision::pass);
  }

  private Decision confirm(Situation situation, Secret secret, Set<SecretId> others) {
    LockState state = situation.state();
    Probe probe = new Direct(world.prober(), situation, settings.probesInARow()).ask(secret);
    if (probe.verdict() == Verdict.PASSED) {
      return Decision.await(
          new Wait(
              "the API to refuse " + secret.id(),
              "a deleted key dies within minutes; if not, look for another key of that value",
              null),
          false);
    }
    List<Retired> confirmed =
        state.retired().stream()
            .map(each -> others.contains(each.secret().id()) ? each : each.seenRefused())
            .toList();
    Decision dead =
        Decision.writeTidily(
            state.change("what was retired is dead").secrets(all -> all.retired(confirmed)).build(),
            false);
    return probe.verdict() == Verdict.REFUSED
        ? dead.saying("R7", secret.id() + " is refused.")
        : dead.inconclusive("whether " + secret.id() + " is dead", probe);
  }
}
