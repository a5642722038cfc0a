package io.originlock.authorizer;

/** The honoured keys cannot be read. Holds no key, nor what was read. */
final class KeySourceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  KeySourceException(String message) {
    super(message);
  }
}
