package io.originlock.baseline;

import io.originlock.engine.Action;
import io.originlock.engine.Request;
import io.originlock.model.Stage;
import java.time.Duration;

/** This project: the engine itself, with a tick a minute. */
final class OriginLock implements Way {
  private final String label;
  private int rotations;

  OriginLock(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public Assumptions assumptions() {
    return Assumptions.daily("a tick a minute; each read and write of its state log is counted");
  }

  @Override
  public void begin(Site site) {
    site.demand(false);
    site.invoke(new Request(Action.ENGAGE, "engage", false, false));
    site.everyMinute(() -> site.invoke(new Request(Action.TICK, null, false, false)));
  }

  @Override
  public void rotate(Site site) {
    rotations++;
    site.handle(request());
    while (site.state().stage() != Stage.IDLE) {
      site.sleep(Duration.ofSeconds(10));
    }
  }

  private Request request() {
    return new Request(Action.ROTATE, "rotation " + rotations, false, false);
  }

  /** The schedule's retry: the same request once more, harmless if it had got through. */
  @Override
  public void recover(Site site) {
    site.handle(request());
  }

  @Override
  public int keeps() {
    return 1;
  }
}
