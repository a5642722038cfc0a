package io.originlock.breaks;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs test classes until one test fails: the main class of a JVM whose class path has a break in
 * front. It writes one line into a file: which test failed and why, or how many passed.
 */
final class FirstFailure implements TestExecutionListener {
  static final String FAILED = "failed ";
  static final String PASSED = "passed ";

  /** A message can hold the story of a whole rotation. */
  private static final int LONGEST = 160;

  private final Path report;
  private int passed;

  private FirstFailure(Path report) {
    this.report = report;
  }

  /**
   * @param arguments the file to write, then the names of the classes to run
   */
  public static void main(String[] arguments) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(Arrays.stream(arguments).skip(1).map(name -> selectClass(name)).toList())
            .filters(TagFilter.excludeTags("verify"))
            .build();
    FirstFailure run = new FirstFailure(Path.of(arguments[0]));
    LauncherFactory.create().execute(request, run);
    run.end(PASSED + run.passed);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() == Status.FAILED) {
      end(FAILED + name(test) + ": " + result.getThrowable().map(FirstFailure::why).orElse(""));
    }
    if (test.isTest() && result.getStatus() == Status.SUCCESSFUL) {
      passed++;
    }
  }

  /** Threads that a broken engine left running must not keep the answer back. */
  private void end(String line) {
    try {
      Files.writeString(report, line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().halt(0);
  }

  private static String name(TestIdentifier test) {
    return test.getSource()
        .map(
            source ->
                source instanceof MethodSource method
                    ? simple(method.getClassName()) + "." + method.getMethodName()
                    : source instanceof ClassSource type ? simple(type.getClassName()) : null)
        .orElse(test.getDisplayName());
  }

  private static String simple(String className) {
    return className.substring(className.lastIndexOf('.') + 1);
  }

  private static String why(Throwable thrown) {
    String text = String.valueOf(thrown.getMessage()).strip();
    String line = thrown.getClass().getSimpleName() + " " + text.replaceAll("\\s+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " …";
  }
}
