package io.originlock.lab.e2e;

import io.originlock.lab.Eventually;
import io.originlock.lab.demo.Stack;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.Op;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;
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
    String api = stack.output("rest_api_id");
    PatchOperation change = PatchOperation.builder().op(Op.REPLACE).path(path).value(value).build();
    gateway.updateRestApi(r -> r.restApiId(api).patchOperations(change));
    // One deployment in five seconds is all that an account has.
    Eventually.await(
        "the API is deployed",
        () -> {
          try {
            gateway.createDeployment(r -> r.restApiId(api).stageName(stack.stage()));
            return true;
          } catch (TooManyRequestsException e) {
            return false;
          }
        });
  }
}
