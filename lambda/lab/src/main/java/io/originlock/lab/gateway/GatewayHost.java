package io.originlock.lab.gateway;

import io.originlock.lab.LabException;
import io.originlock.lab.gateway.Integrations.IntegrationException;
import io.originlock.lab.model.ApiCatalog;
import io.originlock.lab.model.ApiCatalog.DeployedStage;
import io.originlock.lab.model.Invoker;
import io.originlock.lab.net.Request;
import io.originlock.lab.net.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One host of API Gateway's data plane, with what it knows of the control plane. */
final class GatewayHost {

  /** Looked at before a method is looked for, so that it decides about any path of the stage. */
  private static final Check WEB_ACL = new WebAclCheck();

  private static final Logger LOG = LoggerFactory.getLogger(GatewayHost.class);

  /** In API Gateway's order. */
  private final List<Check> checks;

  private final String name;
  private final Integrations integrations;
  private volatile ApiCatalog catalog = ApiCatalog.empty();

  GatewayHost(
      String name,
      Integrations integrations,
      Invoker functions,
      Clock clock,
      AuthorizerPath authorizerPath,
      Meters meters) {
    this.name = name;
    this.checks =
        List.of(
            new ResourcePolicyCheck(),
            new AuthorizationCheck(new LambdaAuthorizers(functions, clock, authorizerPath)),
            new ApiKeyCheck(meters),
            new ParameterCheck(),
            new BodyCheck());
    this.integrations = integrations;
  }

  void learn(ApiCatalog newer) {
    catalog = newer;
  }

  ApiCatalog knows() {
    return catalog;
  }

  Response answer(Request request, String sourceIp, Instant at) {
    String id = UUID.randomUUID().toString();
    Response response;
    try {
      response = evaluate(request, sourceIp, at, id);
    } catch (LabException unknown) {
      // Loud, and never by mistake let through.
      LOG.error("{}: {}", request, unknown.getMessage());
      response = Response.of(500, "text/plain", unknown.getMessage());
    }
    return response
        .with("x-amzn-requestid", id)
        .with("x-amz-apigw-id", id.substring(0, 8))
        .with("x-lab-host", name);
  }

  private Response evaluate(Request sent, String sourceIp, Instant at, String id) {
    Request request = sent.withPath(folded(sent.path()));
    ApiCatalog known = catalog;
    Optional<Address> address = Address.of(known, request);
    if (address.isEmpty()) {
      // What CloudFront sends with the viewer's Host comes here under a name that no API has.
      return GatewayResponses.plain(GatewayError.INVALID_API_KEY);
    }
    DeployedStage stage = address.get().stage();
    String path = folded(address.get().path());
    Call start = new Call(known, stage, null, request, path, Map.of(), sourceIp, at, id);
    Optional<Check.Refusal> filtered = WEB_ACL.refuse(start);
    if (filtered.isPresent()) {
      return GatewayResponses.make(start, filtered.get());
    }
    return Router.find(stage.methods(), request.method(), path)
        .map(
            route ->
                proceed(
                    new Call(
                        known,
                        stage,
                        route.method(),
                        request,
                        path,
                        route.pathParameters(),
                        sourceIp,
                        at,
                        id)))
        .orElseGet(
            () ->
                GatewayResponses.make(
                    start, new Check.Refusal(GatewayError.MISSING_AUTHENTICATION_TOKEN)));
  }

  /**
   * Slashes at the start are one: before the stage for everything, behind it for all but the
   * context's path.
   *
   * @see <a
   *     href="https://github.com/localstack/localstack/blob/8b9a79f05846835cf4dff63ab7eefdde9df83783/tests/aws/services/apigateway/test_apigateway_lambda.snapshot.json">Recorded
   *     answers of AWS</a>, invocation-payload-with-prepended-slash; of two slashes, more are
   *     assumed to be folded alike
   */
  private static String folded(String path) {
    return path.replaceFirst("^/+", "/");
  }

  private Response proceed(Call call) {
    for (Check check : checks) {
      Optional<Check.Refusal> refusal = check.refuse(call);
      if (refusal.isPresent()) {
        return GatewayResponses.make(call, refusal.get());
      }
    }
    try {
      return integrations.answer(call);
    } catch (IntegrationException failed) {
      return GatewayResponses.make(call, new Check.Refusal(failed.error()));
    }
  }
}
