package io.originlock.lab.conformance;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The lab as a {@link Cloud}: two hosts, of which one learns of a change 300 ms late. */
final class LabCloud implements ParameterResolver {
  private static final Duration SLOWEST_HOST = Duration.ofMillis(300);
  private static final Path DIRECTORY = Path.of("target", "conformance");

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Cloud.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(LabCloud.class))
        .getOrComputeIfAbsent(
            RunningLab.class,
            type -> RunningLab.start(DIRECTORY, SLOWEST_HOST, front -> front),
            RunningLab.class)
        .cloud();
  }
}
