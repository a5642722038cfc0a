package io.originlock.lab.conformance;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * All contracts against an endpoint, as {@code make test-localstack} runs them.
 *
 * @param passed the tests that ran well
 * @param failed those that failed, with what they said
 * @param skipped those that were not run, with the reason
 */
record ContractRun(
    Map<String, String> passed, Map<String, String> failed, Map<String, String> skipped) {

  /**
   * Runs them all, as many at a time as wait well together.
   *
   * @param table where the table of the run goes
   */
  static ContractRun at(URI endpoint, Path table) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(LocalStackConformanceTest.class))
            .configurationParameter(Endpoint.VARIABLE, endpoint.toString())
            .configurationParameter(LocalStackCloud.TABLE, table.toString())
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
            .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
            .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
            .configurationParameter(
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "6")
            .build();
    Ends ends = new Ends();
    LauncherFactory.create().execute(request, ends);
    return new ContractRun(
        new TreeMap<>(ends.passed), new TreeMap<>(ends.failed), new TreeMap<>(ends.skipped));
  }

  private static final class Ends implements TestExecutionListener {
    private final Map<String, String> passed = new ConcurrentHashMap<>();
    private final Map<String, String> failed = new ConcurrentHashMap<>();
    private final Map<String, String> skipped = new ConcurrentHashMap<>();

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
      skipped.put(name(test), reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      String said = result.getThrowable().map(Throwable::toString).orElse("");
      switch (result.getStatus()) {
        case FAILED -> failed.put(name(test), said);
        case ABORTED -> skipped.put(name(test), said);
        case SUCCESSFUL -> {
          if (test.isTest()) {
            passed.put(name(test), said);
          }
        }
      }
    }

    private static String name(TestIdentifier test) {
      return test.getDisplayName().replaceFirst("\\(.*", "");
    }
  }
}
