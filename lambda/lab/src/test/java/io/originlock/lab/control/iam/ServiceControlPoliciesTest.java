package io.originlock.lab.control.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.lab.aws.AwsLab;
import io.originlock.lab.control.Clients;
import io.originlock.lab.control.SharedLab;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudfront.model.DistributionConfig;
import software.amazon.awssdk.services.cloudfront.model.Tags;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** What an SDK makes of a denial, in every protocol. */
@ExtendWith(SharedLab.class)
class ServiceControlPoliciesTest {
  private static final String OTHER = "arn:aws:iam::123456789012:policy/other";
  private static final String READS =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"ssm:GetParameter\",\"Resource\":\"*\"}]}";
  private static final String TRUST =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"lambda.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";

  private final AwsLab lab;
  private final Clients clients;
  private final String name = "scp-" + UUID.randomUUID().toString().substring(0, 8);

  ServiceControlPoliciesTest(AwsLab lab, Clients clients) {
    this.lab = lab;
    this.clients = clients;
  }

  @BeforeEach
  void attach() {
    role(CreateRoleRequest.builder().roleName(name + "-free"));
    role(CreateRoleRequest.builder().roleName(name + "-bound").permissionsBoundary(OTHER));
    lab.organisation().attach("organisation", Organisation.policy());
  }

  @AfterEach
  void detach() {
    lab.organisation().detach();
  }

  @Test
  void sdksUnderstandTheDenialOfEveryProtocol() {
    denied(() -> clients.apiGateway().createApiKey(r -> r.name(name)), "apigateway:POST", 403);
    denied(
        () ->
            clients
                .ssm()
                .putParameter(r -> r.name("/" + name).value("v").type(ParameterType.STRING)),
        "ssm:PutParameter",
        400);
    denied(
        () ->
            clients
                .lambda()
                .createFunction(
                    r -> r.functionName(name).runtime(Runtime.JAVA21).role("r").handler("h")),
        "lambda:CreateFunction",
        403);
    denied(
        () -> clients.scheduler().createScheduleGroup(r -> r.name(name)),
        "scheduler:CreateScheduleGroup",
        403);
    denied(
        () ->
            role(
                CreateRoleRequest.builder()
                    .roleName(name)
                    .permissionsBoundary(Organisation.BOUNDARY)),
        "iam:CreateRole",
        403);
    denied(
        () ->
            clients
                .cloudFront()
                .createDistributionWithTags(
                    r ->
                        r.distributionConfigWithTags(
                            c ->
                                c.distributionConfig(DistributionConfig.builder().build())
                                    .tags(Tags.builder().build()))),
        "cloudfront:CreateDistribution",
        403);
    assertThat(lab.inventory().toString()).doesNotContain("/" + name);
  }

  @Test
  void whatMeetsTheDemandIsDone() {
    assertThatCode(
            () -> {
              clients
                  .ssm()
                  .putParameter(
                      r ->
                          r.name("/" + name)
                              .value("v")
                              .type(ParameterType.STRING)
                              .tags(
                                  software.amazon.awssdk.services.ssm.model.Tag.builder()
                                      .key("CostCenter")
                                      .value("7")
                                      .build()));
              clients
                  .ssm()
                  .putParameter(
                      r ->
                          r.name("/" + name).value("w").type(ParameterType.STRING).overwrite(true));
              clients
                  .scheduler()
                  .createScheduleGroup(
                      r ->
                          r.name(name)
                              .tags(
                                  software.amazon.awssdk.services.scheduler.model.Tag.builder()
                                      .key("CostCenter")
                                      .value("7")
                                      .build()));
              role(
                  CreateRoleRequest.builder()
                      .roleName(name)
                      .permissionsBoundary(Organisation.BOUNDARY)
                      .tags(Tag.builder().key("CostCenter").value("7").build()));
              policy(name);
            })
        .doesNotThrowAnyException();
  }

  @Test
  void theBoundaryThatARoleHasIsAConditionOfWhatIsDoneToIt() {
    denied(() -> policy(name + "-free"), "iam:PutRolePolicy", 403);
    denied(() -> policy(name + "-bound"), "iam:PutRolePolicy", 403);
    denied(() -> bound(name + "-free", OTHER), "iam:PutRolePermissionsBoundary", 403);

    bound(name + "-free", Organisation.BOUNDARY);
    policy(name + "-free");
  }

  private void bound(String role, String boundary) {
    clients.iam().putRolePermissionsBoundary(r -> r.roleName(role).permissionsBoundary(boundary));
  }

  private void policy(String role) {
    clients.iam().putRolePolicy(r -> r.roleName(role).policyName("p").policyDocument(READS));
  }

  private void role(CreateRoleRequest.Builder request) {
    clients.iam().createRole(request.assumeRolePolicyDocument(TRUST).build());
  }

  private static void denied(ThrowingCallable call, String action, int status) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            refused -> {
              assertThat(refused.statusCode()).isEqualTo(status);
              assertThat(refused.awsErrorDetails().errorCode()).startsWith("AccessDenied");
              assertThat(refused.awsErrorDetails().errorMessage())
                  .startsWith("User: arn:aws:iam::123456789012:user/terraform is not authorized to")
                  .contains("perform: " + action + " on resource: arn:aws:")
                  .endsWith("with an explicit deny in a service control policy");
            });
  }
}
