package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What others have put into the distribution survives, element by element. Each rotation edits what
 * the one before has left, which is the same but for the secret: the third shows what a tenth
 * would.
 */
@Tag("verify")
@ExtendWith(RestedLock.class)
class ForeignElementsTest {
  private static final String UNKNOWN =
      "<NovelConfig xmlns:n=\"urn:novel\"><n:Mode a=\"1\">x &amp; y &lt; z</n:Mode><!-- kept -->"
          + "<Empty/><List><Item>2</Item><Item>1</Item></List></NovelConfig>";

  @Test
  void everythingButTheSecretSurvives(LabLock lock) {
    String original = lock.cloudFront().config();
    String first = secret(lock);
    lock.cloudFront().change(config -> enriched(config, first));
    lock.rest();
    String before = lock.cloudFront().config();
    assertThat(before)
        .contains(
            "x-before", "x-after", "x-team", "NovelConfig", "<PathPattern>/static/*</PathPattern>")
        .contains("static.example.com");

    for (int number = 1; number <= 3; number++) {
      lock.rotate("foreign-" + number);
      String rotated = lock.cloudFront().config();
      assertThat(Xml.normal(rotated.replace(secret(lock), first)))
          .as("after rotation %d", number)
          .isEqualTo(Xml.normal(before));
    }

    assertThat(secret(lock)).isNotEqualTo(first);
    lock.cloudFront().change(now -> original.replace(first, secret(lock)));
    lock.rest();
  }

  private static String secret(LabLock lock) {
    return List.copyOf(lock.keys().values()).get(0);
  }

  /** Another header, a second origin, a second behaviour, and what no SDK knows. */
  private static String enriched(String config, String secret) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("x-before", "1");
    headers.put("x-api-key", secret);
    headers.put("x-after", "pets &amp; more");
    String more =
        Edits.headers(
            Edits.behaviour(
                Edits.secondOrigin(config, "static", "static.example.com"), "/static/*", "static"),
            headers);
    return more.replace("</DistributionConfig>", UNKNOWN + "</DistributionConfig>");
  }
}
