package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.lab.load.Viewers;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A second distribution in front of the same API joins the lock, and leaves it. */
@Tag("verify")
@ExtendWith(RestedLock.class)
class MembersTest {

  @Test
  void aDistributionJoinsAndLeaves(LabLock lock) throws IOException {
    RawCloudFront.Made second =
        RawCloudFront.create(lock.site().aws().endpoint(), withoutSecret(lock));
    RawCloudFront secondRaw = new RawCloudFront(lock.site().aws().endpoint(), second.id());

    lock.stack().terraform().with(Map.of("more_distributions", List.of(member(second)))).apply();
    lock.rest();
    assertThat(secondRaw.config()).as("after joining").contains(secret(lock));

    Viewers others = lock.viewersOf(second.domain());
    try {
      lock.rotate("both");
      assertThat(lock.cloudFront().config()).contains(secret(lock));
      assertThat(secondRaw.config()).contains(secret(lock));
      JsonNode distributions = lock.status().path("distributions");
      assertThat(distributions).hasSize(2);
    } finally {
      others.close();
    }

    lock.stack().terraform().apply();
    String last = secret(lock);
    String etag = secondRaw.etag();
    lock.rotate("the first alone");

    assertThat(secret(lock)).isNotEqualTo(last);
    assertThat(lock.cloudFront().config()).contains(secret(lock));
    assertThat(secondRaw.etag()).as("no member, left alone").isEqualTo(etag);
    assertThat(lock.status().path("distributions")).hasSize(1);
    assertThat(lock.stack().terraform().plan("one-member").empty()).isTrue();
    secondRaw.delete();
  }

  private static Map<String, Object> member(RawCloudFront.Made made) {
    return Map.of(
        "id",
        made.id(),
        "arn",
        "arn:aws:cloudfront::123456789012:distribution/" + made.id(),
        "origins",
        List.of("api"),
        "probe_url",
        "https://" + made.domain() + "/origin-lock-probe");
  }

  /** The first one's configuration as somebody would copy it: another reference, no header yet. */
  private static String withoutSecret(LabLock lock) {
    return Edits.anotherReference(Edits.headers(lock.cloudFront().config(), Map.of()));
  }

  private static String secret(LabLock lock) {
    return List.copyOf(lock.keys().values()).get(0);
  }
}
