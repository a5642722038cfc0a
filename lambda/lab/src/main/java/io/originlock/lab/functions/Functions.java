package io.originlock.lab.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.originlock.lab.control.Caller;
import io.originlock.lab.control.Callers;
import io.originlock.lab.control.ConfigCache;
import io.originlock.lab.control.Query;
import io.originlock.lab.control.iam.Permissions;
import io.originlock.lab.moto.MotoClient;
import io.originlock.lab.moto.WireReply;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Runs the functions that Terraform deployed: the very package, in processes of their own. */
public final class Functions implements AutoCloseable {
  private final MotoClient moto;
  private final CodeStore code;
  private final Credentials credentials;
  private final SandboxFactory factory;
  private final LogDelivery logs;
  private final FunctionMetrics metrics;
  private final ServedFunctions served;
  private final Overlay overlay = new Overlay();
  private final ConfigCache<FunctionConfig> configs = new ConfigCache<>();
  private final ConfigCache<JsonNode> policies = new ConfigCache<>();
  private final ConfigCache<Integer> reservations = new ConfigCache<>();
  private final Map<String, Deque<Sandbox>> idle = new HashMap<>();
  private final Map<String, Sandbox> busy = new ConcurrentHashMap<>();
  private final List<ColdStart> coldStarts = new CopyOnWriteArrayList<>();
  private final Map<String, String> roles = new ConcurrentHashMap<>();
  private boolean closed;

  /**
   * Prepares to run functions.
   *
   * @param directory the lab's, for packages and logs
   * @param endpoint the control plane's, for {@code AWS_ENDPOINT_URL}
   * @param jvmOptions what is appended to the functions' {@code JAVA_TOOL_OPTIONS}
   * @param archives where packages that run and the archives of their classes stay
   * @param processes how many processes a function may have that requests wait for
   * @param metrics counts what becomes of invocations
   */
  public Functions(
      Path directory,
      MotoClient moto,
      Permissions permissions,
      Supplier<URI> endpoint,
      List<String> jvmOptions,
      Path archives,
      int processes,
      FunctionMetrics metrics) {
    this.moto = moto;
    this.metrics = metrics;
    this.code = new CodeStore(directory.resolve("code"));
    this.credentials = new Credentials(this::kill);
    this.factory =
        new SandboxFactory(
            directory, code, new ClassArchives(archives), credentials, endpoint, jvmOptions);
    this.logs = new LogDelivery(moto, permissions, metrics);
    this.served = new ServedFunctions(this, factory, logs, metrics, processes);
  }

  /** The functions that requests wait for. */
  public ServedFunctions served() {
    return served;
  }

  /** Who calls with which access key. */
  public Callers callers() {
    return credentials;
  }

  /** The ARN of a function's role. */
  public String roleOf(String function) {
    return roles.computeIfAbsent(function, name -> config(name, "").role());
  }

  /** Runs a function and waits for its end. */
  public Outcome invoke(String nameOrArn, String qualifier, byte[] event) {
    return invoke(config(nameOrArn, qualifier), qualifier, event, Duration.ofDays(1));
  }

  /**
   * The same, but the function is told that no more than this time is left to it. It isn't held to
   * that: what ends it is the time-out that Terraform gave it.
   */
  public Outcome invoke(String nameOrArn, String qualifier, byte[] event, Duration told) {
    return invoke(config(nameOrArn, qualifier), qualifier, event, told);
  }

  private Outcome invoke(FunctionConfig config, String qualifier, byte[] event, Duration told) {
    roles.put(config.name(), config.role());
    Sandbox sandbox = acquire(config);
    try {
      Outcome outcome = sandbox.invoke(arn(config.name(), qualifier), event, told);
      metrics.ended(config.name(), outcome.failed());
      logs.deliver(sandbox);
      return outcome;
    } finally {
      release(sandbox);
    }
  }

  /** The names of the functions that are running an event now. */
  public List<String> running() {
    return busy.values().stream().map(sandbox -> sandbox.config().name()).toList();
  }

  /** Kills by SIGKILL whatever runs an event of a function now. Returns how many that were. */
  public int kill(String function) {
    List<Sandbox> victims =
        busy.values().stream().filter(s -> s.config().name().equals(function)).toList();
    victims.forEach(Sandbox::kill);
    return victims.size();
  }

  /** How each process started that came to ask for events and has answered the first. */
  public List<ColdStart> coldStarts() {
    return List.copyOf(coldStarts);
  }

  /** The file with everything that a function's processes printed. */
  public Path logFile(String function) {
    return factory.log(function).file();
  }

  /** Ends all processes that run no event now: the next event meets a cold start. */
  public void chill() {
    List<Sandbox> all = new ArrayList<>();
    synchronized (idle) {
      idle.values().forEach(all::addAll);
      idle.clear();
    }
    all.forEach(Sandbox::close);
  }

  @Override
  public void close() {
    synchronized (idle) {
      closed = true;
    }
    logs.close();
    busy.values().forEach(Sandbox::kill);
    served.close();
    chill();
  }

  /** What moto drops of configurations. */
  Overlay overlay() {
    return overlay;
  }

  /** Somebody has changed a function, or its policy. */
  void changed() {
    configs.clear();
    policies.clear();
    reservations.clear();
  }

  /** The policy of a function: who may invoke it. */
  JsonNode policy(String function) {
    return policies.get(
        function,
        name ->
            moto.read("lambda", "/2015-03-31/functions/" + name + "/policy")
                .map(found -> moto.parse(WireReply.json(200, found.path("Policy").asText("{}"))))
                .orElse(MissingNode.getInstance()));
  }

  void keep(byte[] zip) {
    code.put(zip);
  }

  void forget(String function) {
    served.forget(function);
    List<Sandbox> gone;
    synchronized (idle) {
      Deque<Sandbox> removed = idle.remove(function);
      gone = removed == null ? List.of() : List.copyOf(removed);
    }
    gone.forEach(Sandbox::close);
  }

  /** What Terraform configured: {@code $LATEST}, a version, or the version of an alias. */
  FunctionConfig config(String nameOrArn, String qualifier) {
    String wanted = qualifier.isEmpty() ? qualifier(nameOrArn) : qualifier;
    return configs.get(arn(name(nameOrArn), wanted), arn -> read(name(arn), qualifier(arn)));
  }

  private FunctionConfig read(String name, String wanted) {
    String version = wanted;
    if (!wanted.isEmpty() && !wanted.equals("$LATEST") && !wanted.matches("\\d+")) {
      version =
          moto.read("lambda", "/2015-03-31/functions/" + name + "/aliases/" + wanted)
              .orElseThrow(() -> new NoSuchFunctionException(arn(name, wanted)))
              .path("FunctionVersion")
              .asText();
    }
    String query = version.isEmpty() ? "" : "?Qualifier=" + Query.encode(version);
    JsonNode found =
        moto.read("lambda", "/2015-03-31/functions/" + name + "/configuration" + query)
            .orElseThrow(() -> new NoSuchFunctionException(arn(name, wanted)));
    overlay.apply(found);
    return FunctionConfig.of(found);
  }

  static String name(String nameOrArn) {
    if (!nameOrArn.startsWith("arn:")) {
      return nameOrArn.split(":")[0];
    }
    return nameOrArn.split(":")[6];
  }

  private static String qualifier(String nameOrArn) {
    String[] parts = nameOrArn.split(":");
    int position = nameOrArn.startsWith("arn:") ? 7 : 1;
    return parts.length > position ? parts[position] : "";
  }

  static String arn(String name, String qualifier) {
    return "arn:aws:lambda:us-east-1:123456789012:function:"
        + name
        + (qualifier.isEmpty() ? "" : ":" + qualifier);
  }

  private Sandbox acquire(FunctionConfig config) {
    List<Sandbox> outdated = new ArrayList<>();
    Sandbox found = null;
    synchronized (idle) {
      if (closed) {
        throw new NoSuchFunctionException(config.arn());
      }
      reserve(config);
      Deque<Sandbox> pool = idle.computeIfAbsent(config.name(), name -> new ArrayDeque<>());
      while (found == null && !pool.isEmpty()) {
        Sandbox candidate = pool.pop();
        if (candidate.alive() && candidate.config().equals(config)) {
          found = candidate;
        } else {
          outdated.add(candidate);
        }
      }
      if (found == null) {
        found = logs.follow(factory.start(config));
        found.coldStart().thenAccept(coldStarts::add);
      }
      busy.put(found.id(), found);
    }
    outdated.forEach(Sandbox::close);
    return found;
  }

  private void reserve(FunctionConfig config) {
    long running =
        busy.values().stream().filter(s -> s.config().name().equals(config.name())).count();
    if (running >= reserved(config.name())) {
      metrics.throttled(config.name());
      throw new ThrottledException(config.name());
    }
  }

  /** How many events of a function may run at once: what is reserved for it, if anything is. */
  int reserved(String function) {
    return reservations.get(
        function,
        name ->
            moto.read("lambda", "/2019-09-30/functions/" + name + "/concurrency")
                .map(node -> node.path("ReservedConcurrentExecutions").asInt(Integer.MAX_VALUE))
                .orElse(Integer.MAX_VALUE));
  }

  private void release(Sandbox sandbox) {
    boolean keep;
    synchronized (idle) {
      busy.remove(sandbox.id());
      keep = !closed && sandbox.alive();
      if (keep) {
        idle.computeIfAbsent(sandbox.config().name(), name -> new ArrayDeque<>()).push(sandbox);
      }
    }
    if (!keep) {
      sandbox.close();
    }
  }

  private void kill(Caller caller) {
    Optional.ofNullable(busy.get(caller.sandbox()))
        .or(() -> served.find(caller.sandbox()))
        .ifPresent(Sandbox::kill);
  }
}
