package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.lab.control.iam.Organisation;
import io.originlock.lab.gate.Gates;
import io.originlock.lab.moto.MotoClient;
import io.originlock.lab.moto.WireReply;
import io.originlock.lab.terraform.TerraformException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;
import software.amazon.awssdk.services.ssm.model.Tag;

/**
 * A lock in somebody's account: his organisation demands a tag of all that is created, and a
 * boundary of roles, of Terraform and of the worker alike; his logs have ten resource policies
 * already; and there are access logs when all is destroyed.
 */
@org.junit.jupiter.api.Tag("verify")
class OrganisationTest {
  private static final Map<String, String> TAGS =
      Map.of("CostCenter", "7", "Cost Owner", "pets@example.com");
  private static final Pattern DENIAL =
      Pattern.compile(
          "terraform is not authorized to perform: (\\S+) on resource: (\\S+) with an explicit deny"
              + " in a service control policy");

  @ParameterizedTest
  @ValueSource(strings = {"api-key", "signature"})
  void aLockLivesOnceItsVariablesMeetWhatIsDemanded(String gate) throws IOException {
    try (LabLock lock = LabLock.prepared("organisation-" + gate, Gates.named(gate))) {
      lock.site().aws().organisation().attach("demands", Organisation.policy());
      everythingIsDeniedByName(lock);
      useUpLogPolicies(lock);

      lock.stack()
          .change(
              Map.of(
                  "permissions_boundary_arn", Organisation.BOUNDARY, "log_resource_policy", false));
      lock.rest();
      lock.rotate("under-demands");
      assertThat(everyTag(lock))
          .hasSizeGreaterThan(5)
          .allSatisfy((name, tags) -> assertThat(tags).as(name).containsAllEntriesOf(TAGS));
      assertThat(lock.stack().terraform().plan("under-demands").empty()).isTrue();
      otherTagsAreForWhatIsCreatedFromThenOn(lock);

      assertThat(lock.site().aws().permissions().violations()).isEmpty();
      String logs = "/" + lock.stack().output("log_bucket");
      MotoClient moto = lock.site().aws().moto();
      assertThat(moto.rest("s3", "PUT", logs + "/cloudfront/E1.gz", "a log").ok()).isTrue();
      lock.stack().destroy();
      assertThat(everyTag(lock)).as("what the worker left").isEmpty();
      assertThat(moto.rest("s3", "GET", logs, null).status()).as("the bucket").isEqualTo(404);
    }
  }

  private static void everythingIsDeniedByName(LabLock lock) {
    String account = ":us-east-1:123456789012:";
    String role = "iam:CreateRole arn:aws:iam::123456789012:role/origin-lock-petstore";
    assertThat(denied(lock, Map.of()))
        .contains(
            role,
            "apigateway:POST arn:aws:apigateway:us-east-1::/restapis",
            "cloudwatch:PutMetricAlarm arn:aws:cloudwatch"
                + account
                + "alarm:origin-lock-petstore-overdue",
            "logs:CreateLogGroup arn:aws:logs"
                + account
                + "log-group:/aws/lambda/origin-lock-petstore:log-stream:",
            "scheduler:CreateScheduleGroup arn:aws:scheduler"
                + account
                + "schedule-group/origin-lock-petstore",
            "sqs:CreateQueue arn:aws:sqs" + account + "origin-lock-petstore-dead-letters",
            "wafv2:CreateWebACL arn:aws:wafv2" + account + "global/webacl/petstore/*");
    assertThat(denied(lock, Map.of("tags", TAGS)))
        .as("without the boundary")
        .contains(role)
        .allMatch(denial -> denial.startsWith("iam:CreateRole "));
  }

  private static void useUpLogPolicies(LabLock lock) {
    String policy = "{\"policyName\": \"other-%d\", \"policyDocument\": \"{}\"}";
    for (int i = 0; i < 10; i++) {
      lock.site()
          .aws()
          .moto()
          .target("logs", "Logs_20140328.PutResourcePolicy", policy.formatted(i));
    }
    WireReply oneMore =
        lock.site()
            .aws()
            .moto()
            .target("logs", "Logs_20140328.PutResourcePolicy", policy.formatted(10));
    assertThat(oneMore.text()).contains("LimitExceededException");
  }

  private static Set<String> denied(LabLock lock, Map<String, Object> variables) {
    TerraformException refused =
        catchThrowableOfType(TerraformException.class, () -> lock.stack().change(variables));
    // Terraform breaks the lines of an error, and draws a bar beside it.
    return DENIAL
        .matcher(refused.output().replaceAll("[\\s│]+", " "))
        .results()
        .map(denial -> denial.group(1) + " " + denial.group(2))
        .collect(Collectors.toSet());
  }

  private static void otherTagsAreForWhatIsCreatedFromThenOn(LabLock lock) {
    Map<String, Map<String, String>> before = everyTag(lock);
    lock.stack().change(Map.of("tags", Map.of("CostCenter", "8")));
    lock.rest();
    assertThat(everyTag(lock)).containsAllEntriesOf(before);

    lock.rotate("other-tags");

    Map<String, Map<String, String>> made = everyTag(lock);
    made.keySet().removeAll(before.keySet());
    assertThat(made)
        .isNotEmpty()
        .allSatisfy(
            (name, tags) ->
                assertThat(tags)
                    .as(name)
                    .containsEntry("CostCenter", "8")
                    .doesNotContainKey("Cost Owner"));
  }

  /** The tags of the parameters and API keys that the worker made, by name. */
  private static Map<String, Map<String, String>> everyTag(LabLock lock) {
    Map<String, Map<String, String>> all = new TreeMap<>();
    String path = lock.stack().output("path");
    try (SsmClient ssm = lock.ssm()) {
      ssm.getParametersByPathPaginator(r -> r.path(path).recursive(true)).stream()
          .flatMap(page -> page.parameters().stream())
          .map(Parameter::name)
          .filter(name -> !name.equals(path + "/published"))
          .forEach(name -> all.put(name, tags(ssm, name)));
    }
    JsonNode keys = lock.site().aws().moto().read("apigateway", "/apikeys").orElseThrow();
    for (JsonNode key : keys.path("item")) {
      Map<String, String> tags = new HashMap<>();
      key.path("tags").forEachEntry((name, value) -> tags.put(name, value.asText()));
      all.put(key.path("name").asText(), tags);
    }
    return all;
  }

  private static Map<String, String> tags(SsmClient ssm, String parameter) {
    return ssm
        .listTagsForResource(
            r -> r.resourceType(ResourceTypeForTagging.PARAMETER).resourceId(parameter))
        .tagList()
        .stream()
        .collect(Collectors.toMap(Tag::key, Tag::value));
  }
}
