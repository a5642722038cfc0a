package io.originlock.examine;

import io.originlock.apikey.ApiKeyTraits;
import io.originlock.signature.SignatureTraits;
import io.originlock.survey.HeaderNames;
import io.originlock.survey.Method;
import io.originlock.survey.Method.Authorization;
import io.originlock.survey.Method.Integration;
import io.originlock.survey.Method.Parameter;
import io.originlock.survey.Method.Validator;
import io.originlock.validation.ValidationTraits;
import io.originlock.webacl.WebAclTraits;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The gates, and how a method looks that demands what they do. */
enum GateKind {
  API_KEY(new ApiKeyTraits()) {
    @Override
    Method demanding(String verb, String path) {
      return method(verb, path, true, Authorization.NONE, List.of(), Validator.NONE);
    }
  },
  WEB_ACL(new WebAclTraits(GateKind.RULE_GROUP, true)) {
    @Override
    Method demanding(String verb, String path) {
      return open(verb, path);
    }
  },
  VALIDATION(new ValidationTraits()) {
    @Override
    Method demanding(String verb, String path) {
      return method(
          verb,
          path,
          false,
          Authorization.NONE,
          List.of(new Parameter(Parameter.Place.HEADER, LOCK_HEADER, true)),
          new Validator(true, false));
    }
  },
  SIGNATURE(new SignatureTraits(GateKind.AUTHORIZER)) {
    @Override
    Method demanding(String verb, String path) {
      return method(
          verb,
          path,
          false,
          new Authorization(
              Authorization.Type.REQUEST, "lock", Optional.of(AUTHORIZER + ":live"), 0),
          List.of(),
          Validator.NONE);
    }
  };

  static final String RULE_GROUP =
      "arn:aws:wafv2:eu-central-1:123456789012:regional/rulegroup/lock/1";
  static final String AUTHORIZER =
      "arn:aws:lambda:eu-central-1:123456789012:function:origin-lock-petstore-authorizer";
  static final String SIGNER =
      "arn:aws:lambda:us-east-1:123456789012:function:origin-lock-petstore-signer";

  /** Its digits are the secret. */
  static final String LOCK_HEADER = "X-Origin-Lock-0123456789abcdef0123456789abcdef";

  final GateTraits traits;

  GateKind(GateTraits traits) {
    this.traits = traits;
  }

  /** As people call it. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  abstract Method demanding(String verb, String path);

  static Method open(String verb, String path) {
    return method(verb, path, false, Authorization.NONE, List.of(), Validator.NONE);
  }

  static Method method(
      String verb,
      String path,
      boolean keyRequired,
      Authorization authorization,
      List<Parameter> parameters,
      Validator validator) {
    return new Method(
        verb,
        path,
        keyRequired,
        authorization,
        parameters,
        validator,
        new Integration(Integration.Type.MOCK, false, HeaderNames.NONE));
  }
}
