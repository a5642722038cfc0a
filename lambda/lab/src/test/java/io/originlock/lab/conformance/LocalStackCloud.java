package io.originlock.lab.conformance;

import io.originlock.lab.conformance.ConformanceTable.Outcome;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * LocalStack, or whatever emulator {@value Endpoint#VARIABLE} names, as a {@link Cloud}. What it
 * can do is asked once; a test that {@link Needs} what it cannot is skipped and says so. Where
 * there is no emulator every test is.
 */
final class LocalStackCloud implements ParameterResolver, ExecutionCondition, TestWatcher {
  /** Where the table goes; the scripts print it. */
  static final String TABLE = "origin-lock.conformance.table";

  private static final String USUAL_TABLE = "target/conformance/localstack.txt";

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return context
        .getTestMethod()
        .flatMap(test -> running(context).capabilities().without(needs(test)))
        .map(ConditionEvaluationResult::disabled)
        .orElseGet(() -> ConditionEvaluationResult.enabled("It needs nothing that is lacking."));
  }

  /** What a contract's test needs, and what all tests of the contract do. */
  static Set<Capability> needs(Method test) {
    Set<Capability> needs = EnumSet.noneOf(Capability.class);
    AnnotationSupport.findAnnotation(test.getDeclaringClass(), Needs.class)
        .ifPresent(all -> needs.addAll(Set.of(all.value())));
    AnnotationSupport.findAnnotation(test, Needs.class)
        .ifPresent(own -> needs.addAll(Set.of(own.value())));
    return needs;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Cloud.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return running(context).cloud().orElseThrow();
  }

  @Override
  public void testSuccessful(ExtensionContext context) {
    running(context).table().ran(contract(context), Outcome.PASSED);
  }

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    running(context).table().ran(contract(context), Outcome.FAILED);
  }

  @Override
  public void testDisabled(ExtensionContext context, Optional<String> reason) {
    running(context)
        .table()
        .skipped(
            contract(context), context.getRequiredTestMethod().getName(), reason.orElse("unknown"));
  }

  @Override
  public void testAborted(ExtensionContext context, Throwable cause) {
    testDisabled(context, Optional.ofNullable(cause.getMessage()));
  }

  private static String contract(ExtensionContext context) {
    return context.getRequiredTestMethod().getDeclaringClass().getSimpleName();
  }

  private static Running running(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(LocalStackCloud.class))
        .getOrComputeIfAbsent(Running.class, type -> Running.find(context), Running.class);
  }

  /** What was found, looked for once. */
  private record Running(
      Optional<Cloud> cloud,
      Capabilities capabilities,
      ConformanceTable table,
      Path written,
      Runnable stop)
      implements AutoCloseable {

    static Running find(ExtensionContext context) {
      Path table = Path.of(context.getConfigurationParameter(TABLE).orElse(USUAL_TABLE));
      String named =
          context
              .getConfigurationParameter(Endpoint.VARIABLE)
              .orElseGet(() -> System.getenv().getOrDefault(Endpoint.VARIABLE, ""));
      Endpoint endpoint = Endpoint.find(named);
      if (endpoint instanceof Endpoint.Up up) {
        Survey.Findings found = Survey.of(new Cloud(up.uri()));
        return new Running(
            Optional.of(found.cloud()),
            found.capabilities(),
            new ConformanceTable(up.uri().toString()),
            table,
            up.stop());
      }
      String why = ((Endpoint.Absent) endpoint).why();
      return new Running(
          Optional.empty(),
          Capabilities.none(why),
          new ConformanceTable("no emulator"),
          table,
          () -> {});
    }

    @Override
    public void close() {
      table.write(written);
      cloud.ifPresent(Cloud::close);
      stop.run();
    }
  }
}
