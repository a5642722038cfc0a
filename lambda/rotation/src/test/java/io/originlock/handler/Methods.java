package io.originlock.handler;

import io.originlock.examine.Coverage.Behind;
import io.originlock.examine.Opening;
import io.originlock.survey.HeaderNames;
import io.originlock.survey.Method;
import io.originlock.survey.Method.Authorization;
import io.originlock.survey.Method.Integration;
import io.originlock.survey.Method.Validator;
import io.originlock.survey.StageFacts;
import io.originlock.survey.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Methods of one stage, as answers tell of them. */
final class Methods {
  private static final StageFacts PROD =
      new StageFacts(
          new Target.Stage("eu-central-1", "abcdef1234", "prod"),
          Optional.of("d1"),
          false,
          List.of(),
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private Methods() {}

  static Behind behind(String verb, String path, boolean open) {
    return new Behind(
        PROD,
        false,
        new Method(
            verb,
            path,
            !open,
            Authorization.NONE,
            List.of(),
            Validator.NONE,
            new Integration(Integration.Type.MOCK, false, HeaderNames.NONE)),
        open ? Optional.of(new Opening("It is open.", "Close it.")) : Optional.empty());
  }
}
