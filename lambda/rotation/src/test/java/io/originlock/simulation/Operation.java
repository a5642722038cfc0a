package io.originlock.simulation;

import java.util.Locale;

/** The calls that a worker makes. */
public enum Operation {
  GET_DISTRIBUTION,
  UPDATE_DISTRIBUTION,
  LIST_KEYS,
  CREATE_KEY,
  ADD_TO_PLAN,
  DELETE_KEY,
  READ_REQUIREMENT,
  READ_DRAFT,
  PATCH_DRAFT,
  CREATE_DEPLOYMENT,
  DEPLOY,
  PROBE,
  LIST_STATES,
  GET_STATE,
  PUT_STATE,
  DELETE_STATES,
  GET_PUBLISHED,
  PUT_PUBLISHED,
  GET_RULES,
  PUT_RULES;

  /** Reads of Parameter Store, which may be stale for a moment. */
  boolean ssmRead() {
    return this == LIST_STATES
        || this == GET_STATE
        || this == GET_PUBLISHED
        // Where keys are parameters.
        || this == LIST_KEYS;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
