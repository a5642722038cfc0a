package io.originlock.lab.facts;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How a behaviour of AWS is known: a section of {@code docs/aws.md} each, the weakest first. */
enum Evidence {
  ASSUMED("Assumed", ".+", "what speaks for it"),
  SEEN("Seen in published files", ".*https://.*", "a link"),
  DOCUMENTED("Documented", ".*https://.*", "a link"),
  RECORDED("Recorded", ".*\\b20\\d\\d-\\d\\d-\\d\\d\\b.*", "the date of the recording");

  private final String heading;
  private final Pattern source;
  private final String needed;

  Evidence(String heading, String source, String needed) {
    this.heading = heading;
    this.source = Pattern.compile(source);
    this.needed = needed;
  }

  static Optional<Evidence> of(String heading) {
    return Stream.of(values()).filter(evidence -> evidence.heading.equals(heading)).findFirst();
  }

  String heading() {
    return heading;
  }

  /** What a source of this kind lacks. */
  Optional<String> lacking(String text) {
    return source.matcher(text).matches() ? Optional.empty() : Optional.of(needed);
  }
}
