package io.originlock.lab.control;

import io.originlock.lab.aws.AwsLab;
import io.originlock.lab.aws.Options;
import io.originlock.lab.aws.Options.Control;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One lab for all test classes, since it takes seconds to start. Each test makes resources of its
 * own, by names of its own. A minute of AWS's takes a second.
 */
public final class SharedLab implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == AwsLab.class
        || type == TestFleet.class
        || type == TestGateways.class
        || type == Clients.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Running running =
        context
            // Surefire's forks run each class by a request of its own, in one session.
            .getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(SharedLab.class))
            .getOrComputeIfAbsent("lab", key -> Running.start(), Running.class);
    Class<?> type = parameter.getParameter().getType();
    if (type == TestFleet.class) {
      return running.fleet();
    }
    if (type == TestGateways.class) {
      return running.gateways();
    }
    return type == Clients.class ? running.clients() : running.lab();
  }

  private record Running(AwsLab lab, TestFleet fleet, TestGateways gateways, Clients clients)
      implements AutoCloseable {

    static Running start() {
      try {
        Path directory =
            Files.createDirectories(
                Path.of("target", "shared-lab-" + ProcessHandle.current().pid()));
        TestFleet fleet = new TestFleet();
        TestGateways gateways = new TestGateways();
        AwsLab lab =
            AwsLab.start(Options.in(directory, new Control(0, 60, false)), fleet, gateways);
        return new Running(lab, fleet, gateways, new Clients(lab.endpoint()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      clients.close();
      lab.close();
    }
  }
}
