package io.originlock.examine;

import java.util.Collection;
import java.util.Comparator;

/** What can be told of a question about somebody else's policy. */
enum Verdict {
  YES,
  UNCLEAR,
  NO;

  Verdict not() {
    return switch (this) {
      case YES -> NO;
      case UNCLEAR -> UNCLEAR;
      case NO -> YES;
    };
  }

  static Verdict of(boolean known) {
    return known ? YES : NO;
  }

  /** Whether all hold: yes for none. */
  static Verdict all(Collection<Verdict> verdicts) {
    return verdicts.stream().max(Comparator.naturalOrder()).orElse(YES);
  }

  /** Whether one holds: no for none. */
  static Verdict any(Collection<Verdict> verdicts) {
    return verdicts.stream().min(Comparator.naturalOrder()).orElse(NO);
  }
}
