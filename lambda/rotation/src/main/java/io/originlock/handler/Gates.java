package io.originlock.handler;

import io.originlock.apikey.ApiKeyKind;
import io.originlock.gate.GateKind;
import io.originlock.model.LockException;
import io.originlock.settings.Environment;
import io.originlock.signature.SignatureKind;
import io.originlock.validation.RequestValidationKind;
import io.originlock.webacl.WebAclKind;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The kinds of gates that there are: the one place in the worker that names them. */
final class Gates {
  private static final String VARIABLE = "ORIGIN_LOCK_GATE";
  private static final List<GateKind> ALL =
      List.of(new ApiKeyKind(), new WebAclKind(), new RequestValidationKind(), new SignatureKind());

  private Gates() {}

  /**
   * The lock's.
   *
   * @throws io.originlock.model.LockException if there is none of that name
   */
  static GateKind of(Environment env) {
    return named(env.required(VARIABLE), problem -> env.refused(VARIABLE, problem));
  }

  /**
   * The one of this name.
   *
   * @param refused makes the error if there is none, of what is wrong
   */
  static GateKind named(String label, Function<String, LockException> refused) {
    return ALL.stream()
        .filter(kind -> kind.label().equals(label))
        .findFirst()
        .orElseThrow(() -> refused.apply("must be " + labels() + ", not \"" + label + "\""));
  }

  /** The tags by which some gate knows what it made. */
  static Set<String> ownTags() {
    return ALL.stream()
        .flatMap(kind -> kind.ownTags().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String labels() {
    List<String> labels = ALL.stream().map(GateKind::label).toList();
    int last = labels.size() - 1;
    return String.join(", ", labels.subList(0, last)) + " or " + labels.get(last);
  }
}
