package io.originlock.examine;

import java.util.List;

/** The judges of every lock; its gate has some of its own, see {@link GateTraits#judges}. */
public final class Judges {
  public static final List<Judge> ALL =
      List.of(
          new ForwardedHosts(),
          new SharedRequests(),
          new KeySources(),
          new UncoveredStages(),
          new EdgeFunctions(),
          new UnguardedEdges(),
          new Endpoints(),
          new Admissions(),
          new MissingMembers(),
          new Destinations(),
          new MissingPermissions(),
          new Canaries(),
          new OpenMethods(),
          new Bypasses(),
          new OtherPlans(),
          new Leaks(),
          new WebAclLeaks(),
          new HiddenRefusals(),
          new Probes(),
          new Unseen());

  private Judges() {}
}
