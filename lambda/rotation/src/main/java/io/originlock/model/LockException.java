package io.originlock.model;

/**
 * A failure that a person can act on: which resource, which operation, and what to do. It has no
 * cause: messages of others may quote a secret, and what a log prints includes theirs.
 */
public class LockException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String resource;
  private final String operation;
  private final String remedy;

  /**
   * @param resource what it is about, by type and id
   * @param operation what was being done, and how it failed
   * @param remedy what to do, a sentence
   */
  public LockException(String resource, String operation, String remedy) {
    super(resource + ": " + operation + " " + remedy);
    this.resource = resource;
    this.operation = operation;
    this.remedy = remedy;
  }

  public String resource() {
    return resource;
  }

  public String operation() {
    return operation;
  }

  public String remedy() {
    return remedy;
  }
}
