package io.originlock.lab.model;

/** A header that CloudFront adds for an origin, by its name in lower case. */
public record Header(String name, String value) {

  /** The name of a lock's header may be its secret: neither is shown. */
  @Override
  public String toString() {
    return "a header";
  }
}
