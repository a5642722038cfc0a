package io.originlock.baseline;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Draws one rotation of each way: what the edges present, what the hosts let in, who is refused.
 */
final class BaselineSvg {
  private static final int LEFT = 24;
  private static final int WIDTH = 1000;
  private static final int LANE = 92;
  private static final int HEIGHT = 56;
  private static final int TOP = 64;
  private static final long SPAN = Duration.ofMinutes(100).toMillis();

  private final Map<String, List<Meter.Moment>> lanes;
  private final StringBuilder svg = new StringBuilder();

  BaselineSvg(Map<String, List<Meter.Moment>> lanes) {
    this.lanes = lanes;
  }

  String draw() {
    int height = TOP + lanes.size() * LANE + 40;
    line(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
            + " font-size=\"13\">",
        WIDTH + 2 * LEFT, height);
    line("<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>");
    legend();
    int y = TOP;
    for (Map.Entry<String, List<Meter.Moment>> lane : lanes.entrySet()) {
      lane(y, lane.getKey(), lane.getValue());
      y += LANE;
    }
    axis(y);
    line("</svg>");
    return svg.toString();
  }

  private void legend() {
    line(
        "<text x=\"%d\" y=\"22\" font-size=\"15\" fill=\"#1f2933\">One rotation, minute by minute:"
            + " hosts take up to 3 min, edges up to 5</text>",
        LEFT);
    String[][] parts = {
      {"#2f6fb3", "edges with the new secret"},
      {"#c9a227", "hosts that let the old one in"},
      {"#c0392b", "requests refused"},
    };
    int x = LEFT;
    for (String[] part : parts) {
      line("<rect x=\"%d\" y=\"34\" width=\"12\" height=\"12\" fill=\"%s\"/>", x, part[0]);
      line("<text x=\"%d\" y=\"45\" fill=\"#1f2933\">%s</text>", x + 18, part[1]);
      x += 240;
    }
  }

  private void lane(int y, String label, List<Meter.Moment> moments) {
    int base = y + 18 + HEIGHT;
    line("<text x=\"%d\" y=\"%d\" fill=\"#1f2933\">%s</text>", LEFT, y + 12, label);
    line(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#f4f6f8\"/>",
        LEFT, y + 18, WIDTH, HEIGHT);
    area(base, moments, "#c0392b", 0.85, Part.REFUSED);
    outline(base, moments, "#c9a227", Part.OLD);
    outline(base, moments, "#2f6fb3", Part.NEW);
  }

  private enum Part {
    NEW,
    OLD,
    REFUSED
  }

  private static double of(Meter.Moment moment, Part part) {
    return switch (part) {
      case NEW -> moment.newEdges();
      case OLD -> moment.oldHosts();
      case REFUSED -> moment.refused();
    };
  }

  private String steps(int base, List<Meter.Moment> moments, Part part) {
    StringBuilder points = new StringBuilder();
    double before = 0;
    for (Meter.Moment moment : moments) {
      if (moment.at() > SPAN) {
        break;
      }
      double x = x(moment.at());
      points.append(point(x, base - before * HEIGHT));
      before = of(moment, part);
      points.append(point(x, base - before * HEIGHT));
    }
    return points.append(point(LEFT + WIDTH, base - before * HEIGHT)).toString();
  }

  private void area(
      int base, List<Meter.Moment> moments, String colour, double opacity, Part part) {
    line(
        "<polygon points=\"%s%s%s\" fill=\"%s\" fill-opacity=\"%.2f\"/>",
        point(LEFT, base), steps(base, moments, part), point(LEFT + WIDTH, base), colour, opacity);
  }

  private void outline(int base, List<Meter.Moment> moments, String colour, Part part) {
    line(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>",
        steps(base, moments, part), colour);
  }

  private void axis(int y) {
    for (int minute = 0; minute <= SPAN / 60_000; minute += 10) {
      line(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#52606d\">%d</text>",
          x(minute * 60_000L), y + 14, minute);
    }
    line(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"#52606d\">minutes</text>",
        LEFT + WIDTH, y + 32);
  }

  private static double x(long at) {
    return LEFT + (double) at / SPAN * WIDTH;
  }

  private static String point(double x, double y) {
    return String.format(Locale.ROOT, "%.1f,%.1f ", x, y);
  }

  private void line(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
