package io.originlock.simulation;

import io.originlock.model.Header;
import io.originlock.model.SecretValue;
import io.originlock.port.Acceptance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives each value a bit, so that sets of secrets are numbers and a check is one operation. */
final class Values {
  static final String KEY_HEADER = "x-api-key";
  static final String PREFIX = "x-origin-lock-";

  /** Instead of a value: everyone is let in. */
  static final long EVERYONE = Long.MIN_VALUE;

  private final Acceptance acceptance;
  private final Map<String, Long> bits = new HashMap<>();
  private final List<String> names = new ArrayList<>();

  Values(Acceptance acceptance) {
    this.acceptance = acceptance;
  }

  long bit(SecretValue value) {
    return bit(value.reveal());
  }

  private long bit(String value) {
    Long known = bits.get(value);
    if (known != null) {
      return known;
    }
    if (names.size() == Long.SIZE - 1) {
      throw new IllegalStateException("A case may have 63 values.");
    }
    long bit = 1L << names.size();
    bits.put(value, bit);
    int dash = value.indexOf('-');
    names.add(dash < 0 ? value : value.substring(0, dash));
    return bit;
  }

  long mask(List<Header> headers) {
    long mask = 0;
    for (Header header : headers) {
      String value = value(header);
      if (value != null) {
        mask |= bit(value);
      }
    }
    return mask;
  }

  Header header(SecretValue value) {
    return acceptance == Acceptance.ANY_OF
        ? new Header(KEY_HEADER, value.reveal())
        : new Header(PREFIX + value.reveal(), "1");
  }

  Optional<SecretValue> carried(Header header) {
    return Optional.ofNullable(value(header)).map(SecretValue::new);
  }

  private String value(Header header) {
    if (acceptance == Acceptance.ANY_OF) {
      return header.name().equals(KEY_HEADER) ? header.value() : null;
    }
    return header.name().startsWith(PREFIX) ? header.name().substring(PREFIX.length()) : null;
  }

  /** Whether a host that holds these lets a request with those through. */
  boolean accepts(long holds, long sent) {
    return acceptance == Acceptance.ANY_OF
        ? (holds & (sent | EVERYONE)) != 0
        : (holds & sent) == holds;
  }

  /** For people: {@code [v1 v2]}. */
  String name(long mask) {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < names.size(); i++) {
      if ((mask >>> i & 1) == 1) {
        text.append(text.length() == 1 ? "" : " ").append(names.get(i));
      }
    }
    return text.append((mask & EVERYONE) == 0 ? "]" : "] and everyone").toString();
  }
}
