package io.originlock.simulation;

import io.originlock.model.Header;
import io.originlock.model.LockException;
import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.model.SecretValue;
import io.originlock.port.Acceptance;
import io.originlock.port.Announcement;
import io.originlock.port.Checking;
import io.originlock.port.Demand;
import io.originlock.port.DesiredGate;
import io.originlock.port.Gate;
import io.originlock.port.HinderedException;
import io.originlock.port.ObservedGate;
import io.originlock.port.OvertakenException;
import io.originlock.simulation.Gateway.Key;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The gate: call for call what the worker's any-of gates do, and their all-of counterpart. */
final class GatePort implements Gate {
  private final Aws aws;
  private final long seed;
  private static final Checking CHECKS = new Checking(false, "release it");

  private int made;

  GatePort(Aws aws, long seed) {
    this.aws = aws;
    this.seed = seed;
  }

  private boolean anyOf() {
    return acceptance() == Acceptance.ANY_OF;
  }

  private boolean parameters() {
    return aws.shape.gate() == GateKind.PARAMETERS;
  }

  private boolean rules() {
    return aws.shape.rules();
  }

  @Override
  public Acceptance acceptance() {
    return aws.shape.acceptance();
  }

  @Override
  public boolean opensItself() {
    return rules() || !anyOf();
  }

  @Override
  public SecretValue generate() {
    made++;
    return new SecretValue("v" + made + "-" + Long.toHexString(Noise.of(seed, -2, made, 0)));
  }

  @Override
  public List<Header> present(Collection<Secret> secrets) {
    List<Header> headers = new ArrayList<>(secrets.size());
    for (Secret secret : secrets) {
      headers.add(aws.values.header(secret.value()));
    }
    if (headers.size() > 1) {
      headers.sort(Comparator.comparing(Header::name));
    }
    return headers;
  }

  @Override
  public boolean owns(String headerName) {
    return aws.values.carried(new Header(headerName, "x")).isPresent();
  }

  @Override
  public Optional<SecretValue> carriedBy(Header header) {
    return aws.values.carried(header);
  }

  /** The lock's keys, and what else belongs to the same look. */
  private record Look(List<Key> keys, long others, int token, Demand demand) {}

  private Look look() {
    Operation read = anyOf() ? Operation.LIST_KEYS : Operation.READ_REQUIREMENT;
    return aws.calls.make(
        rules() ? Operation.GET_RULES : read,
        cause ->
            new Look(
                aws.gateway.keys(parameters() ? aws.calls.staleness() : 0),
                aws.gateway.foreign(),
                aws.gateway.token(),
                anyOf() ? Demand.NONE : demand(aws.gateway.token(), aws.gateway.keys())));
  }

  private List<Key> list() {
    return look().keys();
  }

  @Override
  public ObservedGate observe(Collection<Secret> known) {
    Look look = look();
    Set<SecretId> ids = new HashSet<>();
    for (Key key : look.keys()) {
      for (Secret secret : known) {
        if (key.inPlan && carries(key, secret)) {
          ids.add(secret.id());
        }
      }
    }
    if (!anyOf()) {
      return new ObservedGate(
          ids,
          look.keys().isEmpty(),
          ids.size() == look.keys().size(),
          String.valueOf(look.token()),
          look.demand());
    }
    if (!rules()) {
      return ObservedGate.of(ids);
    }
    boolean exact = (look.others() & ~Values.EVERYONE) == 0 && ids.size() == look.keys().size();
    return new ObservedGate(
        ids, (look.others() & Values.EVERYONE) != 0, exact, String.valueOf(look.token()));
  }

  /** The model's first stage is closed, or may be at any time. */
  @Override
  public Map<String, Checking> checking(Set<String> stages) {
    return aws.calls.make(
        Operation.READ_REQUIREMENT,
        cause ->
            stages.stream()
                .filter(stage -> !stage.equals(Fleet.OLD) || !aws.gateway.oldOpen())
                .collect(Collectors.toMap(stage -> stage, stage -> CHECKS)));
  }

  @Override
  public void check() {
    // The model's gate is always ready.
  }

  /** Whether the deployed API demands the secret. */
  boolean demanded() {
    return anyOf() ? aws.demanded : !aws.gateway.keys().isEmpty();
  }

  @Override
  public boolean honour(DesiredGate desired, ObservedGate observed, Announcement announcement) {
    if (rules()) {
      return rewrite(desired, observed);
    }
    return anyOf() ? admit(desired) : demand(desired, observed, announcement);
  }

  /** A rule knows digests alone. */
  private boolean carries(Key key, Secret secret) {
    return rules() ? key.secret.value().equals(secret.value()) : key.carries(secret);
  }

  private List<Secret> with(DesiredGate desired) {
    List<Secret> all = new ArrayList<>(desired.secrets());
    for (Key key : aws.gateway.keys()) {
      boolean named =
          desired.removable().contains(key.secret.id())
              || all.stream().anyMatch(secret -> carries(key, secret));
      if (!named && !desired.alone()) {
        all.add(key.secret);
      }
    }
    return all;
  }

  private boolean rewrite(DesiredGate desired, ObservedGate observed) {
    boolean written =
        aws.calls.make(
            Operation.PUT_RULES,
            cause -> {
              if (!observed.version().equals(String.valueOf(aws.gateway.token()))) {
                return false;
              }
              aws.gateway.rules(with(desired), desired.open(), desired.alone(), cause);
              return true;
            });
    if (!written) {
      throw new OvertakenException("The model's rules");
    }
    return true;
  }

  private boolean admit(DesiredGate desired) {
    List<Key> there = list();
    boolean changed = false;
    Set<SecretId> wanted = new HashSet<>();
    for (Secret secret : desired.secrets()) {
      wanted.add(secret.id());
      Key key = there.stream().filter(each -> each.carries(secret)).findFirst().orElse(null);
      if (key == null || !key.inPlan) {
        if (parameters()) {
          write(secret);
        } else {
          admit(key == null ? create(secret) : key);
        }
        changed = true;
      }
    }
    List<Key> gone =
        there.stream()
            .filter(key -> desired.removable().contains(key.secret.id()))
            .filter(key -> !wanted.contains(key.secret.id()))
            .toList();
    if (parameters()) {
      // By their names alone, ten a call.
      delete(gone);
    } else {
      gone.forEach(key -> delete(List.of(key)));
    }
    return changed || !gone.isEmpty();
  }

  /** A parameter is deleted by its name, whatever is in it by now. */
  private Key now(Key seen) {
    return parameters()
        ? aws.gateway.keys().stream()
            .filter(key -> key.secret.id().equals(seen.secret.id()))
            .findFirst()
            .orElse(seen)
        : seen;
  }

  private void delete(List<Key> keys) {
    if (keys.isEmpty()) {
      return;
    }
    aws.calls.make(
        Operation.DELETE_KEY,
        cause -> {
          keys.forEach(key -> aws.gateway.delete(now(key), cause));
          return true;
        });
  }

  /** A parameter is let through as soon as it is there. */
  private void write(Secret secret) {
    aws.calls.make(
        Operation.CREATE_KEY,
        cause -> {
          aws.gateway.admit(aws.gateway.create(secret), cause);
          return true;
        });
  }

  private Key create(Secret secret) {
    return aws.calls.make(Operation.CREATE_KEY, cause -> aws.gateway.create(secret));
  }

  private void admit(Key key) {
    aws.calls.make(
        Operation.ADD_TO_PLAN,
        cause -> {
          if (!aws.gateway.keys().contains(key)) {
            throw new LockException("the model's key", "adding it found none.", "Try again.");
          }
          aws.gateway.admit(key, cause);
          return true;
        });
  }

  /**
   * What is served, then the draft, which is patched and frozen, and looked at again before the
   * stage gets it.
   */
  private boolean demand(DesiredGate desired, ObservedGate observed, Announcement announcement) {
    Look look = look();
    if (!observed.version().equals(String.valueOf(look.token()))) {
      throw new OvertakenException("The model's stage");
    }
    if (agrees(look, desired)) {
      return false;
    }
    List<Secret> wanted = wanted(desired);
    int before = draft();
    Optional<String> name =
        wanted.stream().findFirst().map(secret -> aws.values.header(secret.value()).name());
    announcement.publish(observed.demand().of(name));
    aws.calls.make(
        Operation.PATCH_DRAFT,
        cause -> {
          aws.gateway.patch(wanted);
          return true;
        });
    int made = aws.calls.make(Operation.CREATE_DEPLOYMENT, cause -> aws.gateway.freeze());
    if (draft() != before) {
      throw new HinderedException("the model's draft", "wait");
    }
    announcement.publish(new Demand(name, deployments(made)));
    aws.calls.make(
        Operation.DEPLOY,
        cause -> {
          aws.gateway.serve(made, wanted, cause);
          return true;
        });
    return true;
  }

  @Override
  public Optional<HinderedException> hindrance(DesiredGate desired) {
    try {
      if (!anyOf() && !agrees(look(), desired)) {
        draft();
      }
      return Optional.empty();
    } catch (HinderedException e) {
      return Optional.of(e);
    }
  }

  private static boolean agrees(Look look, DesiredGate desired) {
    List<Secret> wanted = wanted(desired);
    return look.keys().size() == wanted.size()
        && wanted.stream()
            .allMatch(secret -> look.keys().stream().anyMatch(key -> key.carries(secret)));
  }

  private static List<Secret> wanted(DesiredGate desired) {
    return desired.open() ? List.of() : desired.secrets();
  }

  /** How often others changed the draft; none may be at it. */
  private int draft() {
    int unfinished = -1;
    int changes =
        aws.calls.make(
            Operation.READ_DRAFT,
            cause -> aws.gateway.unfinished() ? unfinished : aws.gateway.draftChanges());
    if (changes == unfinished) {
      throw new HinderedException("the model's draft", "wait");
    }
    return changes;
  }

  private Demand demand(int token, List<Key> keys) {
    Optional<String> name =
        keys.stream().findFirst().map(key -> aws.values.header(key.secret.value()).name());
    return new Demand(name, deployments(token));
  }

  private static List<Demand.Deployment> deployments(int number) {
    return List.of(
        new Demand.Deployment("api", "prod", String.valueOf(number), VirtualTime.instant(0)));
  }

  @Override
  public Optional<SecretId> lastId() {
    return list().stream().map(key -> key.secret.id()).max(SecretId::compareTo);
  }

  @Override
  public List<Secret> survivors(Collection<SecretValue> presented) {
    return list().stream()
        .map(key -> key.secret)
        // With digests, no others can be told.
        .filter(secret -> !rules() || presented.contains(secret.value()))
        .toList();
  }

  @Override
  public void adopt(Secret adopted) {
    if (rules()) {
      return;
    }
    Key key = aws.gateway.create(adopted);
    aws.gateway.admit(key, aws.calls.cause());
  }
}
