package io.originlock.lab.conformance;

/** Where an emulator's deployed stages answer, below its endpoint. */
enum StageUrl {
  /**
   * LocalStack's form, see <a href="https://docs.localstack.cloud/aws/services/apigateway/">API
   * Gateway</a>.
   */
  EXECUTE_API("/_aws/execute-api/%s/%s%s"),
  /** LocalStack's older form, which others took over. */
  USER_REQUEST("/restapis/%s/%s/_user_request_%s");

  private final String form;

  StageUrl(String form) {
    this.form = form;
  }

  String of(String api, String stage, String path) {
    return form.formatted(api, stage, path);
  }
}
