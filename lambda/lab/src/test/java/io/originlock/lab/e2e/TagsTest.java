package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.lab.terraform.TerraformRun;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A change of what Terraform may change of the published parameter. */
@Tag("verify")
@ExtendWith(RestedLock.class)
class TagsTest {

  @Test
  void tagsOfThePublishedParameterMayChange(LabLock lock) {
    int before = lock.current();
    // Logs that end some day are in no other test that applies.
    TerraformRun tagged =
        lock.stack()
            .terraform()
            .with(Map.of("tags", Map.of("team", "pets"), "log_retention_days", 90));
    tagged.apply();

    JsonNode after = lock.rest();
    assertThat(after.path("stage").asText()).isEqualTo("idle");
    assertThat(lock.current()).isEqualTo(before);
    assertThat(tagged.plan("after-tags").empty()).isTrue();
    lock.stack().terraform().apply();
  }
}
