package io.originlock.lab.gate;

import io.originlock.lab.LabException;
import io.originlock.lab.model.ApiCatalog;
import io.originlock.lab.model.Header;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a kind of gate shows from the outside: which header carries the secret, and which secrets a
 * catalog honours. A gate may hold less of a secret than its value; what it holds is its mark.
 */
public sealed interface GateView permits ApiKeyView, RequestValidationView, WebAclView {

  /** Every gate that the lab knows. */
  static List<GateView> all() {
    return List.of(new ApiKeyView(), new RequestValidationView(), new WebAclView());
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

  /** The mark of a secret's value. */
  String mark(String value);

  /** The value that a mark betrays. */
  Optional<String> value(String mark);

  /** The marks of the secrets that a catalog lets through, in its order. */
  Set<String> honoured(ApiCatalog catalog);

  /** How many secrets the gate has something of, honoured or not. */
  int kept(ApiCatalog catalog);
}
