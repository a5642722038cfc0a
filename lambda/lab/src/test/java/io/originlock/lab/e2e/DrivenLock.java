package io.originlock.lab.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.lab.edge.EdgeFleet;
import io.originlock.lab.functions.Outcome;
import io.originlock.lab.gateway.GatewayHosts;
import io.originlock.lab.ledger.Secrets.FormerSecret;
import io.originlock.lab.net.Request;
import io.originlock.lab.net.Wire;
import io.originlock.lab.spread.Spread;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A lock whose propagation the test drives. While the worker runs nothing arrives anywhere; between
 * two invocations every edge and every host gets what is on its way, one after the other in an
 * order drawn by lot. After each arrival every edge is asked through every host, so that no mixture
 * that a viewer can meet is left out, and every host is asked by an intruder.
 *
 * <p>The worker is told that its time is nearly over, so that it returns instead of waiting.
 */
final class DrivenLock implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TICK = "{\"action\":\"tick\"}";

  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  private static final int OLD_SECRETS = 3;

  private final LabLock lock;
  private final Wire wire = new Wire(TIMEOUT, 1000);
  private final List<String> wrong = new ArrayList<>();
  private Random order = new Random(0);
  private long asked;
  private boolean open;

  /** Takes over a lock at rest. */
  DrivenLock(LabLock lock) {
    this.lock = lock;
    edges().hold();
    hosts().hold();
    drive();
  }

  /** Lets intruders pass as well: the gate is being opened or closed. */
  void mayBeOpen(boolean mayBe) {
    open = mayBe;
  }

  /** Draws the orders of arrival from this seed from now on. */
  void order(long seed) {
    order = new Random(seed);
  }

  /** Invokes the worker, which returns where it would wait. */
  Outcome invoke(String event) {
    return lock.stack().invoke(event, LabLock.NO_TIME_TO_WAIT);
  }

  Outcome tick() {
    return invoke(TICK);
  }

  static JsonNode answer(Outcome outcome) {
    try {
      return JSON.readTree(outcome.text());
    } catch (JsonProcessingException e) {
      throw new AssertionError("Not JSON: " + outcome.text(), e);
    }
  }

  /** Lets everything arrive that is on its way, and asks after each arrival. */
  void drive() {
    List<Runnable> receivers = new ArrayList<>();
    add(receivers, "edge", edges(), lock.site().fleet().size());
    add(receivers, "host", hosts(), lock.site().hosts().size());
    Collections.shuffle(receivers, order);
    receivers.forEach(Runnable::run);
  }

  private void add(List<Runnable> receivers, String kind, Spread<?> spread, int number) {
    for (int i = 0; i < number; i++) {
      int receiver = i;
      receivers.add(
          () -> {
            int before = spread.behind();
            spread.release(receiver);
            if (spread.behind() < before) {
              ask(kind + " " + receiver + " had the news");
            }
          });
    }
  }

  /** Every edge through every host, and every host past CloudFront. */
  void ask(String when) {
    for (int host = 0; host < lock.site().hosts().size(); host++) {
      for (int edge = 0; edge < lock.site().fleet().size(); edge++) {
        int status = through(edge, host);
        if (status != 200) {
          wrong.add(
              "viewer refused: "
                  + status
                  + " at edge "
                  + edge
                  + ", host "
                  + host
                  + ", when "
                  + when);
        }
      }
      if (!open) {
        intrude(host, Optional.empty(), "without a secret", when);
      }
    }
  }

  /** The last old secrets, when every host knows that they are dead. */
  void askWithOldSecrets() {
    List<FormerSecret> retired = lock.site().ledger().secrets().retired();
    for (FormerSecret old :
        retired.subList(Math.max(0, retired.size() - OLD_SECRETS), retired.size())) {
      for (int host = 0; host < lock.site().hosts().size(); host++) {
        intrude(host, Optional.of(old.value()), "with an old secret", "at rest");
      }
    }
  }

  private void intrude(int host, Optional<String> secret, String how, String when) {
    Request request =
        Request.of("GET", "/" + lock.stack().stage() + "/pets")
            .with("host", lock.stack().apiHost());
    secret.ifPresent(each -> lock.gate().with(request, each, lock.site().clock().instant()));
    int status =
        send(
            lock.site().plane().gateway(),
            request.with(GatewayHosts.HOST_HEADER, String.valueOf(host)));
    if (status != 403 && status != lock.gate().refusal()) {
      wrong.add("intruder passed " + how + ": " + status + " at host " + host + ", when " + when);
    }
  }

  private int through(int edge, int host) {
    return send(
        lock.site().plane().edges(),
        Request.of("GET", "/pets")
            .with("host", lock.stack().domain())
            .with(EdgeFleet.EDGE_HEADER, String.valueOf(edge))
            .with(GatewayHosts.HOST_HEADER, String.valueOf(host)));
  }

  private int send(InetSocketAddress to, Request request) {
    asked++;
    try {
      return wire.send(to, request).status();
    } catch (IOException e) {
      throw new AssertionError("the data plane does not answer", e);
    }
  }

  /** What was wrong since this was last asked. */
  List<String> takeWrong() {
    List<String> taken = List.copyOf(wrong);
    wrong.clear();
    return taken;
  }

  /** How many requests were sent so far. */
  long asked() {
    return asked;
  }

  LabLock lock() {
    return lock;
  }

  private Spread<?> edges() {
    return lock.site().fleet().spread();
  }

  private Spread<?> hosts() {
    return lock.site().hosts().spread();
  }

  @Override
  public void close() throws IOException {
    edges().resume();
    hosts().resume();
    wire.close();
  }
}
