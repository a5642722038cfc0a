package io.originlock.lab.gateway;

import java.util.Optional;

/** One of the things that API Gateway looks at before a request reaches its integration. */
@FunctionalInterface
interface Check {

  /**
   * Why a request goes no further.
   *
   * @param details what a body breaks of its model; empty with any other error
   */
  record Refusal(GatewayError error, String message, String details) {
    Refusal(GatewayError error) {
      this(error, error.message());
    }

    Refusal(GatewayError error, String message) {
      this(error, message, "");
    }
  }

  /** Nothing, if the request may go on. */
  Optional<Refusal> refuse(Call call);
}
