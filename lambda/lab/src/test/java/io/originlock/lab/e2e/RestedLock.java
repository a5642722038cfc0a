package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.lab.demo.SecretSearch;
import io.originlock.lab.gate.Gates;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands one lock to all long tests of a JVM, since an apply takes a minute. Each gets it at rest,
 * under load, and must leave it so: no viewer refused, no intruder passed, no call beyond the role,
 * one secret. At the very end no secret is in any file.
 */
final class RestedLock implements ParameterResolver, BeforeEachCallback, AfterEachCallback {
  private static final Namespace SPACE = Namespace.create(RestedLock.class);

  /** The lock and its end. */
  private record Shared(LabLock lock) implements AutoCloseable {
    static Shared start() {
      String name = "long-" + ProcessHandle.current().pid();
      return new Shared(LabLock.start(name, Gates.named("api-key"), Map.of()));
    }

    @Override
    public void close() throws IOException {
      try (lock) {
        lock.quiet();
        assertThat(
                SecretSearch.in(
                    lock.site().settings().directory(), lock.site().ledger().secrets().all()))
            .as("files with secrets")
            .isEmpty();
      }
    }
  }

  /** What there was before a test. */
  private record Before(long refused, long passed, int violations) {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == LabLock.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return lock(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    LabLock lock = lock(context);
    lock.rest();
    lock.load();
    context
        .getStore(SPACE)
        .put(Before.class, new Before(lock.refused(), lock.passed(), violations(lock).size()));
  }

  /** Ends the load, too: the lock may be idle while tests of others run. */
  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    LabLock lock = lock(context);
    lock.quiet();
    lock.site().aws().faults().clear();
    Before before = context.getStore(SPACE).get(Before.class, Before.class);
    assertThat(lock.refused() - before.refused()).as("viewers refused").isZero();
    assertThat(lock.passed() - before.passed()).as("intruders that passed").isZero();
    List<?> violations = violations(lock);
    assertThat(violations.subList(before.violations(), violations.size()))
        .as("calls beyond the role")
        .isEmpty();
    assertThat(lock.site().ledger().secrets().leftover(1)).as("secrets at the gate").isZero();
  }

  private static List<?> violations(LabLock lock) {
    return lock.site().aws().permissions().violations();
  }

  private LabLock lock(ExtensionContext context) {
    // Surefire's forks run each class by a request of its own, in one session.
    return context
        .getStore(StoreScope.LAUNCHER_SESSION, SPACE)
        .getOrComputeIfAbsent(Shared.class, key -> Shared.start(), Shared.class)
        .lock();
  }
}
