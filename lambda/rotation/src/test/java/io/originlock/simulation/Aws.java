package io.originlock.simulation;

import io.originlock.model.Roster;
import io.originlock.port.Prober;
import io.originlock.port.World;

/** A model of AWS in memory, as one lock's worker sees it through the engine's ports. */
public final class Aws {
  public final Shape shape;
  public final VirtualTime time;
  final Trace trace;
  final Values values;
  public final Calls calls;
  public final Fleet fleet;
  public final Gateway gateway;
  public final Ledger ledger;
  private final Prober prober;
  private final GatePort gate;

  /** As the newest configuration of the worker has it. */
  public World world;

  /** How many owners of released members have yet to do what they will. */
  int owners;

  /** Whether the deployed API demands the secret. */
  public boolean demanded = true;

  public Aws(Shape shape, long seed, VirtualTime time, Trace trace) {
    this.shape = shape;
    this.time = time;
    this.trace = trace;
    this.values = new Values(shape.acceptance());
    this.calls = new Calls(time, trace, seed, shape.latency());
    this.fleet = new Fleet(time, values, seed, shape);
    this.gateway = new Gateway(time, values, seed, shape);
    this.ledger = new Ledger(time);
    this.prober = new ProberPort(this, seed);
    this.gate = new GatePort(this, seed);
    configure();
  }

  /** Gives the worker the members of this moment; invocations under way keep those they had. */
  void configure() {
    Roster roster = fleet.roster();
    world =
        new World(
            gate,
            new DistributionsPort(this, roster.listed().distributions()),
            prober,
            new LogPort(this),
            new PublishedPort(this),
            new ExaminerPort(gate),
            roster);
  }

  public void observer(Observer observer) {
    fleet.observer(observer);
    gateway.observer(observer);
    ledger.observer(observer);
  }
}
