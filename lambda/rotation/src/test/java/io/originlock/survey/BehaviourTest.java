package io.originlock.survey;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.survey.Behaviour.Policies;
import io.originlock.survey.Behaviour.Viewers;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which behaviour takes a request, and what a selection of names means. */
class BehaviourTest {
  @ParameterizedTest
  @CsvSource({
    "*, /anything, true",
    "/v1/*, /v1/pets, true",
    "/v1/*, /v1/, true",
    "/v1/*, /v1, false",
    "/v1/*, /V1/pets, false",
    "v1/*, /v1/pets, true",
    "*.jpg, /a/b.jpg, true",
    "*.jpg, /a/bjpg, false",
    "/a?c, /abc, true",
    "/a?c, /ac, false",
    "/a.c, /abc, false",
    "/a[1], /a1, false"
  })
  void aPatternFits(String pattern, String path, boolean fits) {
    assertThat(behaviour(pattern, "o").matches(path)).isEqualTo(fits);
  }

  @Test
  void theFirstThatFitsTakesARequestAndAGroupHoldsItsMembers() {
    Origin api = origin("api");
    Origin spare = origin("spare");
    Origin files = origin("files");
    Behaviour grouped = behaviour("/api/*", "group");
    Behaviour standard = behaviour("*", "files");
    DistributionFacts distribution =
        new DistributionFacts(
            "E1",
            "d.cloudfront.net",
            List.of(),
            true,
            true,
            false,
            Optional.empty(),
            List.of(api, spare, files),
            List.of(new OriginGroup("group", List.of("api", "spare"), List.of(500))),
            List.of(grouped, standard),
            List.of(),
            Attached.NOTHING);

    assertThat(distribution.behaviour("/api/pets")).contains(grouped);
    assertThat(distribution.behaviour("/other")).contains(standard);
    assertThat(distribution.behind(grouped)).containsExactly(api, spare);
    assertThat(distribution.behind(standard)).containsExactly(files);
    assertThat(distribution.leadingTo(spare)).containsExactly(grouped);
    assertThat(distribution.leadingTo(files)).containsExactly(standard);
  }

  @ParameterizedTest
  @CsvSource({
    "only:a, only:b, a, true",
    "only:a, only:b, b, true",
    "only:a, only:b, c, false",
    "but:a, only:A, a, true",
    "but:a, only:b, a, false",
    "but:a, but:b, a, true",
    "but:a, but:a, a, false",
    "only:a, but:a, a, true",
    "only:b, but:a, a, false",
    "only:b, but:a, c, true"
  })
  void twoSelectionsMeanWhatEitherDoes(String one, String other, String name, boolean meant) {
    assertThat(selection(one).or(selection(other)).includes(name)).isEqualTo(meant);
    assertThat(selection(other).or(selection(one)).includes(name)).isEqualTo(meant);
  }

  private static Selection selection(String text) {
    String name = text.substring(text.indexOf(':') + 1);
    return text.startsWith("only")
        ? Selection.only(List.of(name))
        : Selection.allBut(List.of(name));
  }

  private static Origin origin(String id) {
    return new Origin(id, id + ".example.com", "", Origin.Protocol.HTTPS_ONLY, HeaderNames.NONE);
  }

  private static Behaviour behaviour(String pattern, String target) {
    return new Behaviour(
        pattern,
        target,
        Viewers.HTTPS_ONLY,
        false,
        Set.of("GET"),
        List.of(),
        Policies.NONE,
        Optional.empty(),
        Optional.empty());
  }
}
