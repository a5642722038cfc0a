package io.originlock.survey;

import java.util.Locale;

/** What a lock protects. */
public sealed interface Target permits Target.Stage {

  /** The region that it is in, such as {@code eu-central-1}. */
  String region();

  /** The host name that AWS gives it, in lower case. */
  String host();

  /**
   * The path that an origin puts before a request's own so that it arrives there: {@code /prod}.
   */
  String originPath();

  /** Its name among a lock's members. */
  String member();

  /** How findings name it. */
  String label();

  /**
   * A stage of a REST API.
   *
   * @param restApiId the API's id, ten lower-case letters and digits
   * @param stage the stage's name
   */
  record Stage(String region, String restApiId, String stage) implements Target {

    @Override
    public String host() {
      String suffix = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
      return (restApiId + ".execute-api." + region + "." + suffix).toLowerCase(Locale.ROOT);
    }

    @Override
    public String originPath() {
      return "/" + stage;
    }

    @Override
    public String member() {
      return restApiId + "/" + stage;
    }

    @Override
    public String label() {
      return "stage " + stage + " of REST API " + restApiId;
    }
  }
}
