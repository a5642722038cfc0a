package io.originlock.simulation;

import io.originlock.simulation.Deed.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Cases that are kept whole, for people to read: what happens, and who does it. */
enum Gold {
  ANY_OF_UNDISTURBED(GateKind.KEYS, List.of(), List.of()),
  ALL_OF_UNDISTURBED(GateKind.REQUIREMENT, List.of(), List.of()),
  WORKER_DIES_AT_UPDATE_DISTRIBUTION(
      GateKind.KEYS,
      List.of(),
      List.of(new Mishap(Mishap.Kind.DIES_AFTER, Operation.UPDATE_DISTRIBUTION, 1, 0))),
  OLD_HEADER_PUT_BACK_IN_PRESENT(
      GateKind.KEYS, List.of(deed(2, 9, Kind.OLD_HEADER_PUT_BACK, 1, 0)), List.of()),
  STUCK_PROBE_GOES_BACK(GateKind.KEYS, List.of(deed(2, 3, Kind.ORIGIN_BROKEN, 0, 15)), List.of()),
  A_SECOND_WRITER_FIGHTS(
      GateKind.KEYS,
      IntStream.range(0, 6)
          .mapToObj(i -> deed(2 + i, 8 + 2 * i, Kind.OLD_HEADER_PUT_BACK, 1, 0))
          .toList(),
      List.of()),
  /** The authorizers keep what they have read; a worker dies when it has written a key. */
  SIGNING_KEYS_KEPT(
      GateKind.PARAMETERS,
      List.of(),
      List.of(new Mishap(Mishap.Kind.DIES_AFTER, Operation.CREATE_KEY, 1, 0))),
  /** A rule group that somebody sets to count while CloudFront spreads the new secret. */
  RULES_OPENED_IN_PRESENT(GateKind.RULES, List.of(deed(2, 9, Kind.KEY_DELETED, 4, 0)), List.of()),
  /** A gate is opened in the middle of a rotation, and closed half an hour later. */
  RULES_UNENFORCED_IN_PRESENT(
      GateKind.RULES, List.of(deed(2, 9, Kind.UNENFORCE, 0, 30)), List.of()),
  /** The same at rest, after which a header is taken off that the closed gate would need. */
  REQUIREMENT_ENFORCED_WITHOUT_A_HEADER(
      GateKind.REQUIREMENT,
      List.of(deed(2, 30, Kind.UNENFORCE, 0, 9), deed(3, 38, Kind.HEADER_UNKNOWN, 1, 0)),
      List.of());

  private final Case story;

  Gold(GateKind gate, List<Deed> others, List<Mishap> mishaps) {
    List<Deed> deeds = new ArrayList<>();
    deeds.add(deed(1, 1, Kind.ROTATE, 0, 0));
    deeds.addAll(others);
    this.story =
        new Case(
            1,
            new Shape(gate, 2, 2, 2, 180_000, 60_000, 200, 240_000, 120_000, 10_000, 900_000),
            false,
            deeds,
            mishaps,
            40 * 60_000);
  }

  private static Deed deed(int key, long minute, Kind kind, int which, long minutes) {
    return new Deed(key, minute * 60_000, kind, which, minutes * 60_000);
  }

  Case story() {
    return story;
  }

  /** The file's name. */
  String file() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + ".txt";
  }
}
