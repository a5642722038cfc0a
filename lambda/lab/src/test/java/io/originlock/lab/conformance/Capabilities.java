package io.originlock.lab.conformance;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an endpoint can do, as it showed itself.
 *
 * @param lacking what it cannot, with what was seen
 */
record Capabilities(Map<Capability, String> lacking) {

  Capabilities {
    lacking = Map.copyOf(lacking);
  }

  /** An endpoint that could not be asked, which lacks all. */
  static Capabilities none(String why) {
    Map<Capability, String> all = new EnumMap<>(Capability.class);
    for (Capability each : Capability.values()) {
      all.put(each, why);
    }
    return new Capabilities(all);
  }

  boolean has(Capability capability) {
    return !lacking.containsKey(capability);
  }

  /** Why a test that needs these cannot run; empty if it can. */
  Optional<String> without(Collection<Capability> needed) {
    return needed.stream().filter(each -> !has(each)).sorted().map(lacking::get).findFirst();
  }
}
