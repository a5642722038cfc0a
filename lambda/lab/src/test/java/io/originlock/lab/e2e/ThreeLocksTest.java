package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.lab.control.AwsCall;
import io.originlock.lab.gate.Gates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Three locks of three gates on one distribution and one API. Viewers pass all three gates; none of
 * the locks knows of the others.
 */
@Tag("verify")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThreeLocksTest {
  private static final Path MORE = Path.of("src", "test", "terraform", "three-locks");
  private static final Pattern HEADER =
      Pattern.compile("<HeaderName>(.*?)</HeaderName>\\s*<HeaderValue>(.*?)</HeaderValue>");

  /** The prefixes of the locks' outputs, with the beginning of their headers' names. */
  private static final Map<String, String> LOCKS =
      Map.of("", "x-origin-lock-", "keys_", "x-api-key", "firewall_", "x-origin-verify");

  private LabLock lock;

  @BeforeAll
  void apply() {
    lock =
        LabLock.with(
            "three-locks",
            Gates.named("request-validation"),
            MORE.toAbsolutePath(),
            // Logs that end some day are in no other test that applies: the provider watches their
            // rule for most of a minute, here beside three locks that engage.
            Map.of("reserved_concurrency", 2, "log_retention_days", 90));
    LOCKS.keySet().forEach(lock::rest);
    lock.untilServed();
    lock.load();
  }

  @AfterAll
  void end() throws IOException {
    lock.close();
  }

  @AfterEach
  void nobodyWasRefusedAndNobodyPassed() {
    assertThat(lock.refused()).as("viewers refused").isZero();
    assertThat(lock.passed()).as("intruders that passed").isZero();
    assertThat(lock.site().aws().permissions().violations()).isEmpty();
  }

  @Test
  void eachRotatesItsOwnHeaderAlone() {
    LOCKS.forEach(
        (prefix, name) -> {
          Map<String, String> before = headers();

          rotate(prefix, "alone");

          Map<String, String> after = headers();
          assertThat(after).hasSameSizeAs(before);
          assertThat(others(after, name)).isEqualTo(others(before, name));
          assertThat(after).as(name).isNotEqualTo(before);
        });
  }

  @Test
  void allRotateAtOnce() {
    Map<String, String> before = headers();

    List<CompletableFuture<Void>> rotations =
        LOCKS.keySet().stream()
            .map(prefix -> CompletableFuture.runAsync(() -> rotate(prefix, "at-once")))
            .toList();
    rotations.forEach(CompletableFuture::join);
    // Another's update of the distribution may have come last.
    LOCKS.keySet().forEach(lock::rest);

    Map<String, String> after = headers();
    LOCKS.values().forEach(name -> assertThat(own(after, name)).isNotEqualTo(own(before, name)));
    assertThat(after).hasSize(LOCKS.size());
    assertThat(lock.keys()).as("keys of a lock that has none").isEmpty();
    Set<String> writers =
        lock.site().aws().calls().calls().stream()
            .filter(call -> call.operation().equals("UpdateDistribution"))
            .map(AwsCall::caller)
            .collect(Collectors.toSet());
    assertThat(writers).hasSizeGreaterThanOrEqualTo(LOCKS.size());
    assertThat(lock.stack().terraform().plan("at-once").empty()).isTrue();
  }

  private void rotate(String prefix, String id) {
    lock.ask(prefix, LabLock.rotation(id + prefix));
    lock.rest(prefix);
  }

  /** What CloudFront sends to the API. */
  private Map<String, String> headers() {
    Map<String, String> headers = new TreeMap<>();
    Matcher matcher = HEADER.matcher(lock.cloudFront().config());
    while (matcher.find()) {
      headers.put(matcher.group(1).toLowerCase(Locale.ROOT), matcher.group(2));
    }
    return headers;
  }

  private static Map<String, String> own(Map<String, String> headers, String name) {
    Map<String, String> own = new HashMap<>(headers);
    own.keySet().removeIf(each -> !each.startsWith(name));
    assertThat(own).as(name).hasSize(1);
    return own;
  }

  private static Map<String, String> others(Map<String, String> headers, String name) {
    Map<String, String> others = new HashMap<>(headers);
    others.keySet().removeIf(each -> each.startsWith(name));
    return others;
  }
}
