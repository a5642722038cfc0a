package io.originlock.lab.conformance;

import io.originlock.lab.AwsLab;
import io.originlock.lab.control.TestFleet;
import io.originlock.lab.gateway.GatewayHosts;
import io.originlock.lab.net.Listener;
import io.originlock.lab.spread.Delays;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The lab as a {@link Cloud}: two hosts, of which one learns of a change 300 ms late. */
final class LabCloud implements ParameterResolver {
  private static final Duration SLOWEST_HOST = Duration.ofMillis(300);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Cloud.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(LabCloud.class))
        .getOrComputeIfAbsent(Running.class, type -> Running.start(), Running.class)
        .cloud();
  }

  /** The lab and what stands before it. */
  record Running(Cloud cloud, Listener listener, LabFront front, AwsLab lab, GatewayHosts hosts)
      implements AutoCloseable {

    static Running start() {
      Path directory = Path.of("target", "conformance");
      try {
        Files.createDirectories(directory);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      GatewayHosts hosts =
          new GatewayHosts(
              2,
              Delays.between(Duration.ZERO, SLOWEST_HOST, 1),
              host -> {
                throw new UnknownHostException(host + ": only MOCK integrations are here");
              },
              Clock.systemUTC());
      AwsLab lab =
          AwsLab.start(AwsLab.Options.in(directory).withoutLimits(), new TestFleet(), hosts);
      LabFront front = new LabFront(lab.endpoint(), hosts);
      Listener listener = Listener.plain(0, front);
      Cloud cloud = new Cloud(URI.create("http://127.0.0.1:" + listener.port()));
      return new Running(cloud, listener, front, lab, hosts);
    }

    @Override
    public void close() throws IOException {
      cloud.close();
      listener.close();
      front.close();
      lab.close();
      hosts.close();
    }
  }
}
