package io.originlock.aws;

/**
 * One deployed stage of a REST API, the smallest thing that a lock protects.
 *
 * @param restApiId the API's id, ten lower-case letters and digits
 * @param stage the stage's name
 */
public record ApiStage(String restApiId, String stage) {

  /**
   * @param name as {@link io.originlock.model.Members} have it
   */
  public static ApiStage parse(String name) {
    int slash = name.indexOf('/');
    return new ApiStage(name.substring(0, slash), name.substring(slash + 1));
  }

  /** Its name among the lock's members. */
  public String member() {
    return restApiId + "/" + stage;
  }

  /** How errors and warnings name it. */
  public String label() {
    return "stage " + stage + " of REST API " + restApiId;
  }
}
