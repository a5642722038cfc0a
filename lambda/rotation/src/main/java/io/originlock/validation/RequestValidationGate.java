package io.originlock.validation;

import io.originlock.aws.ApiStage;
import io.originlock.aws.Stages;
import io.originlock.model.Header;
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
import io.originlock.port.Pause;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;

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
  private final ServedStages served;
  private final Deployments deployments;
  private final Redeployment redeployment;
  private final String lock;
  private final Stages reader;
  private final List<ApiStage> listed;
  private final List<ApiStage> stages;
  private final ProtectedMethods methods;
  private final Readiness readiness;
  private final SecureRandom random;
  private final Clock clock;

  /**
   * @param lock the lock's name, which its deployments carry
   * @param stages the stages that the lock protects
   * @param methods which of their methods it protects
   * @param deploysDrafts whether a deployment may publish what somebody else left in a draft
   * @param nanoTime a clock that never goes back, in nanoseconds
   */
  public RequestValidationGate(
      ApiGatewayClient apiGateway,
      String lock,
      List<ApiStage> stages,
      ProtectedMethods methods,
      boolean deploysDrafts,
      SecureRandom random,
      Clock clock,
      LongSupplier nanoTime,
      Pause pause) {
    this.served = new ServedStages(apiGateway);
    this.deployments = new Deployments(apiGateway, lock, nanoTime, pause);
    this.redeployment =
        new Redeployment(
            served, new Drafts(apiGateway, pause), deployments, methods, deploysDrafts);
    this.lock = lock;
    this.reader = new Stages(apiGateway);
    this.listed = List.copyOf(stages);
    this.stages = listed;
    this.methods = methods;
    this.readiness = new Readiness(served, methods);
    this.random = random;
    this.clock = clock;
  }

  private RequestValidationGate(RequestValidationGate other, List<ApiStage> stages) {
    this.served = other.served;
    this.deployments = other.deployments;
    this.redeployment = other.redeployment;
    this.lock = other.lock;
    this.reader = other.reader;
    this.listed = other.listed;
    this.stages = stages;
    this.methods = other.methods;
    this.readiness = other.readiness;
    this.random = other.random;
    this.clock = other.clock;
  }

  @Override
  public Gate at(Set<String> members) {
    return new RequestValidationGate(this, reader.there(listed, members));
  }

  @Override
  public Acceptance acceptance() {
    return Acceptance.ALL_OF;
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
  public ObservedGate observe(Collection<Secret> known) {
    return look().against(known);
  }

  private Look look(ObservedGate observed) {
    Look look = look();
    if (!look.version().equals(observed.version())) {
      throw new OvertakenException("What the lock's stages serve");
    }
    return look;
  }

  private Look look() {
    return new Look(
        stages.stream().map(served::read).toList(),
        stages.stream().filter(stage -> !listed.contains(stage)).collect(Collectors.toSet()),
        methods);
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
  public boolean honour(DesiredGate desired, ObservedGate observed, Announcement announcement) {
    Look look = look(observed);
    Optional<SecretValue> wanted = wanted(desired);
    // All before any: an API that cannot be deployed must not leave another ahead of it.
    List<Redeployment.Ready> ready = ready(look, wanted);
    if (ready.isEmpty()) {
      return false;
    }
    Demand demand = observed.demand().of(wanted.map(LockHeader::name));
    announcement.publish(demand);
    deploy(ready, wanted, mark(desired), demand, announcement);
    return true;
  }

  private void deploy(
      List<Redeployment.Ready> ready,
      Optional<SecretValue> wanted,
      DeploymentMark mark,
      Demand announced,
      Announcement announcement) {
    Demand demand = announced;
    for (Redeployment.Ready api : ready) {
      List<Demand.Deployment> made = redeployment.make(api, wanted, mark);
      for (Demand.Deployment each : made) {
        demand = demand.with(each);
      }
      announcement.publish(demand);
      made.forEach(redeployment::serve);
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>It is the API's definition that requires the header, so the lock opens an API only if none
   * of its stages stays.
   */
  @Override
  public Map<String, Checking> checking(Set<String> members) {
    return reader.checking(
        members,
        (stage, read) ->
            served.read(stage).demanded().isEmpty()
                ? Stages.canary(read)
                : Optional.of(Redeployment.opening(stage, listed)));
  }

  @Override
  public void open(Set<String> members, ObservedGate observed, Announcement announcement) {
    Look look = look(observed);
    List<Redeployment.Ready> ready = new ArrayList<>();
    look.closed(members)
        .forEach((api, its) -> ready.add(redeployment.ready(api, its, Optional.empty())));
    SecretId last = lastId().orElse(new SecretId(1));
    deploy(
        ready,
        Optional.empty(),
        new DeploymentMark(lock, last, true),
        observed.demand(),
        announcement);
  }

  @Override
  public Optional<HinderedException> hindrance(DesiredGate desired) {
    try {
      ready(look(), wanted(desired));
      return Optional.empty();
    } catch (HinderedException e) {
      return Optional.of(e);
    }
  }

  /** The APIs that serve something else, each of which may be deployed. */
  private List<Redeployment.Ready> ready(Look look, Optional<SecretValue> wanted) {
    List<Redeployment.Ready> ready = new ArrayList<>();
    look.differing(wanted).forEach((api, its) -> ready.add(redeployment.ready(api, its, wanted)));
    return ready;
  }

  private static Optional<SecretValue> wanted(DesiredGate desired) {
    if (desired.open()) {
      return Optional.empty();
    }
    if (desired.secrets().size() != 1) {
      throw new IllegalArgumentException("A method requires one header, not one of two.");
    }
    return Optional.of(desired.secrets().get(0).value());
  }

  private DeploymentMark mark(DesiredGate desired) {
    SecretId last =
        Stream.concat(
                desired.secrets().stream().map(Secret::id),
                desired.open() ? desired.removable().stream() : Stream.empty())
            .max(Comparator.naturalOrder())
            .orElse(new SecretId(1));
    return new DeploymentMark(lock, last, desired.open());
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
  public void check() {
    readiness.check(look());
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
    SecretId next = lastId().map(SecretId::next).orElse(new SecretId(1));
    return look().survivors(lock, next, clock.instant());
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
