package io.originlock.lab.control;

/**
 * Who makes a call.
 *
 * @param name a function's name, or {@link #TERRAFORM}
 * @param sandbox the process that calls; empty when no function does
 */
public record Caller(String name, String sandbox) {
  /** The name of everyone who isn't a function: Terraform, the CLI, tests. */
  public static final String TERRAFORM = "terraform";

  /** Everyone who isn't a function. */
  public static Caller terraform() {
    return new Caller(TERRAFORM, "");
  }

  /** Whether a function calls, whose permissions count. */
  public boolean isFunction() {
    return !sandbox.isEmpty();
  }
}
