package io.originlock.lab.report;

import io.originlock.lab.ledger.Ledger;
import io.originlock.lab.ledger.Rotation;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.VelocityEngine;

/** The report as one HTML page that needs no network. */
public final class HtmlReport {

  private static final String TEMPLATE = "report.vm";

  /** Also of what {@code make status HTML=1} draws. */
  private static final String STYLE = "report.css";

  private final VelocityEngine engine = new VelocityEngine();

  /** Writes the page. */
  public String write(Results results, Ledger ledger) {
    List<Expectation> expectations = Expectation.of(results);
    VelocityContext page = new VelocityContext();
    page.put("results", results);
    page.put("totals", results.totals());
    page.put("expectations", expectations);
    page.put("allMet", expectations.stream().allMatch(Expectation::met));
    page.put("unmet", expectations.stream().filter(e -> !e.met()).toList());
    page.put("operations", operations(results));
    page.put(
        "secrets", Stream.iterate(1, n -> n + 1).limit(ledger.secrets().all().size()).toList());
    page.put("timeline", new TimelineSvg(ledger, results.from(), results.to()).draw());
    page.put("format", new Format());
    page.put("style", resource(STYLE));
    StringWriter out = new StringWriter();
    engine.evaluate(page, out, TEMPLATE, resource(TEMPLATE));
    return out.toString();
  }

  private static TreeSet<String> operations(Results results) {
    TreeSet<String> all = new TreeSet<>();
    results.rotations().forEach(r -> all.addAll(r.figures().calls().keySet()));
    return all;
  }

  private static String resource(String name) {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** For the template; public for Velocity. */
  public static final class Format {

    private Format() {}

    /** A number with separators. */
    public String count(long number) {
      return String.format(Locale.ROOT, "%,d", number);
    }

    /** Seconds with one decimal, a dash for what never came. */
    public String seconds(Optional<Duration> duration) {
      return duration.map(Expectation::seconds).orElse("–");
    }

    /** The same. */
    public String seconds(Duration duration) {
      return seconds(Optional.ofNullable(duration));
    }

    /** How often an operation was called in a rotation. */
    public String calls(Rotation rotation, String operation) {
      Map<String, Long> calls = rotation.calls();
      return calls.containsKey(operation) ? String.valueOf(calls.get(operation)) : "";
    }

    /** Text for HTML. */
    public String text(Object any) {
      return String.valueOf(any)
          .replace("&", "&amp;")
          .replace("<", "&lt;")
          .replace(">", "&gt;")
          .replace("\"", "&quot;");
    }
  }
}
