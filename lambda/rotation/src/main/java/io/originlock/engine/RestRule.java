package io.originlock.engine;

/** R10: says what a lock at rest with an open gate waits for: somebody who closes it. */
final class RestRule implements Rule {
  @Override
  public Decision decide(Situation situation) {
    return situation.state().awaitsEnforcement()
        ? Decision.await(Waits.enforcement(situation.state()), false)
        : Decision.pass();
  }
}
