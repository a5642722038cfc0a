package io.originlock.lab.control;

import io.originlock.lab.moto.WireReply;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Remembers every call and tells its listeners. */
public final class CallLog implements Handler {
  private final List<AwsCall> calls = new CopyOnWriteArrayList<>();
  private final List<Consumer<AwsCall>> listeners = new CopyOnWriteArrayList<>();

  /** Hears of every call, after it was answered, on the thread that answered it. */
  public void listen(Consumer<AwsCall> listener) {
    listeners.add(listener);
  }

  /** Every call so far, in the order of the answers. */
  public List<AwsCall> calls() {
    return List.copyOf(calls);
  }

  /** How many calls of each {@code service:Operation} there were among those that fit. */
  public Map<String, Long> count(Predicate<AwsCall> which) {
    return calls.stream()
        .filter(which)
        .collect(
            Collectors.groupingBy(
                call -> call.service() + ":" + call.operation(),
                TreeMap::new,
                Collectors.counting()));
  }

  @Override
  public WireReply handle(Call call, Next next) {
    WireReply reply = next.proceed(call);
    AwsCall answered =
        new AwsCall(
            call.time(),
            call.caller().name(),
            call.service(),
            call.operation(),
            call.resource(),
            reply.status(),
            call.writes());
    calls.add(answered);
    listeners.forEach(listener -> listener.accept(answered));
    return reply;
  }
}
