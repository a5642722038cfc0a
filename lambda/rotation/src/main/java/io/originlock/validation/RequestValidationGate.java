package io.originlock.validation;

import io.originlock.aws.ApiStage;
import io.originlock.engine.Announcement;
import io.originlock.engine.Demand;
import io.originlock.engine.Gate;
import io.originlock.engine.Header;
import io.originlock.engine.HinderedException;
import io.originlock.engine.Honoured;
import io.originlock.engine.InPlace;
import io.originlock.engine.Inspection;
import io.originlock.engine.LockException;
import io.originlock.engine.OvertakenException;
import io.originlock.engine.Pause;
import io.originlock.engine.Rollover;
import io.originlock.engine.Secret;
import io.originlock.engine.SecretId;
import io.originlock.engine.SecretValue;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.CreateDeploymentResponse;

/**
 * The gate that is API Gateway's request validation: every protected method requires a header, and
 * a validator refuses requests without it. A validator looks whether a header is there and not
 * blank, never at its value, so the secret is its name; see <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html">Request
 * validation for REST APIs</a>.
 *
 * <p>One header can be required and another in its place, never one of two: an all-of gate. The
 * requirement is changed in the API's draft, which has no effect, then the draft is deployed. A
 * deployment publishes all of a draft, so it is made only where the draft is what the stage serves
 * already, the lock's header apart. That is compared before the draft is touched and again when the
 * deployment is made: what is the same before and after was the same in between.
 */
public final class RequestValidationGate implements Gate {
  private static final int SHOWN = 5;

  private final ServedStages served;
  private final Drafts drafts;
  private final Deployments deployments;
  private final String lock;
  private final List<ApiStage> stages;
  private final ProtectedMethods methods;
  private final boolean deploysDrafts;
  private final SecureRandom random;
  private final Clock clock;

  /**
   * @param lock the lock's name, which its deployments carry
   * @param stages the stages that the lock protects
   * @param methods which of their methods it protects
   * @param deploysDrafts whether a deployment may publish what somebody else left in a draft
   */
  public RequestValidationGate(
      ApiGatewayClient apiGateway,
      String lock,
      List<ApiStage> stages,
      ProtectedMethods methods,
      boolean deploysDrafts,
      SecureRandom random,
      Clock clock,
      Pause pause) {
    this.served = new ServedStages(apiGateway);
    this.drafts = new Drafts(apiGateway, pause);
    this.deployments = new Deployments(apiGateway, lock, clock, pause);
    this.lock = lock;
    this.stages = List.copyOf(stages);
    this.methods = methods;
    this.deploysDrafts = deploysDrafts;
    this.random = random;
    this.clock = clock;
  }

  @Override
  public Rollover rollover() {
    return Rollover.ALL_OF;
  }

  @Override
  public boolean opensItself() {
    return true;
  }

  @Override
  public SecretValue generate() {
    return LockHeader.generate(random);
  }

  @Override
  public List<Header> present(Collection<Secret> secrets) {
    return secrets.stream()
        .map(secret -> new Header(LockHeader.name(secret.value()), LockHeader.VALUE))
        .sorted(Comparator.comparing(Header::name))
        .toList();
  }

  @Override
  public boolean owns(String headerName) {
    return LockHeader.secret(headerName).isPresent();
  }

  @Override
  public Optional<SecretValue> carriedBy(Header header) {
    return LockHeader.secret(header.name());
  }

  /** {@inheritDoc} One call a stage, and three more when it was given another deployment. */
  @Override
  public InPlace inPlace(Collection<Secret> known) {
    return look().against(known);
  }

  private Look look() {
    return new Look(stages.stream().map(served::read).toList(), methods);
  }

  /**
   * {@inheritDoc}
   *
   * <p>It takes a fifth of a second for each method that has to change, and one deployment for each
   * API.
   *
   * @throws IllegalArgumentException for more than one secret in a closed gate
   */
  @Override
  public boolean honour(Honoured honoured, InPlace seen, Announcement announcement) {
    Look look = look();
    if (!look.version().equals(seen.version())) {
      throw new OvertakenException("What the lock's stages serve");
    }
    Optional<SecretValue> wanted = wanted(honoured);
    Map<String, List<Served>> due = look.differing(wanted);
    if (due.isEmpty()) {
      return false;
    }
    // All before any: an API that cannot be deployed must not leave another ahead of it.
    Map<String, Draft> ready = new TreeMap<>();
    due.forEach((api, its) -> ready.put(api, ready(api, its, wanted.isPresent())));
    Demand demand = seen.demand().of(wanted.map(LockHeader::name));
    announcement.publish(demand);
    for (Map.Entry<String, List<Served>> api : due.entrySet()) {
      CreateDeploymentResponse made =
          deploy(api.getKey(), ready.get(api.getKey()), wanted, mark(honoured));
      demand = replaced(demand, api.getValue(), made);
      announcement.publish(demand);
      api.getValue().forEach(each -> deployments.serve(each.stage(), made.id()));
    }
    return true;
  }

  private static Optional<SecretValue> wanted(Honoured honoured) {
    if (honoured.open()) {
      return Optional.empty();
    }
    if (honoured.secrets().size() != 1) {
      throw new IllegalArgumentException("A method requires one header, not one of two.");
    }
    return Optional.of(honoured.secrets().get(0).value());
  }

  private DeploymentMark mark(Honoured honoured) {
    SecretId last =
        Stream.concat(
                honoured.secrets().stream().map(Secret::id),
                honoured.open() ? honoured.removable().stream() : Stream.empty())
            .max(Comparator.naturalOrder())
            .orElse(new SecretId(1));
    return new DeploymentMark(lock, last, honoured.open());
  }

  /** The draft of an API whose deployment would change nothing but the lock's header. */
  private Draft ready(String api, List<Served> its, boolean closing) {
    for (Served each : its) {
      if (served.hasCanary(each.stage())) {
        throw new HinderedException(
            "the canary of the " + each.stage().label() + " to be promoted or deleted",
            "promote or delete the canary: a deployment would change what it is compared with");
      }
    }
    Draft draft = drafts.read(api);
    Facts facts = DraftFacts.of(draft);
    if (closing && Refusals.tell(facts)) {
      throw new HinderedException(Refusals.told(its.get(0).stage()), Refusals.REMEDY);
    }
    if (!deploysDrafts) {
      for (Served each : its) {
        List<String> differences = facts.differences(each.facts());
        if (!differences.isEmpty()) {
          throw unfinished(each.stage(), differences);
        }
      }
    }
    return draft;
  }

  private static HinderedException unfinished(ApiStage stage, List<String> differences) {
    String more =
        differences.size() > SHOWN ? " and " + (differences.size() - SHOWN) + " more" : "";
    return new HinderedException(
        "changes of REST API "
            + stage.restApiId()
            + " that stage "
            + stage.stage()
            + " does not serve to be deployed or undone: "
            + String.join("; ", differences.subList(0, Math.min(SHOWN, differences.size())))
            + more,
        "deploy the API to the stage, or undo the changes; with deploy_drafts the lock deploys"
            + " whatever it finds");
  }

  private CreateDeploymentResponse deploy(
      String api, Draft draft, Optional<SecretValue> wanted, DeploymentMark mark) {
    Optional<String> header = wanted.map(LockHeader::name);
    drafts.demand(api, some(draft, true), header);
    drafts.demand(api, some(draft, false), Optional.empty());
    CreateDeploymentResponse made = deployments.create(api, mark);
    // Frozen between two looks at the draft: if they agree, so does what was frozen.
    Draft after = drafts.read(api);
    List<String> differences =
        deploysDrafts ? List.of() : DraftFacts.of(after).differences(DraftFacts.of(draft));
    if (!differences.isEmpty() || !demands(after, header)) {
      deployments.delete(api, made.id());
      throw new HinderedException(
          "somebody to finish changing REST API "
              + api
              + ", which changed while it was deployed"
              + (differences.isEmpty() ? "" : ": " + String.join("; ", differences)),
          "deploy the API to the stage, or undo the changes");
    }
    return made;
  }

  private List<Draft.Declared> some(Draft draft, boolean covered) {
    return draft.methods().stream().filter(each -> methods.cover(each) == covered).toList();
  }

  private boolean demands(Draft draft, Optional<String> header) {
    return draft.methods().stream()
        .allMatch(
            each ->
                Drafts.changes(each, methods.cover(each) ? header : Optional.empty()).isEmpty());
  }

  private static Demand replaced(
      Demand before, List<Served> stages, CreateDeploymentResponse made) {
    List<Demand.Deployment> all = new ArrayList<>();
    for (Demand.Deployment each : before.deployments()) {
      boolean moved =
          stages.stream()
              .map(Served::stage)
              .anyMatch(
                  stage ->
                      stage.restApiId().equals(each.api()) && stage.stage().equals(each.stage()));
      all.add(
          moved
              ? new Demand.Deployment(
                  each.api(),
                  each.stage(),
                  made.id(),
                  made.createdDate().truncatedTo(ChronoUnit.SECONDS))
              : each);
    }
    return new Demand(before.header(), all);
  }

  @Override
  public void tidy() {
    apis().forEach(deployments::prune);
  }

  private Set<String> apis() {
    Set<String> apis = new TreeSet<>();
    stages.forEach(stage -> apis.add(stage.restApiId()));
    return apis;
  }

  @Override
  public Inspection inspect() {
    List<String> open = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    int count = 0;
    for (Served each : look().stages()) {
      if (served.hasCanary(each.stage())) {
        warnings.add(
            "The " + each.stage().label() + " has a canary: until it is gone nothing is deployed.");
      }
      List<String> unchecked =
          each.methods().stream()
              .filter(method -> methods.cover(method) && !method.validates())
              .map(Served.Method::label)
              .toList();
      if (!unchecked.isEmpty()) {
        warnings.add(
            "No validator checks the parameters of "
                + String.join(", ", unchecked)
                + " in the "
                + each.stage().label()
                + ", so what they require is not looked at.");
      }
      List<Served.Method> counted = each.methods().stream().filter(methods::counts).toList();
      count += counted.size();
      counted.stream()
          .filter(Served.Method::open)
          .map(method -> each.stage().stage() + ": " + method.label())
          .forEach(open::add);
    }
    return new Inspection(open, count, warnings);
  }

  @Override
  public void check() {
    Look look = look();
    for (Served each : look.stages()) {
      String where = "The " + each.stage().label();
      if (served.hasCanary(each.stage())) {
        throw new LockException(
            where,
            "it has a canary, and a deployment of the lock's would change what that is compared"
                + " with.",
            "Promote or delete the canary.");
      }
      if (Refusals.tell(each.facts())) {
        throw new LockException(where, Refusals.told(each.stage()) + ".", Refusals.REMEDY);
      }
      if (each.methods().stream().noneMatch(methods::cover)) {
        throw new LockException(
            where, "it has no method to protect.", "Deploy the API, or correct the lock's stages.");
      }
    }
    if (!look.demanded().isEmpty()) {
      throw new LockException(
          "The lock's API",
          "its methods require the header of a lock already.",
          "If this lock's state was lost, restore it; else take the other lock off first: two of"
              + " this gate cannot share an API.");
    }
    List<String> missing = methods.missing(look.stages());
    if (!missing.isEmpty()) {
      throw new LockException(
          "The lock's API",
          "it has no method " + String.join(", ", missing) + ".",
          "Correct ORIGIN_LOCK_METHODS (the gate's variable methods), or deploy the API.");
    }
  }

  @Override
  public Optional<SecretId> lastId() {
    return apis().stream()
        .flatMap(api -> deployments.lastId(api).stream())
        .max(Comparator.naturalOrder());
  }

  /**
   * {@inheritDoc}
   *
   * <p>A deployment of somebody else's names no id: what it demands gets the next. When secrets
   * were made is not known any more: they count from now.
   */
  @Override
  public List<Secret> survivors(Collection<SecretValue> presented) {
    Look look = look();
    Map<SecretValue, SecretId> ids = new LinkedHashMap<>();
    for (Served each : look.stages()) {
      DeploymentMark.parse(lock, each.description())
          .filter(mark -> !mark.open())
          .ifPresent(
              mark ->
                  each.methods().stream()
                      .flatMap(method -> method.demanded().stream())
                      .forEach(value -> ids.putIfAbsent(value, mark.secret())));
    }
    SecretId next = lastId().map(SecretId::next).orElse(new SecretId(1));
    for (SecretValue value : look.demanded()) {
      if (!ids.containsKey(value)) {
        ids.put(value, next);
        next = next.next();
      }
    }
    List<Secret> survivors = new ArrayList<>();
    ids.forEach((value, id) -> survivors.add(new Secret(id, value, clock.instant())));
    return List.copyOf(survivors);
  }

  /**
   * {@inheritDoc}
   *
   * <p>There is nothing to take over but the header that is sent: an API that demands one already
   * is refused by {@link #check()}.
   */
  @Override
  public void adopt(Secret adopted) {
    check();
  }
}
