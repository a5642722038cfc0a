package io.originlock.lab.e2e;

import io.originlock.lab.Eventually;
import io.originlock.lab.demo.Stack;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.GatewayResponseType;
import software.amazon.awssdk.services.apigateway.model.Op;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;
import software.amazon.awssdk.services.apigateway.model.Resource;
import software.amazon.awssdk.services.apigateway.model.TooManyRequestsException;

/** Whoever changes an API beside its lock, and deploys it. */
final class ApiOwner {
  private final ApiGatewayClient gateway;
  private final Stack stack;

  ApiOwner(ApiGatewayClient gateway, Stack stack) {
    this.gateway = gateway;
    this.stack = stack;
  }

  void change(String path, String value) {
    gateway.updateRestApi(r -> r.restApiId(api()).patchOperations(replace(path, value)));
    deploy();
  }

  /** Every method asks this function whom to let in. */
  void authorizeBy(String functionArn) {
    String authorizer = RequestAuthorizer.create(gateway, api(), "x-api-key", functionArn);
    changeMethods(replace("/authorizationType", "CUSTOM"), replace("/authorizerId", authorizer));
  }

  /** No method asks any more. */
  void authorizeAll() {
    changeMethods(replace("/authorizationType", "NONE"));
  }

  /** Has whoever keeps answers keep those that refuse. */
  void haveRefusalsKept(Duration time) {
    gateway.putGatewayResponse(
        r ->
            r.restApiId(api())
                .responseType(GatewayResponseType.DEFAULT_4_XX)
                .responseParameters(
                    Map.of(
                        "gatewayresponse.header.Cache-Control",
                        "'max-age=" + time.toSeconds() + "'")));
    deploy();
  }

  /** Takes the stage out of the lock's plan, or puts it back. */
  void changePlan(Op op) {
    gateway.updateUsagePlan(
        r ->
            r.usagePlanId(stack.output("usage_plan_id"))
                .patchOperations(
                    PatchOperation.builder()
                        .op(op)
                        .path("/apiStages")
                        .value(api() + ":" + stack.stage())
                        .build()));
  }

  private void changeMethods(PatchOperation... changes) {
    for (Resource resource :
        gateway.getResources(r -> r.restApiId(api()).embed("methods")).items()) {
      for (String verb : resource.resourceMethods().keySet()) {
        gateway.updateMethod(
            r ->
                r.restApiId(api())
                    .resourceId(resource.id())
                    .httpMethod(verb)
                    .patchOperations(changes));
      }
    }
    deploy();
  }

  private void deploy() {
    // One deployment in five seconds is all that an account has.
    Eventually.await(
        "the API is deployed",
        () -> {
          try {
            gateway.createDeployment(r -> r.restApiId(api()).stageName(stack.stage()));
            return true;
          } catch (TooManyRequestsException e) {
            return false;
          }
        });
  }

  private String api() {
    return stack.output("rest_api_id");
  }

  private static PatchOperation replace(String path, String value) {
    return PatchOperation.builder().op(Op.REPLACE).path(path).value(value).build();
  }
}
