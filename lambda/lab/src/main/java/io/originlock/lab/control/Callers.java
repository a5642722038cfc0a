package io.originlock.lab.control;

/** Knows the processes that call, by the credentials that they were given. */
public interface Callers {

  /** The owner of an access key id; Terraform when no function has it. */
  Caller of(String accessKeyId);

  /** Kills the process that calls, as a crash would. */
  void kill(Caller caller);

  /** Nobody but Terraform. */
  static Callers none() {
    return new Callers() {
      @Override
      public Caller of(String accessKeyId) {
        return Caller.terraform();
      }

      @Override
      public void kill(Caller caller) {
        throw new IllegalArgumentException("not a function: " + caller);
      }
    };
  }
}
