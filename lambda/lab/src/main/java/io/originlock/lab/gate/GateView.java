package io.originlock.lab.gate;

import io.originlock.lab.LabException;
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
public sealed interface GateView
    permits ApiKeyView, RequestValidationView, SignatureView, WebAclView {

  /** The usual refusal. */
  int FORBIDDEN = 403;

  /** Every gate that the lab knows. */
  static List<GateView> all() {
    return List.of(
        new ApiKeyView(), new RequestValidationView(), new SignatureView(), new WebAclView());
  }

  /**
   * The gate of a name.
   *
   * @throws LabException for a name that is none
   */
  static GateView named(String name) {
    return all().stream()
        .filter(gate -> gate.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new LabException(
                    "GATE=" + name,
                    "show it",
                    "There are "
                        + String.join(", ", all().stream().map(GateView::name).toList())
                        + "."));
  }

  /** Its name, as in Terraform's variable {@code gate}. */
  String name();

  /** Whether it can honour several secrets at once. */
  boolean anyOf();

  /** The header that carries a secret. */
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
