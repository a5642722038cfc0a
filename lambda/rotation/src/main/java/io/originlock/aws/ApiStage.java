package io.originlock.aws;

/**
 * One deployed stage of a REST API, the smallest thing that a lock protects.
 *
 * @param restApiId the API's id, ten lower-case letters and digits
 * @param stage the stage's name
 */
public record ApiStage(String restApiId, String stage) {

  /** How errors and warnings name it. */
  public String label() {
    return "stage " + stage + " of REST API " + restApiId;
  }
}
