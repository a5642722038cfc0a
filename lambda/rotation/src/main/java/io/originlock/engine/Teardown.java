package io.originlock.engine;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes away what a lock that is off has left: its keys, what it published, its state at last. */
final class Teardown {
  private final World world;

  Teardown(World world) {
    this.world = world;
  }

  void run(LockState open) {
    Set<SecretId> all =
        open.retired().stream().map(r -> r.secret().id()).collect(Collectors.toSet());
    world
        .gate()
        .honour(new Honoured(true, List.of(), all, true), world.gate().inPlace(open.known()));
    boolean published =
        world
            .published()
            .read()
            .map(document -> document.sequence() != 0 || !document.headers().isEmpty())
            .orElse(false);
    if (published) {
      world.published().write(new Published.Document(0, List.of()));
    }
    world.log().erase();
  }
}
