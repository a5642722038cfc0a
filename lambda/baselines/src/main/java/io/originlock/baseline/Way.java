package io.originlock.baseline;

/** A way to rotate the secret: what a schedule starts, and what follows when it dies. */
interface Way {
  /** Its name, a few words. */
  String label();

  /** As at the start: one secret, on every edge and every host, and whatever runs all the time. */
  void begin(Site site);

  /** Rotates once, in a process of its own; returns when it has nothing more to do. */
  void rotate(Site site);

  /** What happens by itself a minute after that process died. */
  void recover(Site site);

  /** What is assumed of it. */
  default Assumptions assumptions() {
    return Assumptions.daily("the calls of CloudFormation's own are not counted");
  }

  /** How many secrets it means to leave honoured between two rotations. */
  int keeps();
}
