package io.originlock.lab.report;

import io.originlock.lab.ledger.Ledger;
import io.originlock.lab.ledger.Rotation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Draws the timeline: stages, what edges present, what hosts honour, requests by outcome. */
final class TimelineSvg {

  private static final int LEFT = 132;
  private static final int RIGHT = 1088;
  private static final int EDGE_HEIGHT = 5;
  private static final int HOST_HEIGHT = 14;
  private static final int VIEWERS_HEIGHT = 96;
  private static final int INTRUDERS_HEIGHT = 48;

  private final StringBuilder svg = new StringBuilder();
  private final Rows rows;
  private final Ledger ledger;
  private final Instant from;
  private final double length;

  TimelineSvg(Ledger ledger, Instant from, Instant to) {
    this.ledger = ledger;
    this.rows = new Rows(ledger, from, to);
    this.from = from;
    this.length = Math.max(1, Duration.between(from, to).toMillis() / 1000.0);
  }

  String draw() {
    int y = 44;
    int top = y;
    stages(y);
    y += 44;
    y = edges(y) + 26;
    y = hosts(y) + 26;
    List<Rows.Second> seconds = rows.seconds();
    bars(
        y,
        VIEWERS_HEIGHT,
        "viewers",
        seconds.stream().map(s -> new int[] {s.served(), s.refusedViewers()}).toList(),
        "ok",
        "answered");
    y += VIEWERS_HEIGHT + 26;
    bars(
        y,
        INTRUDERS_HEIGHT,
        "intruders",
        seconds.stream().map(s -> new int[] {s.refusedIntruders(), s.passedIntruders()}).toList(),
        "kept",
        "refused");
    y += INTRUDERS_HEIGHT;
    String body = svg.toString();
    svg.setLength(0);
    axis(top, y);
    rotations(top, y);
    return head(y + 34) + svg + body + "</svg>";
  }

  private static String head(int height) {
    return """
    <svg class="timeline" viewBox="0 0 1100 %d" role="img" aria-labelledby="tl-title tl-desc">
    <title id="tl-title">Timeline of the rotations</title>
    <desc id="tl-desc">From top to bottom over time: the stage of the rotation, which secret \
    each edge presents, which secrets each API host honours, viewers' requests a second by \
    outcome, intruders' requests a second by outcome. The tables below hold the figures.</desc>
    """
        .formatted(height);
  }

  private void stages(int y) {
    label(y + 17, "stage");
    for (Segment segment : rows.stages()) {
      rect(segment, y, 26, "stage " + segment.style());
      if (width(segment) > 8 + 6.2 * segment.label().length()) {
        text((x(segment.from()) + x(segment.to())) / 2, y + 17, "stage-label", segment.label());
      }
    }
  }

  private int edges(int y) {
    List<List<Segment>> edges = rows.edges();
    label(y + 14, edges.size() + " edges");
    note(y + 30, "what each presents");
    for (List<Segment> row : edges) {
      for (Segment segment : row) {
        rect(segment, y, EDGE_HEIGHT, segment.style());
      }
      y += EDGE_HEIGHT;
    }
    return y;
  }

  private int hosts(int y) {
    List<List<Segment>> hosts = rows.hosts();
    boolean authorizers = ledger.secrets().gate().inAuthorizers();
    label(y + 14, hosts.size() + (authorizers ? " authorizers" : " API hosts"));
    note(y + 30, "what each honours");
    for (List<Segment> row : hosts) {
      hostRow(row, y);
      y += HOST_HEIGHT + 2;
    }
    return y;
  }

  /** Secrets honoured at the same time share the row's height. */
  private void hostRow(List<Segment> row, int y) {
    Instant start = null;
    int position = 0;
    for (Segment segment : row) {
      position = segment.from().equals(start) ? position + 1 : 0;
      start = segment.from();
      String[] parts = segment.label().split(":", 2);
      double height = HOST_HEIGHT / Double.parseDouble(parts[0]);
      Segment shown =
          new Segment(segment.from(), segment.to(), segment.style(), "honours " + parts[1]);
      rect(shown, y + position * height, height, segment.style());
    }
  }

  private void bars(
      int y, int height, String name, List<int[]> seconds, String goodStyle, String goodWord) {
    int most = seconds.stream().mapToInt(s -> s[0] + s[1]).max().orElse(1);
    int bad = seconds.stream().mapToInt(s -> s[1]).sum();
    label(y + 14, name);
    note(y + 30, "requests a second");
    note(y + 46, bad == 0 ? "all " + goodWord : bad + " not " + goodWord);
    line(LEFT, y + height, RIGHT, y + height, "base");
    text(LEFT - 6, y + 10, "scale", String.valueOf(most));
    double scale = (height - 2) / (double) Math.max(1, most);
    double width = (RIGHT - LEFT) / length;
    for (int second = 0; second < seconds.size(); second++) {
      int[] counts = seconds.get(second);
      double x = LEFT + second * width;
      // A little wider than a second, or rounding would leave gaps.
      double bars = Math.min(width + 0.7, RIGHT - x);
      if (bars <= 0) {
        continue;
      }
      // What must not be is at the bottom and never thinner than a pixel and a half.
      double badHeight = counts[1] == 0 ? 0 : Math.max(3, counts[1] * scale);
      double goodHeight = counts[0] * scale;
      box(x, y + height - badHeight, bars, badHeight, "bad");
      box(x, y + height - badHeight - goodHeight, bars, goodHeight, goodStyle);
    }
  }

  private void axis(int top, int bottom) {
    int step = length > 400 ? 60 : length > 150 ? 30 : length > 60 ? 15 : 5;
    for (int second = 0; second <= length; second += step) {
      double x = LEFT + second * (RIGHT - LEFT) / length;
      line(x, top, x, bottom, "grid");
      text(x, bottom + 18, "tick", String.format(Locale.ROOT, "%d:%02d", second / 60, second % 60));
    }
  }

  private void rotations(int top, int bottom) {
    for (Rotation rotation : ledger.rotations()) {
      double x = x(rotation.fired());
      line(x, top - 14, x, bottom, "fired");
      text(x + 4, top - 18, "fired-label", "rotation " + rotation.number());
    }
  }

  private double x(Instant at) {
    double seconds = Duration.between(from, at).toMillis() / 1000.0;
    return LEFT + Math.max(0, Math.min(1, seconds / length)) * (RIGHT - LEFT);
  }

  private double width(Segment segment) {
    return x(segment.to()) - x(segment.from());
  }

  private void rect(Segment segment, double y, double height, String style) {
    add(
        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\""
            + " class=\"%s\"><title>%s</title></rect>%n",
        x(segment.from()), y, Math.max(0.5, width(segment)), height, style, segment.label());
  }

  private void box(double x, double y, double width, double height, String style) {
    if (height > 0) {
      add(
          "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.2f\" height=\"%.1f\" class=\"%s\"/>%n",
          x, y, width, height, style);
    }
  }

  private void line(double x1, double y1, double x2, double y2, String style) {
    add(
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>%n",
        x1, y1, x2, y2, style);
  }

  private void label(double y, String words) {
    text(0, y, "row", words);
  }

  private void note(double y, String words) {
    text(0, y, "note", words);
  }

  private void text(double x, double y, String style, String words) {
    add("<text x=\"%.1f\" y=\"%.1f\" class=\"%s\">%s</text>%n", x, y, style, words);
  }

  private void add(String format, Object... arguments) {
    svg.append(String.format(Locale.ROOT, format, arguments));
  }
}
