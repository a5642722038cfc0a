package io.originlock.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ReportTest {

  private final SampleRun good = new SampleRun(0);
  private final SampleRun bad = new SampleRun(7);

  private static JsonNode summary(SampleRun run) throws Exception {
    return new ObjectMapper().readTree(new SummaryJson().write(run.results()));
  }

  private static List<String> unmet(SampleRun run) {
    return Expectation.of(run.results()).stream()
        .filter(e -> !e.met())
        .map(Expectation::name)
        .toList();
  }

  @Test
  void aGoodRunMeetsEveryExpectationAndABadOneNamesWhatItMissed() {
    assertThat(unmet(good)).isEmpty();
    assertThat(unmet(bad)).containsExactly("viewers refused");
  }

  @Test
  void theSummaryHasTheFieldsThatWerePromised() throws Exception {
    JsonNode summary = summary(good);

    List<String> names = new ArrayList<>();
    summary.fieldNames().forEachRemaining(names::add);
    assertThat(names)
        .contains(
            "gate",
            "rotations",
            "edges",
            "viewer_requests",
            "viewer_refused",
            "intruder_requests",
            "intruder_passed",
            "plan_empty_after_rotation",
            "leftover_keys",
            "iam_violations",
            "unused_permissions",
            "rotation",
            "worker_cold_start_seconds");
    assertThat(summary.get("rotations").asInt()).isEqualTo(3);
    assertThat(summary.get("viewer_refused").asInt()).isZero();
    assertThat(summary.get("plan_empty_after_rotation").asBoolean()).isTrue();
    JsonNode first = summary.get("rotation").get(0);
    assertThat(first.get("propagation_seconds").asDouble()).isBetween(10.0, 13.0);
    assertThat(first.get("soak_seconds").asDouble()).isEqualTo(15.0);
    assertThat(first.get("rotation_seconds").asDouble()).isBetween(31.0, 33.0);
    assertThat(first.get("old_secret_lifetime_seconds").asDouble()).isBetween(30.0, 32.0);
    assertThat(first.get("update_distribution_calls").asInt()).isEqualTo(1);
    assertThat(first.get("aws_calls").get("apigateway:CreateApiKey").asInt()).isEqualTo(1);
    assertThat(summary(bad).get("viewer_refused").asInt()).isEqualTo(7);
  }

  @Test
  void thePageNeedsNoNetworkAndHoldsNoSecret() {
    String page = new HtmlReport().write(good.results(), good.ledger());

    assertThat(page).contains("Nobody was refused").contains("secret 4").doesNotContain("$");
    assertThat(page).doesNotContain("http://").doesNotContain("https://").doesNotContain("<script");
    assertThat(page).doesNotContain("secret-value");
    assertThat(new HtmlReport().write(bad.results(), bad.ledger()))
        .contains("7 viewers' requests were refused")
        .contains("1 of");
  }

  @Test
  void theTimelineIsWellFormedAndDrawsEveryEdgeAndHost() throws Exception {
    String svg = new TimelineSvg(good.ledger(), good.results().from(), good.results().to()).draw();

    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    assertThat(document.getElementsByTagName("title").getLength()).isGreaterThan(40 * 4);
    assertThat(svg).contains("40 edges").contains("4 API hosts").contains("rotation 3");
  }
}
