package io.originlock.lab.model;

import java.util.Map;

/** The policies that cache behaviours may name, each kind by id. */
public record RequestPolicies(
    Map<String, RequestPolicy> cache, Map<String, RequestPolicy> originRequest) {

  public RequestPolicies {
    cache = Map.copyOf(cache);
    originRequest = Map.copyOf(originRequest);
  }
}
