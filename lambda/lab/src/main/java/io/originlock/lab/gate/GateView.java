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
 * Shows one kind of gate from outside the worker: the header that carries a secret, and the secrets
 * that a catalog honours. What a gate stores of a secret, its value or a digest, is its mark.
 */
public interface GateView {

  /** The usual refusal. */
  int FORBIDDEN = 403;

  /** Its name, as in Terraform's variable {@code gate}. */
  String name();

  /** True if it honours several secrets at once. */
  boolean anyOf();

  /** The header in which CloudFront sends a secret. */
  Header header(String secret);

  /** The secret that a header carries; empty for another's header. */
  Optional<String> secret(Header header);

  /** The characters that a secret is made of. */
  default String alphabet() {
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  }

  /** How many of them. */
  default int length() {
    return 40;
  }

  /** A guess: these characters in the form of a secret. */
  default String guess(String characters) {
    return characters;
  }

  /** The part of a secret that nobody may see. */
  default String text(String secret) {
    return secret;
  }

  /** A request to the API itself as somebody with the secret would send it. */
  default Request with(Request request, String secret, Instant now) {
    return request.with(header(secret).name(), header(secret).value());
  }

  /** The same request with an empty header. */
  default Request blank(Request request, String secret) {
    return request.with(header(secret).name(), "");
  }

  /** The status of the answer to a request without a secret. */
  default int refusal() {
    return FORBIDDEN;
  }

  /** True if an authorizer's processes hold the secrets, and API Gateway's hosts none. */
  default boolean inAuthorizers() {
    return false;
  }

  /**
   * How long a retired secret may still be honoured.
   *
   * @param hosts the lag of API Gateway's hosts
   * @param soak the lock's soak
   */
  default Duration lag(Duration hosts, Duration soak) {
    return hosts;
  }

  /** How requests are signed; empty if they carry the secret itself. */
  default Optional<Signing> signing() {
    return Optional.empty();
  }

  /** True if one of its functions needs Node.js on this machine. */
  default boolean runsNode() {
    return false;
  }

  /** How to delete a secret by one call of API Gateway's; empty if that is impossible. */
  default Optional<Deletion> deletion() {
    return Optional.empty();
  }

  /** Names what is to be deleted. */
  @FunctionalInterface
  interface Deletion {
    /** The paths of a secret's resources, {@code /apikeys/<id>}, for a {@code DELETE} each. */
    List<String> paths(ApiCatalog catalog, String secret);
  }

  /** Terraform variables of the example that this gate sets. */
  default Map<String, Object> variables() {
    return Map.of();
  }

  /** What the gate stores of a secret. */
  String mark(String value);

  /** The secret, where the mark shows it; empty for a digest. */
  Optional<String> value(String mark);

  /** The marks of the secrets that a catalog lets through, in its order. */
  Set<String> honoured(ApiCatalog catalog);

  /** How many secrets the gate stores something of, honoured or not. */
  int kept(ApiCatalog catalog);
}
