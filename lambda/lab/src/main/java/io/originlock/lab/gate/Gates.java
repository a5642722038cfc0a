package io.originlock.lab.gate;

import io.originlock.lab.LabException;
import java.util.List;
import java.util.Map;

/** The gates that the lab knows: a line each. */
public final class Gates {
  private static final List<GateView> ALL =
      List.of(
          new ApiKeyView(), // without GATE
          new RequestValidationView(),
          new SignatureView(),
          new WebAclView());

  private Gates() {}

  /** Every gate. */
  public static List<GateView> all() {
    return ALL;
  }

  /**
   * The gate that {@code GATE} names in an environment; the first one without it.
   *
   * @throws LabException for a name that is not a gate's
   */
  public static GateView of(Map<String, String> environment) {
    return named(environment.getOrDefault("GATE", ALL.get(0).name()));
  }

  /**
   * The gate of a name, as in Terraform's variable {@code gate}.
   *
   * @throws LabException for a name that is not a gate's
   */
  public static GateView named(String name) {
    return ALL.stream()
        .filter(gate -> gate.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new LabException(
                    "GATE=" + name,
                    "show it",
                    "There are "
                        + String.join(", ", ALL.stream().map(GateView::name).toList())
                        + "."));
  }
}
