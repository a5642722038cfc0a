package io.originlock.survey;

import java.util.Optional;
import java.util.Set;

/**
 * A REST API as it is drafted: most of it is in force from the next deployment or change of a stage
 * on; {@link Served} has what is.
 *
 * @param id ten lower-case letters and digits
 * @param name its owner's name for it
 * @param keySource where it takes API keys from
 * @param endpoints usually one
 * @param endpointDisabled whether its own host name, {@code <id>.execute-api.…}, is switched off
 * @param policy its resource policy; empty if it has none, or it could not be read (see {@link
 *     Unread})
 * @param vpcEndpoints the ids of interface endpoints through which a private API is reached
 */
public record ApiFacts(
    String id,
    String name,
    KeySource keySource,
    Set<EndpointType> endpoints,
    boolean endpointDisabled,
    Optional<Policy> policy,
    Set<String> vpcEndpoints) {
  public ApiFacts {
    endpoints = Set.copyOf(endpoints);
    vpcEndpoints = Set.copyOf(vpcEndpoints);
  }

  /** How findings name it. */
  public String label() {
    return "REST API " + id;
  }
}
