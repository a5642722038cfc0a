package io.originlock.signing;

/** The forms of what names a lock to the worker and to the authorizer, as regular expressions. */
public final class LockForms {
  /** A lock's name. It has no dot, so that no lock's API keys can be taken for another's. */
  public static final String NAME = "[a-z][a-z0-9-]{0,30}[a-z0-9]";

  /** The path of its parameters, such as {@code /origin-lock/petstore}. */
  public static final String PATH = "(/[a-zA-Z0-9_.-]+){1,13}";

  private LockForms() {}
}
