package io.originlock.lab.gate;

import io.originlock.lab.model.ApiCatalog;
import io.originlock.lab.model.Header;
import io.originlock.lab.net.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a kind of gate shows from the outside: which header carries the secret, and which secrets a
 * catalog honours. A gate may hold less of a secret than its value; what it holds is its mark.
 */
public interface GateView {

  /** The usual refusal. */
  int FORBIDDEN = 403;

  /** Its name, as in Terraform's variable {@code gate}. */
  String name();

  /** Whether it can honour several secrets at once. */
  boolean anyOf();

  /** The header in which CloudFront sends a secret. */
  Header header(String secret);

  /** The secret that a header carries; empty for another's header. */
  Optional<String> secret(Header header);

  /** What secrets are made of: the characters that a guess draws from. */
  default String alphabet() {
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  }

  /** How long they are. */
  default int length() {
    return 40;
  }

  /** A secret of these characters, as somebody would guess it. */
  default String guess(String characters) {
    return characters;
  }

  /** What of a secret's value is secret: what is searched for, and altered. */
  default String text(String secret) {
    return secret;
  }

  /** A request to the API itself, with what somebody who has the secret would send. */
  default Request with(Request request, String secret, Instant now) {
    return request.with(header(secret).name(), header(secret).value());
  }

  /** The same with nothing in the header. */
  default Request blank(Request request, String secret) {
    return request.with(header(secret).name(), "");
  }

  /** What the API answers to a request with nothing of the gate's. */
  default int refusal() {
    return FORBIDDEN;
  }

  /** Whether the secrets are in the processes of an authorizer, not in API Gateway's hosts. */
  default boolean inAuthorizers() {
    return false;
  }

  /**
   * How long something may go by a secret that is honoured no more.
   *
   * @param hosts the lag of API Gateway's hosts
   * @param soak the lock's soak
   */
  default Duration lag(Duration hosts, Duration soak) {
    return hosts;
  }

  /** How requests are signed; empty for a gate that is shown the secret itself. */
  default Optional<Signing> signing() {
    return Optional.empty();
  }

  /** Whether one of its functions runs in Node.js, which this machine must have then. */
  default boolean runsNode() {
    return false;
  }

  /**
   * How somebody deletes a secret behind the worker's back; empty where no single call of API
   * Gateway's does.
   */
  default Optional<Deletion> deletion() {
    return Optional.empty();
  }

  /** Finds the resources of API Gateway's that are a secret's alone. */
  @FunctionalInterface
  interface Deletion {
    /** Their paths, {@code /apikeys/<id>}: a {@code DELETE} each takes the secret out. */
    List<String> paths(ApiCatalog catalog, String secret);
  }

  /** What Terraform is told of this gate in the lab. */
  default Map<String, Object> variables() {
    return Map.of();
  }

  /** The mark of a secret's value. */
  String mark(String value);

  /** The value that a mark betrays. */
  Optional<String> value(String mark);

  /** The marks of the secrets that a catalog lets through, in its order. */
  Set<String> honoured(ApiCatalog catalog);

  /** How many secrets the gate has something of, honoured or not. */
  int kept(ApiCatalog catalog);
}
