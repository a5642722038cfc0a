package io.originlock.handler;

import io.originlock.engine.Reply;
import io.originlock.model.LockException;

/** A lock that Terraform destroys is not off yet, and the invocation's time is up. */
final class UnfinishedException extends LockException {
  private static final long serialVersionUID = 1L;

  UnfinishedException(Reply reply) {
    super(
        "lock at stage " + reply.state().stage().label(),
        "disengaging ran out of time while waiting for "
            + reply.awaiting().map(wait -> wait.awaiting()).orElse("another invocation")
            + ".",
        "Run terraform destroy again: it goes on from here.");
  }
}
