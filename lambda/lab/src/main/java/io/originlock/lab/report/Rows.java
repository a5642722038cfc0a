package io.originlock.lab.report;

import io.originlock.lab.ledger.Kind;
import io.originlock.lab.ledger.Ledger;
import io.originlock.lab.ledger.Outcome;
import io.originlock.lab.ledger.Propagations;
import io.originlock.lab.ledger.Rotation;
import io.originlock.lab.ledger.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The ledger, laid out in rows over one stretch of time. */
final class Rows {

  /** What one second's requests came to. */
  record Second(int served, int refusedViewers, int refusedIntruders, int passedIntruders) {}

  private final Ledger ledger;
  private final Instant from;
  private final Instant to;

  Rows(Ledger ledger, Instant from, Instant to) {
    this.ledger = ledger;
    this.from = from;
    this.to = to;
  }

  /** The stages of the rotations, as they show from the outside. */
  List<Segment> stages() {
    List<Segment> all = new ArrayList<>();
    Instant idleSince = from;
    boolean anyOf = ledger.secrets().gate().anyOf();
    for (Rotation rotation : ledger.rotations()) {
      add(all, idleSince, Optional.of(rotation.fired()), "idle", "idle");
      Optional<Instant> end = Optional.of(rotation.ended().orElse(to));
      add(
          all,
          rotation.fired(),
          first(rotation.updated(), end),
          "admit",
          anyOf ? "admit" : "begin");
      add(all, rotation.updated(), first(rotation.everywhere(), end), "present", "present");
      add(all, rotation.everywhere(), first(rotation.retired(), end), "soak", "soak");
      add(all, rotation.retired(), end, "retire", anyOf ? "retire" : "require");
      idleSince = end.get();
    }
    add(all, idleSince, Optional.of(to), "idle", "idle");
    return all;
  }

  private static Optional<Instant> first(Optional<Instant> one, Optional<Instant> other) {
    return one.or(() -> other);
  }

  private void add(
      List<Segment> all,
      Optional<Instant> start,
      Optional<Instant> end,
      String style,
      String label) {
    start.ifPresent(s -> add(all, s, end, style, label));
  }

  private void add(
      List<Segment> all, Instant start, Optional<Instant> end, String style, String label) {
    Instant begin = start.isBefore(from) ? from : start;
    Instant finish = end.filter(e -> e.isBefore(to)).orElse(to);
    if (begin.isBefore(finish)) {
      all.add(new Segment(begin, finish, style, label));
    }
  }

  /** For every edge, which secret it presents when. */
  List<List<Segment>> edges() {
    Map<String, Integer> secretOf = new HashMap<>();
    for (Propagations.Pushed push : ledger.propagations().pushes()) {
      secretOf.put(push.version(), ledger.secrets().numberAmong(push.presented()));
    }
    List<List<Segment>> rows = new ArrayList<>();
    for (int edge = 0; edge < ledger.propagations().edges(); edge++) {
      int number = edge;
      List<Propagations.Taken> takes =
          ledger.propagations().takes().stream()
              .filter(take -> take.edge() == number)
              .sorted(Comparator.comparing(Propagations.Taken::at))
              .toList();
      List<Segment> row = new ArrayList<>();
      for (int i = 0; i < takes.size(); i++) {
        Optional<Instant> until =
            i + 1 < takes.size() ? Optional.of(takes.get(i + 1).at()) : Optional.empty();
        int secret = secretOf.getOrDefault(takes.get(i).version(), 0);
        add(row, takes.get(i).at(), until, style(secret), "presents " + name(secret));
      }
      rows.add(row);
    }
    return rows;
  }

  /** For every host and secret that it honours at some time, when: a row for each host. */
  List<List<Segment>> hosts() {
    Map<Integer, List<Secrets.HostChange>> byHost = new HashMap<>();
    ledger
        .secrets()
        .changes()
        .forEach(c -> byHost.computeIfAbsent(c.host(), h -> new ArrayList<>()).add(c));
    List<List<Segment>> rows = new ArrayList<>();
    byHost.keySet().stream().sorted().forEach(host -> rows.add(hostRow(byHost.get(host))));
    return rows;
  }

  private List<Segment> hostRow(List<Secrets.HostChange> changes) {
    List<Segment> row = new ArrayList<>();
    TreeSet<Integer> honoured = new TreeSet<>();
    for (int i = 0; i < changes.size(); i++) {
      Secrets.HostChange change = changes.get(i);
      if (change.honours()) {
        honoured.add(change.secret());
      } else {
        honoured.remove(change.secret());
      }
      Optional<Instant> until =
          i + 1 < changes.size() ? Optional.of(changes.get(i + 1).at()) : Optional.empty();
      for (int secret : honoured) {
        add(row, change.at(), until, style(secret), honoured.size() + ":" + name(secret));
      }
    }
    return row;
  }

  /** The requests, second by second. */
  List<Second> seconds() {
    int length = (int) Math.max(1, Duration.between(from, to).toSeconds() + 1);
    int[][] counts = new int[length][4];
    for (Outcome outcome : ledger.outcomes()) {
      int second = (int) Duration.between(from, outcome.at()).toSeconds();
      if (second >= 0 && second < length && !outcome.at().isBefore(from)) {
        counts[second][column(outcome)]++;
      }
    }
    List<Second> all = new ArrayList<>();
    for (int[] count : counts) {
      all.add(new Second(count[0], count[1], count[2], count[3]));
    }
    return all;
  }

  private int column(Outcome outcome) {
    if (outcome.kind() == Kind.VIEWER) {
      return outcome.passed() ? 0 : 1;
    }
    return ledger.trespassed(outcome) ? 3 : 2;
  }

  private static String style(int secret) {
    return secret == 0 ? "none" : "s" + ((secret - 1) % 6 + 1);
  }

  private static String name(int secret) {
    return secret == 0 ? "no secret" : "secret " + secret;
  }
}
