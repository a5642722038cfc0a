package io.originlock.simulation;

/** One run of the worker: a process that may sleep, overlap others and die. */
public final class Invocation {
  final String name;
  final long key;
  final Runnable body;

  /** When Lambda kills it. */
  long limit = Long.MAX_VALUE;

  /** When it was told who belongs to the lock. */
  long told;

  /** When it last began to read the distributions: what it knows is at least as old. */
  long readBegan;

  int calls;

  /**
   * @param key tells its delays from those of others
   */
  public Invocation(String name, long key, Runnable body) {
    this.name = name;
    this.key = key;
    this.body = body;
  }
}
