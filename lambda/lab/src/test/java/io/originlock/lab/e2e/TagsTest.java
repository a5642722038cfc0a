package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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

    lock.stack().change(Map.of("tags", Map.of("team", "pets")));

    JsonNode after = lock.rest();
    assertThat(after.path("stage").asText()).isEqualTo("idle");
    assertThat(lock.current()).isEqualTo(before);
    assertThat(lock.stack().terraform().plan("after-tags").empty()).isTrue();
  }
}
