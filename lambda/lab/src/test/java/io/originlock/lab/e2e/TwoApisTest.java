package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.lab.Eventually;
import io.originlock.lab.gate.Gates;
import io.originlock.lab.load.Viewers;
import io.originlock.lab.terraform.TerraformException;
import io.originlock.lab.terraform.TerraformRun;
import io.originlock.lab.terraform.TerraformRun.Plan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Two APIs with a distribution each: under one lock, then one leaves it and gets a lock of its own,
 * called with {@code for_each} and {@code depends_on}. Viewers come through both all the time.
 */
@Tag("verify")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoApisTest {
  private static final Path MORE = Path.of("src", "test", "terraform", "two-apis");

  private static final Pattern CHANGE = Pattern.compile("(?m)^ *# (\\S+) (will|must) be ");

  private LabLock lock;
  private Viewers others;

  @BeforeAll
  void apply() {
    lock = LabLock.with("two-apis", Gates.named("api-key"), MORE.toAbsolutePath(), Map.of());
    lock.untilServed();
    lock.load();
    others = lock.viewersOf(lock.stack().output("second_domain_name"));
  }

  @AfterAll
  void end() throws IOException {
    others.close();
    lock.close();
  }

  @AfterEach
  void nobodyWasRefused() {
    assertThat(lock.refused()).as("viewers refused").isZero();
    assertThat(lock.site().aws().permissions().violations()).isEmpty();
  }

  @Test
  @Order(1)
  void oneLockRotatesBoth() {
    String before = second().config();

    lock.rotate("both");

    assertThat(second().config()).isNotEqualTo(before).contains("x-api-key");
    assertThat(lock.status().path("distributions")).hasSize(2);
    assertThat(planIsEmpty("both")).isTrue();
  }

  @Test
  @Order(2)
  void aPlanThatExchangesWhatTheLockStandsOnIsRefused() {
    Map<String, Object> others =
        Map.of(
            "path",
            "/elsewhere/petstore",
            "usage_plan",
            "mine99",
            "kms_key_arn",
            "arn:aws:kms:us-east-1:123456789012:key/00000000-0000-0000-0000-000000000000");

    assertThat(refusal(others))
        .contains("This lock was put on with")
        .contains("the path /origin-lock/petstore")
        .contains("the usage plan of its own")
        .contains("the parameters' key the account's own");
  }

  @Test
  @Order(2)
  void aPlanThatForgetsAMemberIsRefusedByName() {
    assertThat(refusal(Map.of("listed", false)))
        .contains("The lock still holds")
        .contains(secondNames())
        .contains("into `released` first");
  }

  @Test
  @Order(3)
  void aReleasedMemberIsHeldUntilItsStageAsksForNothing() {
    lock.stack().change(Map.of("listed", false, "released", secondNames()));
    lock.rest();
    lock.rotate("with a member that leaves");

    assertThat(second().config()).as("its stage still demands the key").contains("x-api-key");
    assertThat(lock.status().toString()).contains(lock.stack().output("second_stage"));

    lock.stack().change(Map.of("demanding", false));
    Eventually.await("the lock lets go", this::letGo);

    assertThat(second().config()).doesNotContain("x-api-key");
  }

  @Test
  @Order(4)
  void whatIsGoneIsForgotten() {
    lock.stack().change(Map.of("second", "free", "released", List.of()));

    lock.rotate("the first alone");

    assertThat(second().config()).doesNotContain("x-api-key");
    assertThat(lock.status().path("distributions")).hasSize(1);
    assertThat(planIsEmpty("gone")).isTrue();
  }

  @Test
  @Order(5)
  void aLockOfItsOwnDependsOnSomethingAndStillPlansNoDistribution() {
    lock.stack().change(Map.of("second", "alone"));
    lock.rest("second_");
    assertThat(second().config()).contains("x-origin-verify");
    assertThat(planIsEmpty("alone")).isTrue();

    Plan pending = lock.stack().terraform().with(Map.of("dependency", "second")).plan("pending");

    assertThat(CHANGE.matcher(pending.output()).results().map(change -> change.group(1)))
        .contains("terraform_data.dependency")
        .noneMatch(change -> change.contains("aws_cloudfront_distribution"));
    assertThat(pending.output()).contains("0 to add").contains("0 to destroy");
    lock.stack().change(Map.of("dependency", "second"));
    lock.ask("second_", LabLock.rotation("after the change"));
    lock.rest("second_");
    assertThat(planIsEmpty("after the change")).isTrue();
  }

  /** What Terraform says of a plan with these variables, in one line. */
  private String refusal(Map<String, Object> variables) {
    TerraformRun run = lock.stack().terraform().with(variables);
    return catchThrowableOfType(TerraformException.class, () -> run.plan("refused"))
        .output()
        .replaceAll("[\\s│]+", " ");
  }

  private List<String> secondNames() {
    return List.of(
        lock.stack().output("second_distribution_id"), lock.stack().output("second_stage"));
  }

  private boolean letGo() {
    lock.rest();
    JsonNode released = lock.status().path("released");
    return released.size() == 2
        && StreamSupport.stream(released.spliterator(), false)
            .allMatch(member -> member.path("let_go").asBoolean());
  }

  private boolean planIsEmpty(String name) {
    return lock.stack().terraform().plan(name.replace(' ', '-')).empty();
  }

  private RawCloudFront second() {
    return new RawCloudFront(
        lock.site().aws().endpoint(), lock.stack().output("second_distribution_id"));
  }
}
