package io.originlock.lab.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** The lab behind filters: an emulator that lacks what a test wants it to. */
record StubbedLab(RunningLab lab, Stub stub) implements AutoCloseable {

  /**
   * Starts one whose hosts learn of every change at once.
   *
   * @param name of its folder
   */
  static StubbedLab start(String name) {
    AtomicReference<Stub> stub = new AtomicReference<>();
    RunningLab lab =
        RunningLab.start(
            Path.of("target", name),
            Duration.ZERO,
            front -> {
              stub.set(new Stub(front));
              return stub.get();
            });
    return new StubbedLab(lab, stub.get());
  }

  Cloud cloud() {
    return lab.cloud();
  }

  void filters(List<Filter> filters) {
    stub.filters(filters);
  }

  @Override
  public void close() throws IOException {
    lab.close();
  }
}
