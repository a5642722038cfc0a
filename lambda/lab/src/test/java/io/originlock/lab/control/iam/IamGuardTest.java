package io.originlock.lab.control.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.lab.LabException;
import io.originlock.lab.control.CallReader;
import io.originlock.lab.control.Caller;
import io.originlock.lab.control.Callers;
import io.originlock.lab.moto.MotoClient;
import io.originlock.lab.moto.WireReply;
import io.originlock.lab.moto.WireRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an organisation denies, and the nearest call that it lets through. */
class IamGuardTest {
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1");
  private static final String FORM = "application/x-www-form-urlencoded";

  private final ServiceControlPolicies organisation = new ServiceControlPolicies();
  private final Policies policies = new Policies(NOWHERE);
  private final IamGuard guard =
      new IamGuard(
          new Permissions(organisation, policies, Clock.systemUTC()),
          new MotoClient(NOWHERE),
          path -> Optional.empty(),
          function -> "arn:aws:iam::123456789012:role/worker-role");

  @AfterEach
  void close() {
    policies.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "lambda POST /2015-03-31/functions | {'FunctionName':'f'_} | ,'Tags':{'K':'7'}"
            + " | lambda:CreateFunction arn:aws:lambda:us-east-1:123456789012:function:f",
        "sqs AmazonSQS.CreateQueue | {'QueueName':'q'_} | ,'tags':{'K':'7'}"
            + " | sqs:CreateQueue arn:aws:sqs:us-east-1:123456789012:q",
        "logs Logs_20140328.CreateLogGroup | {'logGroupName':'/a/b'_} | ,'tags':{'K':'7'}"
            + " | logs:CreateLogGroup"
            + " arn:aws:logs:us-east-1:123456789012:log-group:/a/b:log-stream:",
        "scheduler POST /schedule-groups/g | {'ClientToken':'t'_} |"
            + " ,'Tags':[{'Key':'K','Value':'7'}] | scheduler:CreateScheduleGroup"
            + " arn:aws:scheduler:us-east-1:123456789012:schedule-group/g",
        "monitoring PutMetricAlarm | AlarmName=a_ | &Tags.member.1.Key=K&Tags.member.1.Value=7"
            + " | cloudwatch:PutMetricAlarm arn:aws:cloudwatch:us-east-1:123456789012:alarm:a",
        "monitoring PutCompositeAlarm | AlarmName=c_ |"
            + " &Tags.member.1.Key=x&Tags.member.1.Value=y&Tags.member.2.Key=K&Tags.member.2.Value=7"
            + " | cloudwatch:PutCompositeAlarm arn:aws:cloudwatch:us-east-1:123456789012:alarm:c",
        "ssm AmazonSSM.PutParameter | {'Name':'/a/b'_} | ,'Tags':[{'Key':'K','Value':'7'}]"
            + " | ssm:PutParameter arn:aws:ssm:us-east-1:123456789012:parameter/a/b",
        "ssm AmazonSSM.PutParameter | {'Name':'/a/b'_} | ,'Overwrite':true"
            + " | ssm:PutParameter arn:aws:ssm:us-east-1:123456789012:parameter/a/b",
        "wafv2 AWSWAF_20190729.CreateWebACL | {'Name':'w','Scope':'CLOUDFRONT'_} |"
            + " ,'Tags':[{'Key':'K','Value':'7'}]"
            + " | wafv2:CreateWebACL arn:aws:wafv2:us-east-1:123456789012:global/webacl/w/*",
        "wafv2 AWSWAF_20190729.CreateRuleGroup | {'Name':'g','Scope':'REGIONAL'_} |"
            + " ,'Tags':[{'Key':'K','Value':''}] | wafv2:CreateRuleGroup"
            + " arn:aws:wafv2:us-east-1:123456789012:regional/rulegroup/g/*",
        "apigateway POST /restapis | {'name':'a'_} | ,'tags':{'K':'7'}"
            + " | apigateway:POST arn:aws:apigateway:us-east-1::/restapis",
        "apigateway POST /restapis/a1/stages | {'stageName':'s'_} | ,'tags':{'K':'7'}"
            + " | apigateway:POST arn:aws:apigateway:us-east-1::/restapis/a1/stages",
        "apigateway POST /usageplans | {'name':'u'_} | ,'tags':{'K':'7'}"
            + " | apigateway:POST arn:aws:apigateway:us-east-1::/usageplans",
        "apigateway POST /apikeys | {'name':'k'_} | ,'tags':{'K':'7'}"
            + " | apigateway:POST arn:aws:apigateway:us-east-1::/apikeys",
        "cloudfront POST /2020-05-31/distribution?WithTags |"
            + " <DistributionConfigWithTags>_</DistributionConfigWithTags> |"
            + " <Tags><Items><Tag><Key>K</Key><Value>7</Value></Tag></Items></Tags>"
            + " | cloudfront:CreateDistribution"
            + " arn:aws:cloudfront::123456789012:distribution/*",
      })
  void whatHasNoCostCenterIsNotCreated(String call, String body, String tag, String denied) {
    organisation.attach("cost", Organisation.policy());

    for (String untagged : List.of("", tag.replaceAll("\\bK\\b", "costcentre"))) {
      WireReply refusal = ask("AKIALAB", call, body.replace("_", untagged));
      if (!untagged.contains("Overwrite")) {
        assertThat(refusal.status()).isIn(400, 403);
        assertThat(refusal.text())
            .contains("AccessDenied")
            .contains(
                "User: arn:aws:iam::123456789012:user/terraform is not authorized to perform: "
                    + denied.replace(" ", " on resource: ")
                    + " with an explicit deny in a service control policy");
      }
    }
    String tagged = body.replace("_", tag.replaceAll("\\bK\\b", "CostCenter"));
    assertThat(ask("AKIALAB", call, tagged).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "'', false",
    "&PermissionsBoundary=arn:aws:iam::123456789012:policy/other, false",
    "&PermissionsBoundary=arn:aws:iam::123456789012:policy/boundary, true"
  })
  void aRoleIsNotCreatedWithoutTheBoundary(String boundary, boolean passes) {
    organisation.attach("boundary", Organisation.policy());
    String form = "RoleName=r&Path=/team/&Tags.member.1.Key=CostCenter&Tags.member.1.Value=7";

    WireReply reply = ask("AKIALAB", "iam CreateRole", form + boundary);

    assertThat(reply.ok()).isEqualTo(passes);
    assertThat(
            reply
                .text()
                .contains("iam:CreateRole on resource: arn:aws:iam::123456789012:role/team/r"))
        .isEqualTo(!passes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "iam CreatePolicy | PolicyName=p",
        "lambda PUT /2015-03-31/functions/f/configuration | {}",
        "scheduler POST /schedules/s | {}",
        "monitoring PutDashboard | DashboardName=d",
        "apigateway POST /restapis/a1/deployments | {}",
        "apigateway POST /usageplans/u1/keys | {}",
        "s3 PUT /bucket | ''",
        "ssm AmazonSSM.GetParameter | {'Name':'/a/b'}",
      })
  void whatNoStatementNamesPasses(String call, String body) {
    organisation.attach("cost", Organisation.policy());

    assertThat(ask("AKIALAB", call, body).status()).isEqualTo(200);
  }

  @Test
  void aBucketOfWhichTheTagsComeLaterCannotMeetADemandAtItsCreation() {
    organisation.attach("cost", denying("s3:CreateBucket"));

    assertThat(ask("AKIALAB", "s3 PUT /bucket", "").text())
        .contains("<Code>AccessDenied</Code>", "s3:CreateBucket on resource: arn:aws:s3:::bucket");
    assertThat(ask("AKIALAB", "s3 PUT /bucket?versioning", "").status()).isEqualTo(200);
  }

  @Test
  void aFunctionIsDeniedBeforeItsRoleIsLookedAt() {
    organisation.attach("cost", Organisation.policy());

    WireReply refusal = ask("ASIALABX", "apigateway POST /apikeys", "{'name':'k'}");

    assertThat(refusal.status()).isEqualTo(403);
    assertThat(refusal.text())
        .contains(
            "User: arn:aws:sts::123456789012:assumed-role/worker-role/worker is not authorized to"
                + " perform: apigateway:POST on resource: arn:aws:apigateway:us-east-1::/apikeys"
                + " with an explicit deny in a service control policy");
  }

  @ParameterizedTest
  @CsvSource({
    "ArnLike, user/terraform, false",
    "ArnNotLike, user/terraform, true",
    "ArnLike, role/worker-*, true",
  })
  void aStatementMayBeOfSomePrincipalsAlone(String operator, String who, boolean passes) {
    organisation.attach(
        "some",
        "{'Statement':{'Effect':'Deny','Action':'*','Resource':'*','Condition':{'%s':{'aws:PrincipalArn':'arn:aws:iam::*:%s'}}}}"
            .formatted(operator, who)
            .replace('\'', '"'));

    assertThat(ask("AKIALAB", "s3 PUT /bucket", "").ok()).isEqualTo(passes);
  }

  @Test
  void aTagOfACreationNeedsThePermissionToTag() {
    organisation.attach("tagging", denying("sqs:TagQueue"));
    String call = "sqs AmazonSQS.CreateQueue";

    assertThat(ask("AKIALAB", call, "{'QueueName':'q','tags':{'team':'web'}}").text())
        .contains("sqs:TagQueue on resource: arn:aws:sqs:us-east-1:123456789012:q");
    assertThat(ask("AKIALAB", call, "{'QueueName':'q'}").status()).isEqualTo(200);
  }

  @Test
  void nothingIsDeniedOnceThePolicyIsDetached() {
    organisation.attach("cost", Organisation.policy());
    organisation.detach();

    assertThat(ask("AKIALAB", "apigateway POST /apikeys", "{'name':'k'}").ok()).isTrue();
  }

  @Test
  void aPolicyThatTheLabWouldNotDenyByIsNotAttached() {
    String policy =
        denying("*")
            .replace("'Null'", "'DateGreaterThan'")
            .replace("\"Null\"", "\"DateGreaterThan\"");

    assertThatThrownBy(() -> organisation.attach("dates", policy))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("policy dates/#1: cannot attach it");
    assertThat(ask("AKIALAB", "s3 PUT /bucket", "").ok()).isTrue();
  }

  private static String denying(String action) {
    return "{'Statement':{'Effect':'Deny','Action':'%s','Resource':'*','Condition':{'Null':{'aws:RequestTag/CostCenter':'true'}}}}"
        .formatted(action)
        .replace('\'', '"');
  }

  /**
   * @param call the service, and an operation, a target or a method and a path
   */
  private WireReply ask(String key, String call, String body) {
    String[] words = call.split(" ");
    boolean rest = words.length > 2;
    String path = rest ? words[2] : "/";
    String text = words[1].contains(".") || rest ? body : "Action=" + words[1] + "&" + body;
    return guard.handle(
        new CallReader(new Keys(), Clock.systemUTC())
            .read(
                new WireRequest(
                    rest ? words[1] : "POST",
                    path.split("\\?")[0],
                    path.contains("?") ? path.split("\\?")[1] : "",
                    Map.of(
                        "Authorization",
                        List.of(
                            "AWS4-HMAC-SHA256 Credential=%s/20260101/us-east-1/%s/aws4_request"
                                .formatted(key, words[0])),
                        "X-Amz-Target",
                        List.of(words[1].contains(".") ? words[1] : ""),
                        "Content-Type",
                        List.of(text.startsWith("Action=") ? FORM : "application/json")),
                    text.replace('\'', '"').getBytes(StandardCharsets.UTF_8))),
        passed -> WireReply.json(200, "{}"));
  }

  /** Temporary keys are the worker's, as with Lambda. */
  private static final class Keys implements Callers {
    @Override
    public Caller of(String accessKeyId) {
      return accessKeyId.startsWith("ASIA") ? new Caller("worker", "1") : Caller.terraform();
    }

    @Override
    public void kill(Caller caller) {
      throw new UnsupportedOperationException();
    }
  }
}
