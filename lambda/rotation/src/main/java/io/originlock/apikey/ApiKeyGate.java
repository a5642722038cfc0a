package io.originlock.apikey;

import io.originlock.apigateway.ServedMethods;
import io.originlock.aws.ApiStage;
import io.originlock.aws.StageExport;
import io.originlock.aws.Stages;
import io.originlock.gate.RandomSecrets;
import io.originlock.gate.SingleHeader;
import io.originlock.model.Header;
import io.originlock.model.LockException;
import io.originlock.model.LockState;
import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.model.SecretValue;
import io.originlock.port.Acceptance;
import io.originlock.port.Announcement;
import io.originlock.port.Checking;
import io.originlock.port.DesiredGate;
import io.originlock.port.Gate;
import io.originlock.port.ObservedGate;
import io.originlock.survey.Method;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.ApiKey;

/**
 * The gate that is API Gateway's own check of {@code x-api-key}: one API key a secret, all in a
 * usage plan for CloudFront alone.
 *
 * <p>Whether a method demands a key is set by the API's owner, so this gate cannot be opened:
 * {@link DesiredGate#open()} changes nothing. OPTIONS methods don't count as open, because a
 * browser's preflight can carry no key and no API demands one there.
 *
 * <p>Other usage plans of the same stage are not looked for: that would take the right to read
 * every plan of the account, and their keys, being somebody else's, are none of a lock's business.
 * The header that CloudFront sends replaces a viewer's own {@code x-api-key}.
 */
public final class ApiKeyGate implements Gate {
  private final ApiKeys keys;
  private final Map<String, String> tags;
  private final UsagePlan plan;
  private final OtherKeys otherKeys;
  private final KnownValues values;
  private final SingleHeader header = new SingleHeader(StageExport.API_KEY_HEADER);
  private final ServedMethods methods;
  private final List<ApiStage> stages;
  private final RandomSecrets random;
  private final Stages reader;

  /**
   * @param lock the lock's name
   * @param region the API's region, such as {@code eu-central-1}
   * @param tags the user's, for every key that is made; a key that is there, or taken over, keeps
   *     what it has
   * @param usagePlan the id of the usage plan that covers the stages
   * @param patching makes what changes that plan; empty if it is not the lock's own
   * @param stages the stages that the lock protects
   * @param probePaths the resource paths of the lock's own probe methods, such as {@code
   *     /origin-lock-probe}
   */
  public ApiKeyGate(
      ApiGatewayClient apiGateway,
      String lock,
      String region,
      Map<String, String> tags,
      String usagePlan,
      Optional<Supplier<ApiGatewayClient>> patching,
      List<ApiStage> stages,
      Set<String> probePaths,
      SecureRandom random) {
    this.keys = new ApiKeys(apiGateway, lock, region);
    this.tags = Map.copyOf(tags);
    this.plan = new UsagePlan(apiGateway, usagePlan, patching);
    this.otherKeys = new OtherKeys(keys, plan);
    this.values = new KnownValues();
    this.methods = new ServedMethods(apiGateway, probePaths);
    this.stages = List.copyOf(stages);
    this.random = new RandomSecrets(random);
    this.reader = new Stages(apiGateway);
  }

  private ApiKeyGate(ApiKeyGate other, List<ApiStage> stages) {
    this.keys = other.keys;
    this.tags = other.tags;
    this.plan = other.plan;
    this.otherKeys = other.otherKeys;
    this.values = other.values;
    this.methods = other.methods;
    this.stages = stages;
    this.random = other.random;
    this.reader = other.reader;
  }

  @Override
  public Gate at(Set<String> members) {
    return new ApiKeyGate(this, reader.there(stages, members));
  }

  @Override
  public Acceptance acceptance() {
    return Acceptance.ANY_OF;
  }

  @Override
  public boolean opensItself() {
    return false;
  }

  @Override
  public String toOpen() {
    return "set api_key_required = false on every method and deploy";
  }

  @Override
  public SecretValue generate() {
    return random.next();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException for more than one secret: a request carries one
   */
  @Override
  public List<Header> present(Collection<Secret> secrets) {
    return header.present(secrets);
  }

  @Override
  public boolean owns(String headerName) {
    return header.is(headerName);
  }

  @Override
  public Optional<SecretValue> carriedBy(Header sent) {
    return header.carriedBy(sent);
  }

  /**
   * {@inheritDoc}
   *
   * <p>A secret is honoured when a key with its value is enabled and in the usage plan, with the
   * lock's mark or without.
   */
  @Override
  public ObservedGate observe(Collection<Secret> known) {
    values.are(known);
    Map<String, Optional<SecretValue>> held = plan.held();
    List<LockKey> own = keys.list(held, values.alone());
    Set<SecretId> honoured =
        ids(
            known,
            own.stream().filter(key -> key.enabled() && held.containsKey(key.keyId())).toList());
    Set<SecretId> others = ids(known, otherKeys.find(held, own, known));
    others.removeAll(honoured);
    return ObservedGate.of(honoured, others);
  }

  private static Set<SecretId> ids(Collection<Secret> known, List<LockKey> admitting) {
    Set<Mark> marks = admitting.stream().map(LockKey::mark).collect(Collectors.toSet());
    return known.stream()
        .filter(secret -> marks.contains(Mark.of(secret)))
        .map(Secret::id)
        .collect(Collectors.toCollection(HashSet::new));
  }

  @Override
  public List<String> warnings(LockState state) {
    return otherKeys.warnings(state);
  }

  @Override
  public Map<String, Checking> checking(Set<String> members) {
    return reader.checking(
        members,
        (stage, read) ->
            Stages.byItsOwner(
                read,
                () -> methods.of(stage, read).stream().anyMatch(Method::keyRequired),
                toOpen()));
  }

  @Override
  public void check() {
    plan.present();
    stages.forEach(reader::read);
  }

  /**
   * {@inheritDoc}
   *
   * <p>A key of a wanted secret that somebody disabled is deleted and made again: it lets nobody
   * through as it is, and to enable it would take a right over all keys of the account.
   */
  @Override
  public boolean honour(DesiredGate desired, ObservedGate observed, Announcement announcement) {
    // Makes no key for a plan that does not exist; takes keys away although it does not.
    Map<String, Optional<SecretValue>> held =
        desired.secrets().isEmpty() ? plan.held() : plan.present();
    List<LockKey> there =
        keys.list(held, values.and(desired.secrets().stream().map(Secret::value).toList()));
    List<LockKey> others = otherKeys.find(held, there, desired.secrets());
    boolean changed = false;
    for (Secret secret : desired.secrets()) {
      changed |= admit(secret, there, others, held.keySet());
    }
    Set<SecretId> wanted =
        desired.secrets().stream().map(Secret::id).collect(Collectors.toCollection(HashSet::new));
    for (LockKey key : there) {
      if (desired.removable().contains(key.secret()) && !wanted.contains(key.secret())) {
        keys.delete(key);
        changed = true;
      }
    }
    return changed;
  }

  @Override
  public Optional<String> mend() {
    return plan.cover(stages);
  }

  @Override
  public Optional<SecretId> lastId() {
    return keys.list(plan.held(), values.alone()).stream()
        .map(LockKey::secret)
        .max(SecretId::compareTo);
  }

  @Override
  public List<Secret> survivors(Collection<SecretValue> presented) {
    return keys.list(plan.present(), values.and(presented)).stream()
        .flatMap(
            key ->
                keys
                    .value(key.keyId())
                    .map(value -> new Secret(key.secret(), value, key.createdAt()))
                    .stream())
        .toList();
  }

  /**
   * {@inheritDoc}
   *
   * <p>The key keeps its name and gets the lock's tags, and is deleted when a later rotation
   * retires it, as the lock's own keys are. (A new name would take a right over all keys of the
   * account.)
   */
  @Override
  public void adopt(Secret adopted) {
    ApiKey key =
        keys.withValue(adopted.value())
            .orElseThrow(
                () ->
                    new LockException(
                        "Origin header " + StageExport.API_KEY_HEADER,
                        "cannot take over the value that the distributions present: no API key of"
                            + " this account and region has it.",
                        "Create an API key with that value, put it into usage plan "
                            + plan.id()
                            + " and engage again; or take the header off the distributions."));
    String resource = "API key " + key.id() + " (" + key.name() + ")";
    if (!Boolean.TRUE.equals(key.enabled())) {
      throw new LockException(
          resource,
          "cannot take it over: it is disabled, so what the distributions present is refused.",
          "Enable it and engage again.");
    }
    if (!plan.keyIds().contains(key.id())) {
      throw new LockException(
          resource,
          "cannot take it over: it is not in usage plan " + plan.id() + ".",
          "Add it to that plan (and take it out of another one for the same stage) and engage"
              + " again.");
    }
    keys.takeOver(key, adopted);
  }

  private boolean admit(
      Secret secret, List<LockKey> there, List<LockKey> others, Set<String> inPlan) {
    Optional<LockKey> other = others.stream().filter(each -> each.carries(secret)).findFirst();
    if (other.isPresent()) {
      return keys.mark(other.get().keyId(), secret);
    }
    Optional<LockKey> key = there.stream().filter(each -> each.carries(secret)).findFirst();
    if (key.isPresent() && key.get().enabled()) {
      if (inPlan.contains(key.get().keyId())) {
        return false;
      }
      // A worker that ended between making a key and looking at it has left one of any value.
      if (keys.hasValueOf(key.get(), secret)) {
        plan.add(key.get().keyId());
        return true;
      }
    }
    key.ifPresent(keys::delete);
    plan.add(keys.create(secret, tags));
    return true;
  }
}
