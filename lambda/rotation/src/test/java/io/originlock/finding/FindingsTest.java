package io.originlock.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.testing.Written;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FindingsTest {
  private static final Place STAGE = new Place("stage prod of REST API a1b2c3d4e5");
  private static final Place DISTRIBUTION = new Place("CloudFront distribution E1A2B3C4D5E6F7");
  private static final Finding HOST =
      found(Kind.FORWARDED_HOST, DISTRIBUTION.part("behaviour /api/*"));
  private static final Finding ORIGIN = found(Kind.FOREIGN_ORIGIN, DISTRIBUTION.part("origin api"));
  private static final Finding PERMISSION = found(Kind.MISSING_PERMISSION, DISTRIBUTION);
  private static final Finding GET = found(Kind.METHOD_OPEN, STAGE.at("GET /pets"));
  private static final Finding POST = found(Kind.METHOD_OPEN, STAGE.at("POST /pets"));
  private static final Finding LOG = found(Kind.LOGS_SECRET, STAGE);
  private static final Finding PAGE = found(Kind.HIDDEN_REFUSALS, DISTRIBUTION);

  private static Finding found(Kind kind, Place place) {
    return new Finding(kind, place, "Seen.", "Do this.");
  }

  @Test
  void theGravestComesFirstAndEachOnce() {
    List<Finding> ordered = List.of(HOST, ORIGIN, PERMISSION, GET, POST, LOG, PAGE);
    List<Finding> backwards = new ArrayList<>(ordered);
    backwards.addAll(ordered);
    Collections.reverse(backwards);

    assertThat(Findings.of(backwards, List.of()).counted()).isEqualTo(ordered);
  }

  @Test
  void twoThingsSeenAtOnePlaceAreTwo() {
    Finding other = new Finding(Kind.LOGS_SECRET, STAGE, "Another log.", "Do that.");

    assertThat(Findings.of(List.of(LOG, other), List.of()).counted()).containsExactly(other, LOG);
  }

  @Test
  void theCutsAreOfOneList() {
    Findings all = Findings.of(List.of(HOST, ORIGIN, PERMISSION, GET, POST, LOG, PAGE), List.of());

    assertThat(all.forbidding()).containsExactly(HOST);
    assertThat(all.hindering()).containsExactly(ORIGIN, PERMISSION);
    assertThat(all.givingAway()).containsExactly(ORIGIN);
    assertThat(all.doors()).containsExactly(GET, POST);
    assertThat(all.count())
        .isEqualTo(
            Map.of(
                Severity.REFUSES, 1L,
                Severity.HINDERS, 2L,
                Severity.OPEN, 2L,
                Severity.TELLS, 1L,
                Severity.BLIND, 1L));
    assertThat(all.none()).isFalse();
  }

  @Test
  void nothingFoundIsCountedAsZeros() {
    assertThat(Findings.NONE.none()).isTrue();
    assertThat(Findings.NONE.count()).hasSize(Severity.values().length).containsValue(0L);
  }

  @Test
  void whatIsAcceptedIsShownApartAndInNoCut() {
    Findings all =
        Findings.of(
            List.of(HOST, ORIGIN, GET, LOG),
            List.of(
                new Accepted(Kind.FORWARDED_HOST, HOST.place().toString(), "A custom domain."),
                new Accepted(Kind.FOREIGN_ORIGIN, "origin *", "Our own proxy."),
                new Accepted(Kind.METHOD_OPEN, "*", "Public."),
                new Accepted(Kind.SAMPLES_SECRET, "*", "Not found at all.")));

    assertThat(all.counted()).containsExactly(LOG);
    assertThat(all.accepted())
        .containsExactly(
            new Findings.AcceptedFinding(HOST, "A custom domain."),
            new Findings.AcceptedFinding(ORIGIN, "Our own proxy."),
            new Findings.AcceptedFinding(GET, "Public."));
    assertThat(all.forbidding()).isEmpty();
    assertThat(all.hindering()).isEmpty();
    assertThat(all.givingAway()).isEmpty();
    assertThat(all.doors()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "method-open, stage prod of REST API a1b2c3d4e5: GET /pets, true",
    "method-open, stage prod of REST API a1b2c3d4e5: GET /*, true",
    "method-open, stage prod of REST API a1b2c3d4e5*, true",
    "method-open, *, true",
    // The nearest that say another thing.
    "method-open, stage prod of REST API a1b2c3d4e5, false",
    "method-open, stage prod of REST API a1b2c3d4e5: GET /pets/{petId}, false",
    "method-open, stage prod of REST API a1b2c3d4e5: POST /*, false",
    "method-open, Stage prod*, false",
    "method-open, *pets, false",
    "stage-open, stage prod of REST API a1b2c3d4e5: GET /pets, false",
  })
  void itIsAcceptedByKindAndPlace(String kind, String place, boolean covers) {
    Accepted accepted = new Accepted(Kind.of(kind).orElseThrow(), place, "Why.");

    assertThat(accepted.covers(GET)).isEqualTo(covers);
  }

  @Test
  void nothingIsAcceptedWithoutAPlaceAndAReason() {
    assertThatThrownBy(() -> new Accepted(Kind.METHOD_OPEN, " ", "Why."))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("method-open");
    assertThatThrownBy(() -> new Accepted(Kind.METHOD_OPEN, "*", ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPlaceIsAThingOrAPartOfItOrAMethod() {
    assertThat(STAGE).hasToString("stage prod of REST API a1b2c3d4e5");
    assertThat(STAGE.at("GET /pets")).hasToString("stage prod of REST API a1b2c3d4e5: GET /pets");
    assertThat(ORIGIN.place()).hasToString("origin api of CloudFront distribution E1A2B3C4D5E6F7");
  }

  @Test
  void aSentenceForErrorsNamesPlaceSightAndRemedy() {
    assertThat(GET.sentence())
        .isEqualTo("Stage prod of REST API a1b2c3d4e5: GET /pets: Seen. Do this.");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aKindIsKnownByItsLabel(Kind kind) {
    assertThat(kind.label()).matches("[a-z]+(-[a-z]+)*");
    assertThat(Kind.of(kind.label())).contains(kind);
    assertThat(Kind.of(kind.name())).isEmpty();
  }

  /** Dashboards and scripts know an audit's findings by these names. */
  @Test
  void noKindThatAuditsAnsweredWithIsGone() {
    String kinds =
        Written.lines("answers.txt").stream()
            .filter(line -> line.startsWith("audit.findings[].kind "))
            .findFirst()
            .orElseThrow();

    assertThat(Arrays.stream(Kind.values()).map(Kind::label))
        .containsAll(List.of(kinds.substring(kinds.indexOf(' ') + 1).split("\\|")));
  }

  @Test
  void kindsStandInTheOrderOfTheirSeverities() {
    assertThat(Arrays.stream(Kind.values()).map(Kind::severity).toList()).isSorted();
    assertThat(Arrays.stream(Kind.values()).map(Kind::severity).collect(Collectors.toSet()))
        .isEqualTo(Set.of(Severity.values()));
  }

  /** No secret is sent out for these, so a rotation waits. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void whatGivesSecretsAwayHinders(Kind kind) {
    if (kind.givesAway()) {
      assertThat(kind.severity()).isEqualTo(Severity.HINDERS);
    }
  }
}
