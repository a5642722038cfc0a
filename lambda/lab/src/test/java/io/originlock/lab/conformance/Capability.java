package io.originlock.lab.conformance;

import java.util.List;

/**
 * Something of AWS's that a contract stands on, and an emulator may lack. A {@link Survey} asks for
 * each; a contract's test names those that it needs by {@link Needs}.
 */
enum Capability {
  PARAMETERS("Parameter Store does not keep SecureStrings"),
  PARAMETER_CREATED_ONCE("PutParameter overwrites what it should only create", PARAMETERS),
  PARAMETER_OVERWRITTEN("PutParameter makes no new version of a parameter", PARAMETERS),
  PARAMETER_PATHS("GetParametersByPath does not list what is below a path", PARAMETERS),
  PARAMETER_PAGES("GetParametersByPath does not list more than a page", PARAMETER_PATHS),

  REST_APIS("API Gateway does not make, deploy and delete REST APIs"),
  STAGES_ANSWER("deployed stages do not answer requests", REST_APIS),

  USAGE_PLANS("there are no usage plans", REST_APIS),
  EXPORTED_KEYS("exports do not say which methods demand a key", USAGE_PLANS),
  API_KEYS("there are no API keys"),
  KEY_NAMES("API keys are not found by their names", API_KEYS),
  KEY_TAGS("API keys show no tags", API_KEYS),
  KEY_UPDATES("API keys cannot be disabled", API_KEYS),
  KEY_VALUES_UNIQUE("two API keys may have one value", API_KEYS),
  KEYS_IN_PLANS("usage plans hold no API keys", USAGE_PLANS, API_KEYS),
  KEYS_ENFORCED("stages do not demand API keys", KEYS_IN_PLANS, STAGES_ANSWER),
  KEY_REMOVAL_ENFORCED("a key is let in after it was taken out of its plan", KEYS_ENFORCED),
  KEY_DISABLING_ENFORCED("a key is let in after it was disabled", KEYS_ENFORCED, KEY_UPDATES),
  KEY_DELETION_ENFORCED("a key is let in after it was deleted", KEYS_ENFORCED),
  KEY_VALUES_REUSED("the value of a deleted key cannot be another's", KEY_DELETION_ENFORCED),

  DRAFTS("validators and gateway responses are not kept in the draft of an API", REST_APIS),
  METHODS_EMBEDDED("resources do not show their methods whole", DRAFTS),
  METHOD_PATCHES("UpdateMethod does not change a method's parameters", DRAFTS),
  DEPLOYMENTS("deployments are not made, listed and deleted by themselves", DRAFTS),
  STAGE_MOVES("UpdateStage does not give a stage another deployment", DEPLOYMENTS),
  LIVE_DEPLOYMENTS_STAY("a deployment is deleted while a stage serves it", STAGE_MOVES),
  DEPLOYMENTS_FROZEN(
      "stages do not serve what was deployed", STAGES_ANSWER, METHOD_PATCHES, STAGE_MOVES),
  VALIDATION("a missing header is not refused as the gateway response says", DEPLOYMENTS_FROZEN),
  VALIDATION_OF_BLANKS("a required header may be blank", VALIDATION),
  VALIDATION_BY_LETTERS("a required header may be written in other letters", VALIDATION),
  REFUSALS_BY_TEMPLATE("refusals are not what the gateway response's template says", VALIDATION),

  EXPORTS("stages are not exported", DRAFTS),
  EXPORTS_OF_DEPLOYMENTS(
      "exports show the draft of an API, not what its stage serves", EXPORTS, METHOD_PATCHES),
  EXPORTED_PARAMETERS("exports carry no parameters", EXPORTS),
  EXPORTED_INTEGRATIONS("exports carry no responses and integrations", EXPORTS),
  EXPORTED_VALIDATORS("exports carry no validators", EXPORTS),
  EXPORTED_GATEWAY_RESPONSES("exports carry no gateway responses", EXPORTS),
  AUTHORIZERS("methods do not keep their authorizers", REST_APIS),
  EXPORTED_SECURITY("exports carry no security", AUTHORIZERS);

  private final String lacking;
  private final List<Capability> standsOn;

  Capability(String lacking, Capability... standsOn) {
    this.lacking = lacking;
    this.standsOn = List.of(standsOn);
  }

  /** What is so at an endpoint that lacks it. */
  String lacking() {
    return lacking;
  }

  /** What must be there before this can be asked for. */
  List<Capability> standsOn() {
    return standsOn;
  }
}
