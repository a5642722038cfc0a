package io.originlock.lab.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.lab.control.Call;
import io.originlock.lab.control.Faults;
import io.originlock.lab.control.Faults.Fault;
import io.originlock.lab.e2e.Trial.Case;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** Follows the worker's calls through one rotation and says of each at which place it is. */
final class Itinerary {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<Place, Integer> visits = new LinkedHashMap<>();
  private final Map<String, Place> byId = new HashMap<>();
  private String after = "";
  private int writes;
  private int states;
  private long newest = -1;

  /** Follows the calls of a lock's worker, until the fault that strikes none is removed. */
  Fault follow(LabLock lock) {
    return inject(
        lock,
        call -> {
          at(call);
          return false;
        },
        Faults.Moment.BEFORE,
        new Faults.Effect.Drop(),
        1);
  }

  /** Follows them, and disturbs the call at one place. */
  Fault disturb(LabLock lock, Case next) {
    AtomicReference<String> chosen = new AtomicReference<>();
    Place place = next.place();
    Disturbance disturbance = next.disturbance();
    return inject(
        lock,
        call -> {
          if (at(call).equals(place)) {
            // Another call at this place is left alone.
            chosen.compareAndSet(null, call.attemptsId().orElseThrow());
          }
          return call.attemptsId().equals(Optional.ofNullable(chosen.get()));
        },
        disturbance.moment(),
        disturbance.effect(place),
        disturbance.throughout() ? Integer.MAX_VALUE : 1);
  }

  private static Fault inject(
      LabLock lock, Predicate<Call> which, Faults.Moment moment, Faults.Effect effect, int times) {
    return lock.site()
        .aws()
        .faults()
        .inject(Faults.by(lock.stack().functionName()).and(which), moment, effect, 0, times);
  }

  /** The place of a call of the worker's: the next one, unless it is another attempt. */
  synchronized Place at(Call call) {
    String id = call.attemptsId().orElseThrow();
    Place known = byId.get(id);
    if (known == null) {
      known = next(call);
      byId.put(id, known);
    }
    return known;
  }

  private Place next(Call call) {
    Place place = new Place(writes, after, call.service(), describe(call), call.writes());
    visits.merge(place, 1, Integer::sum);
    if (call.writes()) {
      writes++;
      after = place.call();
    }
    return place;
  }

  /** Every place so far in the order of the first visits, with the number of visits. */
  synchronized Map<Place, Integer> visits() {
    return new LinkedHashMap<>(visits);
  }

  /** What was written so far, in order; whether a rotation prunes is its log's matter. */
  synchronized List<Place> writes() {
    return visits.keySet().stream().filter(place -> place.writes() && !place.prunes()).toList();
  }

  private String describe(Call call) {
    if (!call.service().equals("ssm")) {
      return call.operation();
    }
    JsonNode body = body(call);
    String name = body.path("Name").asText();
    if (body.toString().contains("/honoured")) {
      // Of the keys that an authorizer reads, each a parameter.
      return call.operation() + " honoured";
    }
    return switch (call.operation()) {
      case "GetParametersByPath" ->
          "GetParametersByPath state/, " + (body.hasNonNull("NextToken") ? "more" : "first page");
      case "GetParameter" -> "GetParameter " + sequence(name).map(this::role).orElse("published");
      case "PutParameter" ->
          "PutParameter " + sequence(name).map(n -> wrote(n, body)).orElse("published");
      default -> call.operation();
    };
  }

  private String role(long sequence) {
    newest = newest < 0 ? sequence : newest;
    return sequence > newest ? "next state" : "newest state";
  }

  private String wrote(long sequence, JsonNode body) {
    newest = sequence;
    return "state " + ++states + " (" + stage(body) + ")";
  }

  private static String stage(JsonNode body) {
    try {
      return JSON.readTree(body.path("Value").asText()).path("stage").asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Long> sequence(String name) {
    int slash = name.lastIndexOf("/state/");
    return slash < 0 ? Optional.empty() : Optional.of(Long.parseLong(name.substring(slash + 7)));
  }

  private static JsonNode body(Call call) {
    try {
      return JSON.readTree(call.request().body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
