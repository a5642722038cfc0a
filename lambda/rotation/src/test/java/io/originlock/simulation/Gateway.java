package io.originlock.simulation;

import io.originlock.model.Secret;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The API side: what the gate is configured to let through, and hosts that learn of it late, each
 * at its own times, but in order.
 */
public final class Gateway {
  private final VirtualTime time;
  private final Values values;
  private final List<Key> keys = new ArrayList<>();
  private final Hosts hosts;
  private final boolean parameters;
  private final boolean[] checksOld;
  private final long seed;
  private final long hostLag;
  private boolean oldOpen;
  private final TreeMap<Long, List<Key>> past = new TreeMap<>();
  private Observer observer;
  private long foreign;
  private long holds;
  private List<Secret> draft = List.of();
  private boolean unfinished;
  private int draftChanges;
  private int frozen;
  private int token;

  Gateway(VirtualTime time, Values values, long seed, Shape shape) {
    this.time = time;
    this.values = values;
    this.parameters = shape.gate() == GateKind.PARAMETERS;
    this.hosts =
        parameters ? new ReadingHosts(time, seed, shape) : new ToldHosts(time, seed, shape);
    this.checksOld = new boolean[shape.hosts()];
    Arrays.fill(checksOld, true);
    this.seed = seed;
    this.hostLag = shape.hostLag();
  }

  void observer(Observer watch) {
    observer = watch;
    hosts.observer(watch);
  }

  /** A key of the lock's, or a requirement of it. */
  public static final class Key {
    public final Secret secret;
    final long bit;
    boolean inPlan;

    Key(Secret secret, long bit) {
      this.secret = secret;
      this.bit = bit;
    }

    boolean carries(Secret other) {
      return secret.id().equals(other.id()) && secret.value().equals(other.value());
    }
  }

  /** The lock's keys, in the order in which they were made. */
  public List<Key> keys() {
    return keys;
  }

  Key find(Secret secret) {
    for (Key key : keys) {
      if (key.carries(secret)) {
        return key;
      }
    }
    return null;
  }

  /** What the gate is configured to let through, or to demand. */
  long holds() {
    return holds;
  }

  /** What somebody else lets through. */
  long foreign() {
    return foreign;
  }

  public long host(int number) {
    return hosts.mask(number);
  }

  public int hosts() {
    return hosts.count();
  }

  /** When the last host will know all, in milliseconds. */
  long quietAt() {
    return hosts.quietAt();
  }

  /** A probe asks this host to let it through. */
  void asked(int host, long sent) {
    hosts.asked(host, sent);
  }

  /** Its owner has the second stage check nothing; each host learns of it at its own time. */
  void openOld() {
    oldOpen = true;
    for (int i = 0; i < checksOld.length; i++) {
      int host = i;
      time.at(
          time.now() + Noise.below(hostLag, seed, -6, host, 0),
          () -> {
            checksOld[host] = false;
            observer.fleetChanged();
          });
    }
  }

  boolean oldOpen() {
    return oldOpen;
  }

  /** Whether a host checks what an edge of a distribution sends it. */
  boolean checks(int host, Fleet.Edge edge) {
    return !edge.elsewhere && (!edge.distribution.old || checksOld[host]);
  }

  /** Whether some host checks what an edge sends. */
  boolean checks(Fleet.Edge edge) {
    return IntStream.range(0, checksOld.length).anyMatch(host -> checks(host, edge));
  }

  /** What a read finds that shows what was there a while ago. */
  List<Key> keys(long staleness) {
    Map.Entry<Long, List<Key>> then = past.floorEntry(time.now() - staleness);
    return staleness == 0 || then == null ? List.copyOf(keys) : then.getValue();
  }

  Key create(Secret secret) {
    Key there = find(secret);
    if (there != null) {
      return there;
    }
    long bit = values.bit(secret.value());
    Key key = new Key(secret, bit);
    if (parameters) {
      // A parameter has one value: whatever it was before.
      keys.removeIf(other -> other.secret.id().equals(secret.id()));
    } else {
      // Values of keys are unique in an account and region: one of another id is marked anew.
      keys.removeIf(
          other -> {
            key.inPlan |= other.bit == bit && other.inPlan;
            return other.bit == bit;
          });
    }
    keys.add(key);
    return key;
  }

  void admit(Key key, Cause cause) {
    if (!key.inPlan) {
      key.inPlan = true;
      changed(cause);
    }
  }

  void delete(Key key, Cause cause) {
    token = freeze();
    if (keys.remove(key)) {
      changed(cause);
    }
  }

  /** All-of: the draft demands these; nobody is served it. */
  void patch(List<Secret> secrets) {
    draft = List.copyOf(secrets);
  }

  /** All-of: freezes the draft. */
  int freeze() {
    return ++frozen;
  }

  /** Somebody begins to change the draft, or has finished and deploys all of it. */
  void work(boolean begins, Cause cause) {
    unfinished = begins;
    draftChanges++;
    if (!begins) {
      demand(draft, cause);
    }
  }

  boolean unfinished() {
    return unfinished;
  }

  int draftChanges() {
    return draftChanges;
  }

  /** All-of: exactly these from now on. */
  void demand(List<Secret> secrets, Cause cause) {
    serve(freeze(), secrets, cause);
  }

  /** All-of: the stage serves what was frozen under this number. */
  void serve(int number, List<Secret> secrets, Cause cause) {
    patch(secrets);
    token = number;
    keys.clear();
    for (Secret secret : secrets) {
      create(secret).inPlan = true;
    }
    changed(cause);
  }

  /**
   * One document: exactly these secrets from now on, and everyone else as well if it is open.
   *
   * @param alone whether what somebody else added goes
   */
  void rules(List<Secret> secrets, boolean open, boolean alone, Cause cause) {
    foreign = (alone ? 0 : foreign & ~Values.EVERYONE) | (open ? Values.EVERYONE : 0);
    demand(secrets, cause);
  }

  /** Under what the document is changed, or what the stage serves: another after each change. */
  int token() {
    return token;
  }

  void addForeign(long bit, Cause cause) {
    foreign |= bit;
    token = freeze();
    changed(cause);
  }

  private void changed(Cause cause) {
    long before = holds;
    holds = foreign;
    for (Key key : keys) {
      holds |= key.inPlan ? key.bit : 0;
    }
    past.put(time.now(), List.copyOf(keys));
    if (holds != before) {
      observer.gateChanged(before, holds, cause);
      hosts.changed(before, holds, cause);
    }
  }

  /** As it is when a case begins in the middle: every host knows. */
  public void begin(List<Secret> secrets, boolean open) {
    foreign = open ? Values.EVERYONE : 0;
    holds = foreign;
    draft = List.copyOf(secrets);
    for (Secret secret : secrets) {
      Key key = create(secret);
      key.inPlan = true;
      holds |= key.bit;
    }
    hosts.begin(holds);
    past.put(time.now(), List.copyOf(keys));
  }
}
