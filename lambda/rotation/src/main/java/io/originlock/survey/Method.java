package io.originlock.survey;

import java.util.List;
import java.util.Optional;

/**
 * A deployed method. Its {@link #toString} is its label, for names of parameters may be secrets.
 *
 * @param verb {@code GET}, …, or {@code ANY}
 * @param path the resource's path, {@code /pets/{id}}
 * @param keyRequired whether it demands an API key
 * @param authorization who else may call it
 * @param parameters what it declares of a request
 * @param validator what is checked of that
 * @param integration what answers
 */
public record Method(
    String verb,
    String path,
    boolean keyRequired,
    Authorization authorization,
    List<Parameter> parameters,
    Validator validator,
    Integration integration) {
  public Method {
    parameters = List.copyOf(parameters);
  }

  /** {@code GET /pets}. */
  public String label() {
    return verb + " " + path;
  }

  /** Whether it is a browser's preflight, which can carry no secret. */
  public boolean preflight() {
    return verb.equals("OPTIONS");
  }

  /** The headers that are declared as required, whether that is checked or not. */
  public HeaderNames requiredHeaders() {
    return HeaderNames.of(
        parameters.stream()
            .filter(each -> each.place() == Parameter.Place.HEADER && each.required())
            .map(Parameter::name)
            .toList());
  }

  @Override
  public String toString() {
    return label();
  }

  /**
   * A parameter.
   *
   * @param name as it is declared
   * @param required whether a request must have it, if a validator looks
   */
  public record Parameter(Place place, String name, boolean required) {

    /** Where a request has it. */
    public enum Place {
      HEADER,
      QUERY,
      PATH
    }

    @Override
    public String toString() {
      return (required ? "a required " : "an optional ") + place;
    }
  }

  /**
   * What a request validator checks.
   *
   * @param parameters whether required ones are there
   * @param body whether it fits its model
   */
  public record Validator(boolean parameters, boolean body) {
    public static final Validator NONE = new Validator(false, false);
  }

  /**
   * Who may call a method, beside those with an API key.
   *
   * @param type by what
   * @param name the authorizer's name; empty without one
   * @param function the ARN of a Lambda authorizer's function, with its alias or version if one is
   *     named; empty without one
   * @param secondsKept how long an answer stands for other requests with the same identity
   */
  public record Authorization(Type type, String name, Optional<String> function, long secondsKept) {
    public static final Authorization NONE = new Authorization(Type.NONE, "", Optional.empty(), 0);

    /** {@code authorizationType}. */
    public enum Type {
      NONE,
      AWS_IAM,
      /** A Lambda authorizer that is given one header. */
      TOKEN,
      /** A Lambda authorizer that is given the request. */
      REQUEST,
      COGNITO_USER_POOLS
    }

    /**
     * Whether it is this function, at any version.
     *
     * @param functionArn without a version
     */
    public boolean asks(String functionArn) {
      return function
          .filter(arn -> arn.equals(functionArn) || arn.startsWith(functionArn + ":"))
          .isPresent();
    }
  }

  /**
   * What answers a method's requests.
   *
   * @param type of what kind it is
   * @param wholeRequest whether it gets every header: a proxy, or by a template with all parameters
   * @param mapped the request's headers that it gets by name
   */
  public record Integration(Type type, boolean wholeRequest, HeaderNames mapped) {

    /** An integration's type, as API Gateway has it. */
    public enum Type {
      AWS,
      AWS_PROXY,
      HTTP,
      HTTP_PROXY,
      MOCK,
      /** It has none, so that every request fails. */
      NONE
    }

    /** Whether it gets a header of this name, in any case. */
    public boolean gets(String header) {
      return wholeRequest || mapped.contains(header);
    }
  }
}
