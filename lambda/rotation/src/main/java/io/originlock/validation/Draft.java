package io.originlock.validation;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.apigateway.model.Authorizer;
import software.amazon.awssdk.services.apigateway.model.GatewayResponse;
import software.amazon.awssdk.services.apigateway.model.GetRestApiResponse;
import software.amazon.awssdk.services.apigateway.model.Method;
import software.amazon.awssdk.services.apigateway.model.Model;
import software.amazon.awssdk.services.apigateway.model.RequestValidator;

/** An API as somebody works on it: what the next deployment would publish. */
record Draft(
    GetRestApiResponse api,
    List<Declared> methods,
    List<RequestValidator> validators,
    List<Model> models,
    List<Authorizer> authorizers,
    List<GatewayResponse> gatewayResponses) {

  /**
   * A method at its resource.
   *
   * @param resourceId the resource's id
   * @param path its path
   */
  record Declared(String resourceId, String path, Method method) {

    /** {@code GET /pets}. */
    String label() {
      return method.httpMethod() + " " + path;
    }
  }

  Optional<RequestValidator> validator(String id) {
    return withId(validators, RequestValidator::id, id);
  }

  Optional<Authorizer> authorizer(String id) {
    return withId(authorizers, Authorizer::id, id);
  }

  private static <T> Optional<T> withId(List<T> all, Function<T, String> idOf, String id) {
    return all.stream().filter(each -> id != null && id.equals(idOf.apply(each))).findFirst();
  }
}
