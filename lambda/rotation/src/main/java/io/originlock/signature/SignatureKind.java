package io.originlock.signature;

import io.originlock.examine.GateTraits;
import io.originlock.gate.GateKind;
import io.originlock.gate.GateSight;
import io.originlock.gate.InstalledGate;
import io.originlock.gate.InstalledGate.StandsOn;
import io.originlock.gate.Refusal;
import io.originlock.gate.Workshop;
import io.originlock.settings.Environment;
import io.originlock.signing.SignedPath;
import java.util.Optional;
import java.util.regex.Pattern;

/** The gate {@code signature}: a Lambda authorizer that checks what edges signed. */
public final class SignatureKind implements GateKind {
  private static final String SIGNS_QUERY = "ORIGIN_LOCK_SIGNS_QUERY";
  private static final String EDGE_FUNCTION = "ORIGIN_LOCK_EDGE_FUNCTION_ARN";
  private static final String FUNCTION_FORM =
      "the ARN of a Lambda function, without a version, arn:aws:lambda:<region>:"
          + "<account>:function:<name>";
  private static final String WINDOW = "ORIGIN_LOCK_WINDOW_SECONDS";

  /** The authorizer's own default. */
  private static final int USUAL_WINDOW = 300;

  private static final Pattern FUNCTION =
      Pattern.compile("arn:[a-z-]+:lambda:[a-z0-9-]+:[0-9]{12}:function:[A-Za-z0-9_-]{1,64}");
  private static final Pattern PREFIX = Pattern.compile(SignedPath.PREFIX);

  @Override
  public String label() {
    return "signature";
  }

  @Override
  public GateTraits proposed() {
    return SignatureTraits.proposed();
  }

  @Override
  public InstalledGate install(Environment settings, Workshop workshop) {
    String authorizer = settings.matching("ORIGIN_LOCK_AUTHORIZER_ARN", FUNCTION, FUNCTION_FORM);
    boolean signsQuery = settings.optional(SIGNS_QUERY).isEmpty() || settings.flag(SIGNS_QUERY);
    SignedPath path =
        new SignedPath(
            prefix(settings, "ORIGIN_LOCK_STRIP_PREFIX"),
            prefix(settings, "ORIGIN_LOCK_ADD_PREFIX"));
    return new InstalledGate(
        new SignatureGate(
            workshop.parameters(),
            workshop.aws().apiGateway(),
            workshop.path(),
            authorizer,
            signsQuery,
            workshop.stages(),
            workshop.probePaths(),
            workshop.random()),
        () -> GateSight.of(new SignatureTraits(authorizer)),
        new SigningEdge(path, settings.seconds(WINDOW, USUAL_WINDOW, 3_600), workshop.clock()),
        Refusal.unauthorized(),
        StandsOn.edgeFunction(edgeFunction(settings)));
  }

  /** Of a lock that an older module set up none is known: then any function may be the lock's. */
  private static Optional<String> edgeFunction(Environment settings) {
    return settings.optional(EDGE_FUNCTION).isEmpty()
        ? Optional.empty()
        : Optional.of(settings.matching(EDGE_FUNCTION, FUNCTION, FUNCTION_FORM));
  }

  private static String prefix(Environment settings, String variable) {
    return settings.optional(variable).isEmpty()
        ? ""
        : settings.matching(variable, PREFIX, "a path without a slash at its end, such as /v1");
  }
}
