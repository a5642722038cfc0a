package io.originlock.lab.control;

import io.originlock.lab.moto.WireReply;

/** One link of the chain that a call goes through; the last hands it to moto. */
@FunctionalInterface
public interface Handler {

  /** Answers the call, by itself or by handing it on, changed or not. */
  WireReply handle(Call call, Next next);

  /** The rest of the chain. */
  @FunctionalInterface
  interface Next {
    WireReply proceed(Call call);
  }
}
