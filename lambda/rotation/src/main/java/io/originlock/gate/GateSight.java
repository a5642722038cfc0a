package io.originlock.gate;

import io.originlock.examine.GateTraits;
import io.originlock.finding.Finding;
import io.originlock.survey.Unread;
import java.util.List;

/**
 * A gate as it is examined.
 *
 * @param traits what judges must know of it
 * @param found what only its own package could see
 * @param unread what of that could not be looked at
 */
public record GateSight(GateTraits traits, List<Finding> found, List<Unread> unread) {
  public GateSight {
    found = List.copyOf(found);
    unread = List.copyOf(unread);
  }

  /** Of a gate of which the survey shows all. */
  public static GateSight of(GateTraits traits) {
    return new GateSight(traits, List.of(), List.of());
  }
}
