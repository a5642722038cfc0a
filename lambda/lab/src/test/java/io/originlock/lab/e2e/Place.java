package io.originlock.lab.e2e;

/**
 * Where in a rotation a call is made: what the worker wrote last, and what it reads or writes now.
 *
 * <p>The rule by which calls are grouped: the same read, made again before the worker's next write,
 * is the same place. Nothing that the worker did lies between the two, so that a fault of the one
 * finds the world, and leaves it, as a fault of the other would. Pages of one listing after its
 * first are one read.
 *
 * @param step how many writes of the rotation came before
 * @param after the last of them, for people
 * @param service as in {@code ssm}
 * @param call the operation and what it is about, such as {@code GetParameter newest state}
 * @param writes whether it changes anything
 */
record Place(int step, String after, String service, String call, boolean writes) {

  /** The operation alone, such as {@code GetParameter}. */
  String operation() {
    return call.split(" ", 2)[0];
  }

  /** Whether it is there in a rotation alone that ends with pruning the log. */
  boolean prunes() {
    return operation().equals("DeleteParameters");
  }

  @Override
  public String toString() {
    return call + (after.isEmpty() ? " (first of all)" : " after " + after);
  }
}
