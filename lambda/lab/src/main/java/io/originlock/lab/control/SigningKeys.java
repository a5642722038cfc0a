package io.originlock.lab.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.lab.model.ApiCatalog;
import io.originlock.lab.model.ApiCatalog.SigningKey;
import io.originlock.lab.model.GatewayListener;
import io.originlock.lab.moto.MotoClient;
import io.originlock.lab.moto.WireReply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Watches the keys that authorizers accept signatures of: what is written of them, and what each
 * process that reads them has got. Which of them a process goes by is nobody else's to see, so who
 * listens is told in the words of API Gateway's hosts, a host for each process. A process that has
 * not looked for a long time goes by none: it would look before it accepts anything.
 */
public final class SigningKeys implements Handler {
  private static final Pattern NAME = Pattern.compile(".*/honoured/(g[1-9][0-9]{0,8})");
  private static final Pattern FOLDER = Pattern.compile(".*/honoured/?");

  private final MotoClient moto;
  private final Predicate<Caller> authorizers;
  private final Clock clock;
  private final List<GatewayListener> listeners = new CopyOnWriteArrayList<>();
  private final Map<String, SigningKey> written = new TreeMap<>();
  private final Map<String, Reader> readers = new HashMap<>();
  private long version;
  private Duration silence = Duration.ofSeconds(60);

  /**
   * Watches the calls that pass by.
   *
   * @param authorizers whether somebody is a process of one
   */
  public SigningKeys(MotoClient moto, Predicate<Caller> authorizers, Clock clock) {
    this.moto = moto;
    this.authorizers = authorizers;
    this.clock = clock;
  }

  private static final class Reader {
    private final int number;
    private Instant last;
    private boolean knows;

    Reader(int number) {
      this.number = number;
    }
  }

  /**
   * Tells the listener of everything from now on.
   *
   * @param longest how long a process goes by what it has read
   */
  public synchronized void listen(GatewayListener listener, Duration longest) {
    listeners.add(listener);
    silence = longest;
  }

  @Override
  public WireReply handle(Call call, Next next) {
    WireReply reply = next.proceed(call);
    if (call.service().equals("ssm") && reply.ok() && !listeners.isEmpty()) {
      JsonNode body = moto.parse(new WireReply(reply.status(), Map.of(), call.request().body()));
      switch (call.operation()) {
        case "PutParameter" -> put(body);
        case "DeleteParameter" -> delete(List.of(body.path("Name").asText()));
        case "DeleteParameters" ->
            delete(body.path("Names").valueStream().map(JsonNode::asText).toList());
        case "GetParametersByPath" -> {
          if (authorizers.test(call.caller())
              && FOLDER.matcher(body.path("Path").asText()).matches()) {
            read(call.caller(), moto.parse(reply).path("Parameters"));
          }
        }
        default -> {}
      }
    }
    return reply;
  }

  private synchronized void put(JsonNode body) {
    key(body.path("Name").asText(), body.path("Value").asText())
        .ifPresent(
            key -> {
              written.put(key.id(), key);
              push();
            });
  }

  private synchronized void delete(List<String> names) {
    boolean any =
        names.stream()
            .map(NAME::matcher)
            .filter(Matcher::matches)
            .map(name -> written.remove(name.group(1)) != null)
            .reduce(false, Boolean::logicalOr);
    if (any) {
      push();
    }
  }

  private void push() {
    ApiCatalog all = ApiCatalog.ofSigningKeys(++version, List.copyOf(written.values()));
    listeners.forEach(listener -> listener.pushed(all, clock.instant()));
  }

  private synchronized void read(Caller process, JsonNode parameters) {
    Instant now = clock.instant();
    Reader reader = readers.computeIfAbsent(process.sandbox(), id -> new Reader(readers.size()));
    reader.last = now;
    List<SigningKey> keys =
        parameters
            .valueStream()
            .flatMap(each -> key(each.path("Name").asText(), each.path("Value").asText()).stream())
            .toList();
    tell(reader, keys, now);
    readers.values().stream()
        .filter(other -> other.knows && now.isAfter(other.last.plus(silence)))
        .forEach(other -> tell(other, List.of(), now));
  }

  private void tell(Reader reader, List<SigningKey> keys, Instant now) {
    reader.knows = !keys.isEmpty();
    ApiCatalog known = ApiCatalog.ofSigningKeys(version, keys);
    listeners.forEach(listener -> listener.learned(reader.number, known, now));
  }

  private static Optional<SigningKey> key(String name, String value) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? Optional.of(new SigningKey(matcher.group(1), value))
        : Optional.empty();
  }
}
