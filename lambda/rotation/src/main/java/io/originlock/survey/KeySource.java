package io.originlock.survey;

/** {@code apiKeySource}: where a REST API takes API keys from. */
public enum KeySource {
  /** The header {@code x-api-key}. */
  HEADER,
  /** A Lambda authorizer's answer. */
  AUTHORIZER
}
