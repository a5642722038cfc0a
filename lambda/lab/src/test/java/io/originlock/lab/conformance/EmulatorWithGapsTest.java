package io.originlock.lab.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
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

/**
 * The contracts against emulators that lack something, which is the lab behind filters: what is
 * lacking is skipped with the reason, all else runs, and nothing fails.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmulatorWithGapsTest {
  private StubbedLab emulator;

  @BeforeAll
  void start() {
    emulator = StubbedLab.start("emulators");
  }

  @AfterAll
  void stop() throws Exception {
    emulator.close();
  }

  private ContractRun run(Path directory, Set<Gap> gaps) {
    emulator.filters(gaps.stream().map(Gap::filter).toList());
    return ContractRun.at(emulator.cloud().endpoint(), directory.resolve("table.txt"));
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
    Set<Capability> lacking = Gap.lacking(gaps);
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
    Set<Gap> gaps = EnumSet.of(Gap.NO_PARAMETER_STORE, Gap.VALUES_SPENT, Gap.NO_EXPORTS);

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

  /** A regression is no gap: the lab behind no filter runs everything. */
  @Tag("verify")
  @Test
  void anEmulatorWithoutGapsSkipsNothing(@TempDir Path directory) {
    check(run(directory, EnumSet.noneOf(Gap.class)), EnumSet.noneOf(Gap.class));
  }

  @Test
  void anEmulatorMayBeBelowAPath(@TempDir Path directory) {
    emulator.filters(
        List.of(
            (request, next) ->
                request.path().startsWith("/aws/")
                    ? next.apply(request.withPath(request.path().substring(4)))
                    : Filter.html(404),
            Gap.NO_REST_APIS.filter()));

    ContractRun run =
        ContractRun.at(
            URI.create(emulator.cloud().endpoint() + "/aws/"), directory.resolve("table.txt"));

    check(run, EnumSet.of(Gap.NO_REST_APIS));
  }
}
