package io.originlock.validation;

import io.originlock.aws.AwsFailures;
import io.originlock.aws.Stages;
import io.originlock.model.LockException;
import io.originlock.port.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.GetRestApiResponse;
import software.amazon.awssdk.services.apigateway.model.NotFoundException;
import software.amazon.awssdk.services.apigateway.model.Op;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;
import software.amazon.awssdk.services.apigateway.model.Resource;

/**
 * Reads and changes the drafts of APIs. An account may make ten calls a second of API Gateway's
 * control plane, all its users together, and list resources five times in two seconds; see <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html">Quotas</a>. Half
 * of that is left to others: changes are a fifth of a second apart.
 */
final class Drafts {
  private static final Duration BETWEEN_CHANGES = Duration.ofMillis(200);
  private static final int PAGE = 500;
  private static final String PARAMETERS = "/requestParameters/";

  private final ApiGatewayClient apiGateway;
  private final Pause pause;

  Drafts(ApiGatewayClient apiGateway, Pause pause) {
    this.apiGateway = apiGateway;
    this.pause = pause;
  }

  /**
   * @throws LockException if there is no such API, or AWS fails
   */
  Draft read(String api) {
    GetRestApiResponse found = api(api);
    return read(
        api,
        () ->
            new Draft(
                found,
                methods(api),
                apiGateway
                    .getRequestValidators(request -> request.restApiId(api).limit(PAGE))
                    .items(),
                apiGateway
                    .getModelsPaginator(request -> request.restApiId(api).limit(PAGE))
                    .items()
                    .stream()
                    .toList(),
                apiGateway.getAuthorizers(request -> request.restApiId(api).limit(PAGE)).items(),
                apiGateway
                    .getGatewayResponses(request -> request.restApiId(api).limit(PAGE))
                    .items()));
  }

  private GetRestApiResponse api(String api) {
    return read(
        api,
        () -> {
          try {
            return apiGateway.getRestApi(request -> request.restApiId(api));
          } catch (NotFoundException e) {
            throw Stages.missing("REST API " + api);
          }
        });
  }

  private List<Draft.Declared> methods(String api) {
    List<Draft.Declared> methods = new ArrayList<>();
    for (Resource resource :
        apiGateway
            .getResourcesPaginator(request -> request.restApiId(api).limit(PAGE).embed("methods"))
            .items()) {
      resource
          .resourceMethods()
          .values()
          .forEach(
              method -> methods.add(new Draft.Declared(resource.id(), resource.path(), method)));
    }
    methods.sort(Comparator.comparing(Draft.Declared::label));
    return List.copyOf(methods);
  }

  private static <T> T read(String api, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw AwsFailures.of("REST API " + api, "apigateway:GET /restapis/" + api, e);
    }
  }

  /**
   * Makes methods declare the lock's header of this name as required, or none of the lock's. All
   * other parameters stay.
   *
   * @param header empty for none
   * @return how many methods had to be changed
   * @throws LockException if AWS fails; calling again goes on from there
   */
  int demand(String api, List<Draft.Declared> methods, Optional<String> header) {
    int changed = 0;
    for (Draft.Declared method : methods) {
      List<PatchOperation> changes = changes(method, header);
      if (!changes.isEmpty()) {
        if (changed++ > 0) {
          pause.sleep(BETWEEN_CHANGES);
        }
        change(api, method, changes);
      }
    }
    return changed;
  }

  static List<PatchOperation> changes(Draft.Declared declared, Optional<String> header) {
    List<PatchOperation> changes = new ArrayList<>();
    boolean there = false;
    for (String parameter : declared.method().requestParameters().keySet()) {
      Optional<String> name = LockHeader.inParameter(parameter);
      if (name.isPresent()) {
        boolean right =
            name.equals(header)
                && Boolean.TRUE.equals(declared.method().requestParameters().get(parameter));
        there |= right;
        if (!right) {
          changes.add(patch(Op.REMOVE, parameter));
        }
      }
    }
    if (header.isPresent() && !there) {
      changes.add(patch(Op.ADD, LockHeader.parameter(header.get())));
    }
    return changes;
  }

  private static PatchOperation patch(Op op, String parameter) {
    PatchOperation.Builder patch = PatchOperation.builder().op(op).path(PARAMETERS + parameter);
    return op == Op.ADD ? patch.value("true").build() : patch.build();
  }

  /** The secret in the name of the lock's header that a change is about. */
  private static String secret(PatchOperation change) {
    return LockHeader.inParameter(change.path().substring(PARAMETERS.length()))
        .flatMap(LockHeader::secret)
        .orElseThrow()
        .reveal();
  }

  private void change(String api, Draft.Declared method, List<PatchOperation> changes) {
    try {
      apiGateway.updateMethod(
          request ->
              request
                  .restApiId(api)
                  .resourceId(method.resourceId())
                  .httpMethod(method.method().httpMethod())
                  .patchOperations(changes));
    } catch (SdkException e) {
      throw AwsFailures.of(
          "Method " + method.label() + " of REST API " + api,
          "apigateway:PATCH /restapis/" + api + "/resources/*/methods/*",
          e,
          changes.stream().map(Drafts::secret).toArray(String[]::new));
    }
  }
}
