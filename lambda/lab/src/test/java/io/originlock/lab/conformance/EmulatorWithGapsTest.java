package io.originlock.lab.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The contracts against emulators that lack something, which is the lab behind filters: what is
 * lacking is skipped with the reason, all else runs, and nothing fails.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmulatorWithGapsTest {
  /** The lab's hosts learn at once here, so what is not so by then never is. */
  private static final Duration GONE_BY = Duration.ofSeconds(3);

  private static final Duration ALL = Duration.ofMinutes(1);

  private final List<Stub> stubs = new ArrayList<>();
  private RunningLab lab;

  @BeforeAll
  void start() {
    lab =
        RunningLab.start(
            Path.of("target", "emulators"),
            Duration.ZERO,
            front -> {
              Stub stub = new Stub(front);
              stubs.add(stub);
              return stub;
            });
  }

  @AfterAll
  void stop() throws Exception {
    lab.close();
  }

  private ContractRun run(Path directory, Set<Gap> gaps) {
    stubs.get(0).filters(gaps.stream().map(Gap::filter).toList());
    return ContractRun.at(lab.cloud().endpoint(), directory.resolve("table.txt"));
  }

  /** What these gaps leave nothing of: what they take, and what stands on that. */
  private static Set<Capability> lacking(Set<Gap> gaps) {
    Set<Capability> lacking = EnumSet.noneOf(Capability.class);
    gaps.forEach(gap -> lacking.addAll(gap.lacking()));
    for (Capability each : Capability.values()) {
      if (each.standsOn().stream().anyMatch(lacking::contains)) {
        lacking.add(each);
      }
    }
    return lacking;
  }

  private static Set<String> tests(boolean needing, Set<Capability> lacking) {
    Set<String> tests = new TreeSet<>();
    Contracts.tests()
        .forEach(
            test -> {
              if (LocalStackCloud.needs(test).stream().anyMatch(lacking::contains) == needing) {
                tests.add(test.getName());
              }
            });
    return tests;
  }

  private static void check(ContractRun run, Set<Gap> gaps) {
    Set<Capability> lacking = lacking(gaps);
    assertThat(run.failed()).isEmpty();
    assertThat(run.skipped().keySet()).isEqualTo(tests(true, lacking));
    assertThat(run.passed().keySet()).isEqualTo(tests(false, lacking));
    assertThat(run.skipped().values())
        .allMatch(
            reason -> lacking.stream().anyMatch(each -> reason.startsWith(each.lacking() + ": ")));
  }

  @Test
  void anEmulatorThatLacksHalfSkipsHalf(@TempDir Path directory) throws Exception {
    Set<Gap> gaps =
        EnumSet.of(
            Gap.KEYS_NOT_DEMANDED,
            Gap.BLANKS_LET_IN,
            Gap.TEMPLATES_IGNORED,
            Gap.DRAFTS_EXPORTED,
            Gap.NO_VALIDATORS_EXPORTED,
            Gap.NO_GATEWAY_RESPONSES_EXPORTED,
            Gap.NO_SECURITY_EXPORTED,
            Gap.ONE_PAGE);

    ContractRun run = run(directory, gaps);

    check(run, gaps);
    assertThat(run.passed()).hasSizeGreaterThan(15);
    assertThat(run.skipped()).hasSizeGreaterThan(10);
    assertThat(Files.readString(directory.resolve("table.txt")))
        .contains("ApiKeyGateContract", "RequestValidationGateContract")
        .contains("skipped: " + Capability.EXPORTED_SECURITY.lacking())
        .contains("  SignatureGateContract.onlyMethodsThatAskTheAuthorizerAreProtected");
  }

  @Tag("verify")
  @Test
  void anEmulatorOfTheOtherHalfSkipsThat(@TempDir Path directory) {
    Set<Gap> gaps =
        EnumSet.of(Gap.NO_PARAMETER_STORE, Gap.NO_SUMMARIES, Gap.VALUES_SPENT, Gap.NO_EXPORTS);

    check(run(directory, gaps), gaps);
  }

  @Test
  void everyCapabilityIsLackingSomewhere() {
    Set<Capability> taken = EnumSet.noneOf(Capability.class);
    EnumSet.allOf(Gap.class).forEach(gap -> taken.addAll(gap.lacking()));

    assertThat(taken).containsExactlyInAnyOrder(Capability.values());
  }

  @Tag("verify")
  @Test
  void anEmulatorWithWritesThatHaveNoEffectSkipsWhatStandsOnThem(@TempDir Path directory) {
    Set<Gap> gaps =
        EnumSet.of(
            Gap.PARAMETERS_OVERWRITTEN,
            Gap.NO_TAGS,
            Gap.KEYS_NOT_CHANGED,
            Gap.METHODS_NOT_EMBEDDED,
            Gap.LIVE_DEPLOYMENTS_DELETED,
            Gap.NO_AUTHORIZERS);

    check(run(directory, gaps), gaps);
  }

  @Tag("verify")
  @ParameterizedTest
  @EnumSource
  void eachGapIsFoundForItself(Gap gap) {
    stubs.get(0).filters(List.of(gap.filter()));

    Capabilities found = Survey.of(lab.cloud(), GONE_BY, ALL).capabilities();

    assertThat(found.lacking()).containsOnlyKeys(lacking(EnumSet.of(gap)));
  }

  /** A regression is no gap: the lab behind no filter runs everything. */
  @Tag("verify")
  @Test
  void anEmulatorWithoutGapsSkipsNothing(@TempDir Path directory) {
    check(run(directory, EnumSet.noneOf(Gap.class)), EnumSet.noneOf(Gap.class));
  }

  @Test
  void anEmulatorMayBeBelowAPath(@TempDir Path directory) {
    stubs
        .get(0)
        .filters(
            List.of(
                (request, next) ->
                    request.path().startsWith("/aws/")
                        ? next.apply(request.withPath(request.path().substring(4)))
                        : Filter.html(404),
                Gap.NO_REST_APIS.filter()));

    ContractRun run =
        ContractRun.at(
            URI.create(lab.cloud().endpoint() + "/aws/"), directory.resolve("table.txt"));

    check(run, EnumSet.of(Gap.NO_REST_APIS));
  }
}
