package io.originlock.examine;

import io.originlock.survey.Target;
import java.net.URI;
import java.util.Locale;

/** A request that the worker sends to see whether the gate lets it through. */
public sealed interface Probe {

  /** The query parameter that makes each probe another request. */
  String NONCE = "nonce";

  /** Where it goes. */
  URI url();

  /**
   * Past CloudFront, with a secret.
   *
   * @param target what it is to reach
   */
  record Direct(Target.Stage target, URI url) implements Probe {}

  /**
   * As a viewer's, without a secret: CloudFront adds it.
   *
   * @param distribution the id of that which it goes through
   */
  record Through(String distribution, URI url) implements Probe {}

  /** Its host, in lower case; empty for an address without one. */
  default String host() {
    return url().getHost() == null ? "" : url().getHost().toLowerCase(Locale.ROOT);
  }

  /** Its path, with a slash. */
  default String path() {
    String path = url().getRawPath();
    return path == null || path.isEmpty() ? "/" : path;
  }
}
