package io.originlock.lab.model;

import java.util.Map;

/** The policies that cache behaviours may name, each kind by id. */
public record EdgePolicies(
    Map<String, RequestPolicy> cache,
    Map<String, RequestPolicy> originRequest,
    Map<String, ResponsePolicy> responseHeaders) {

  public EdgePolicies {
    cache = Map.copyOf(cache);
    originRequest = Map.copyOf(originRequest);
    responseHeaders = Map.copyOf(responseHeaders);
  }
}
