package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;

/** The tags of the published parameter: Terraform may change them, and the worker keeps them. */
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

  @Test
  void whatSomebodyDeletedIsMadeAgainWithItsTags(LabLock lock) {
    lock.stack().change(Map.of("tags", Map.of("team", "pets")));
    lock.rest();
    String name = lock.stack().output("path") + "/published";

    try (SsmClient ssm = lock.ssm()) {
      ssm.deleteParameter(r -> r.name(name));
      lock.rest();

      assertThat(ssm.getParameter(r -> r.name(name)).parameter().typeAsString())
          .isEqualTo("SecureString");
      assertThat(
              ssm.listTagsForResource(
                      r -> r.resourceType(ResourceTypeForTagging.PARAMETER).resourceId(name))
                  .tagList())
          .extracting(tag -> tag.key() + "=" + tag.value())
          .contains("team=pets");
    }
    assertThat(lock.site().aws().permissions().violations()).isEmpty();
  }
}
