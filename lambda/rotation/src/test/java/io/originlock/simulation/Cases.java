package io.originlock.simulation;

import io.originlock.port.Acceptance;
import io.originlock.simulation.Deed.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Makes a case from a seed alone. */
final class Cases {
  private static final long SECOND = 1000;
  private static final long MINUTE = 60 * SECOND;

  /** A host is never later than a soak: that is what the soak is for. */
  private static final long MARGIN = 10 * SECOND;

  private static final Kind[] OWN = {
    Kind.ROTATE_TWICE,
    Kind.ROTATE_LATE,
    Kind.TICK,
    Kind.TICK_LATE,
    Kind.PAUSE,
    Kind.UNPAUSE,
    Kind.TERRAFORM_APPLIES,
    Kind.TERRAFORM_APPLIES,
    Kind.RELEASED,
    Kind.STAGE_RELEASED,
    Kind.ROTATE,
    Kind.ENFORCE,
    Kind.UNENFORCE,
  };

  /** What others do in an ordinary case. A revocation is not among them: it may refuse viewers. */
  private static final Set<Kind> ORDINARY = EnumSet.complementOf(EnumSet.of(Kind.REVOKE));

  private final Acceptance acceptance;
  private final List<Kind> foreign;
  private final boolean anyStart;

  /** Ordinary cases. */
  Cases(Acceptance acceptance) {
    this(acceptance, ORDINARY, false);
  }

  /** Cases that begin in any state of the world. */
  static Cases fromAnyStart(Acceptance acceptance) {
    return new Cases(acceptance, EnumSet.noneOf(Kind.class), true);
  }

  /**
   * @param foreign what others may do in these cases
   * @param anyStart whether they begin in any state of the world
   */
  Cases(Acceptance acceptance, Set<Kind> foreign, boolean anyStart) {
    this.anyStart = anyStart;
    this.acceptance = acceptance;
    this.foreign = foreign.stream().filter(Kind::foreign).sorted().toList();
  }

  Case of(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Shape shape = shape(random);
    long span = 3 * shape.soak() + shape.grace() + 2 * shape.propagation() + 5 * MINUTE;
    List<Deed> deeds = new ArrayList<>();
    deeds.add(new Deed(1, random.nextLong(2 * MINUTE), Kind.ROTATE, 0, 0));
    for (int i = random.nextInt(5); i > 0; i--) {
      deeds.add(own(random, deeds.size() + 1, random.nextLong(span)));
    }
    int headers = 0;
    int logs = 0;
    int copies = 0;
    for (int i = random.nextInt(4); i > 0 && !foreign.isEmpty(); i--) {
      Deed deed = foreign(random, deeds.size() + 1, random.nextLong(span));
      headers += deed.kind().writesHeaders() ? 1 : 0;
      logs += deed.kind().writesLog() ? 1 : 0;
      copies += deed.kind() == Kind.STATE_COPIED ? 1 : 0;
      // A copied state lies about times; what another copy puts on top of that nobody can tell.
      boolean tellable = copies == 0 || logs == 1;
      // A host may still go by what a copied state never heard of. Headers that are there stay, but
      // once somebody changed them, too, nobody can tell what they were.
      boolean keepable = copies == 0 || headers == 0;
      if (headers <= 3 && tellable && keepable) {
        deeds.add(deed);
      }
    }
    deeds.sort(Comparator.comparingLong(Deed::at));
    List<Mishap> mishaps = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      mishaps.add(mishap(random));
    }
    return new Case(
        random.nextLong(), shape, anyStart, List.copyOf(deeds), List.copyOf(mishaps), span);
  }

  private Shape shape(SplittableRandom random) {
    long soak = MINUTE + random.nextLong(4 * MINUTE);
    double slow = random.nextDouble();
    GateKind gate = kind(random);
    // What is read anew may be as old as a soak; what is told has its time on the way as well.
    long sooner = gate == GateKind.PARAMETERS ? 0 : MARGIN;
    return new Shape(
        gate,
        1 + random.nextInt(3),
        1 + random.nextInt(4),
        1 + random.nextInt(3),
        5 * SECOND + (long) (slow * slow * slow * slow * 16 * MINUTE),
        random.nextLong(soak - sooner),
        20 + random.nextLong(300),
        soak,
        random.nextInt(3) * 3 * MINUTE,
        // A look every other second is what the worker takes, and most of what a run costs.
        random.nextInt(8) == 0 ? 2 * SECOND : (8 + random.nextInt(20)) * SECOND,
        random.nextInt(4) == 0 ? MINUTE : 15 * MINUTE);
  }

  private GateKind kind(SplittableRandom random) {
    return acceptance == Acceptance.ALL_OF
        ? GateKind.REQUIREMENT
        : switch (random.nextInt(3)) {
          case 0 -> GateKind.RULES;
          case 1 -> GateKind.PARAMETERS;
          default -> GateKind.KEYS;
        };
  }

  private Deed own(SplittableRandom random, int key, long at) {
    Kind kind = OWN[random.nextInt(OWN.length)];
    if (anyStart && kind == Kind.TERRAFORM_APPLIES) {
      // What is published at first is nobody's word.
      kind = Kind.TICK;
    }
    long millis =
        switch (kind) {
          case ROTATE_TWICE -> random.nextLong(3 * MINUTE);
          case ROTATE_LATE, TICK_LATE -> random.nextLong(14 * MINUTE);
          case TERRAFORM_APPLIES -> random.nextLong(5 * SECOND);
          case UNENFORCE, RELEASED, STAGE_RELEASED -> random.nextLong(60 * MINUTE);
          default -> 0;
        };
    boolean releases = kind == Kind.RELEASED || kind == Kind.STAGE_RELEASED;
    return new Deed(key, at, kind, releases ? random.nextInt(30) : 0, millis);
  }

  private Deed foreign(SplittableRandom random, int key, long at) {
    Kind kind = foreign.get(random.nextInt(foreign.size()));
    long longest =
        switch (kind) {
          case ORIGIN_BROKEN -> 20 * MINUTE;
          case DRAFT_CHANGED -> 10 * MINUTE;
          default -> 30 * SECOND;
        };
    return new Deed(key, at, kind, random.nextInt(6), random.nextLong(longest));
  }

  private static Mishap mishap(SplittableRandom random) {
    Mishap.Kind[] kinds = Mishap.Kind.values();
    Mishap.Kind kind = kinds[random.nextInt(kinds.length)];
    Operation[] operations = Operation.values();
    // Writes are rare among the calls and matter most.
    Operation operation =
        random.nextInt(3) == 0 ? null : operations[random.nextInt(operations.length)];
    int nth = 1 + random.nextInt(operation == null ? 400 : 8);
    long millis =
        switch (kind) {
          case STALE_READ -> random.nextLong(3 * SECOND);
          case ANSWER_LOST -> random.nextLong(30 * SECOND);
          case OUT_OF_TIME -> random.nextLong(MINUTE);
          case SLOW -> 5 * SECOND + random.nextLong(15 * SECOND);
          case STALLED -> MINUTE + random.nextLong(13 * MINUTE);
          default -> 0;
        };
    return new Mishap(kind, operation, nth, millis);
  }
}
