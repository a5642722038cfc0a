package io.originlock.lab.model;

/** The one account of the local AWS, and its one region. */
public final class Account {
  /** Its id, 12 digits. */
  public static final String ID = "123456789012";

  /** As ARNs and host names have it. */
  public static final String REGION = "us-east-1";

  private Account() {}
}
