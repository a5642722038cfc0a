package io.originlock.lab.conformance;

import io.originlock.lab.aws.AwsLab;
import io.originlock.lab.aws.Options;
import io.originlock.lab.aws.Options.Control;
import io.originlock.lab.control.TestFleet;
import io.originlock.lab.gateway.GatewayHosts;
import io.originlock.lab.net.Listener;
import io.originlock.lab.net.Service;
import io.originlock.lab.spread.Delays;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** The lab with two gateway hosts, and what stands before it. */
record RunningLab(Cloud cloud, Listener listener, LabFront front, AwsLab lab, GatewayHosts hosts)
    implements AutoCloseable {

  /**
   * @param slowestHost how late one of the two learns of a change
   * @param before what stands before its endpoint
   */
  static RunningLab start(Path directory, Duration slowestHost, UnaryOperator<Service> before) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    GatewayHosts hosts =
        new GatewayHosts(
            2,
            Delays.between(Duration.ZERO, slowestHost, 1),
            host -> {
              throw new UnknownHostException(host + ": only MOCK integrations are here");
            },
            Clock.systemUTC());
    AwsLab lab =
        AwsLab.start(Options.in(directory, new Control(0, 1, false)), new TestFleet(), hosts);
    LabFront front = new LabFront(lab.endpoint(), hosts);
    Listener listener = Listener.plain(0, before.apply(front));
    Cloud cloud = new Cloud(URI.create("http://127.0.0.1:" + listener.port()));
    return new RunningLab(cloud, listener, front, lab, hosts);
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
