package io.originlock.signature;

import io.originlock.apigateway.ServedMethods;
import io.originlock.aws.ApiStage;
import io.originlock.aws.ParameterStore;
import io.originlock.aws.Stages;
import io.originlock.gate.RandomSecrets;
import io.originlock.model.Header;
import io.originlock.model.LockException;
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
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;

/**
 * The gate that is a Lambda authorizer: requests are signed at the edge with a key that CloudFront
 * gives to a function there, and the API's authorizer accepts signatures of the honoured keys. The
 * key itself never reaches the API. The authorizer keeps what it has read for at most the lock's
 * soak, so a soak after a key was written every authorizer accepts it, and a soak after it was
 * deleted none does.
 */
public final class SignatureGate implements Gate {
  private final HonouredKeys keys;
  private final KeyHeader header;
  private final String authorizer;
  private final Stages reader;
  private final ServedMethods methods;
  private final List<ApiStage> stages;
  private final RandomSecrets random;

  /**
   * @param path where the lock's parameters are
   * @param authorizer the ARN of the authorizer's function, without a version
   * @param signsQuery whether the query is signed
   * @param probePaths the resource paths of the lock's own probe methods
   */
  public SignatureGate(
      ParameterStore parameters,
      ApiGatewayClient apiGateway,
      String path,
      String authorizer,
      boolean signsQuery,
      List<ApiStage> stages,
      Set<String> probePaths,
      SecureRandom random) {
    this.keys = new HonouredKeys(parameters, path);
    this.header = new KeyHeader(signsQuery);
    this.authorizer = authorizer;
    this.reader = new Stages(apiGateway);
    this.methods = new ServedMethods(apiGateway, probePaths);
    this.stages = List.copyOf(stages);
    this.random = new RandomSecrets(random);
  }

  private SignatureGate(SignatureGate other, List<ApiStage> stages) {
    this.keys = other.keys;
    this.header = other.header;
    this.authorizer = other.authorizer;
    this.reader = other.reader;
    this.methods = other.methods;
    this.stages = stages;
    this.random = other.random;
  }

  @Override
  public Gate at(Set<String> members) {
    return new SignatureGate(this, reader.there(stages, members));
  }

  @Override
  public Acceptance acceptance() {
    return Acceptance.ANY_OF;
  }

  /** {@inheritDoc} The methods' authorizer is the API owner's to set. */
  @Override
  public boolean opensItself() {
    return false;
  }

  @Override
  public String toOpen() {
    return "take the lock's authorizer off every method and deploy";
  }

  @Override
  public SecretValue generate() {
    return random.next();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException for more than one secret: a request is signed once
   */
  @Override
  public List<Header> present(Collection<Secret> secrets) {
    if (secrets.size() > 1) {
      throw new IllegalArgumentException("An edge signs with one key.");
    }
    return secrets.stream().map(header::of).toList();
  }

  @Override
  public boolean owns(String headerName) {
    return header.is(headerName);
  }

  @Override
  public Optional<SecretValue> carriedBy(Header sent) {
    return KeyHeader.parse(sent).map(KeyHeader.Key::secret);
  }

  /** {@inheritDoc} One call for every ten keys. */
  @Override
  public ObservedGate observe(Collection<Secret> known) {
    List<Secret> there = keys.read();
    return ObservedGate.of(
        known.stream()
            .filter(secret -> holds(there, secret))
            .map(Secret::id)
            .collect(Collectors.toSet()));
  }

  private static boolean holds(List<Secret> there, Secret secret) {
    return there.stream()
        .anyMatch(key -> key.id().equals(secret.id()) && key.value().equals(secret.value()));
  }

  private boolean asks(Method method) {
    return method.authorization().asks(authorizer);
  }

  @Override
  public Map<String, Checking> checking(Set<String> members) {
    return reader.checking(
        members,
        (stage, read) ->
            Stages.byItsOwner(
                read, () -> methods.of(stage, read).stream().anyMatch(this::asks), toOpen()));
  }

  @Override
  public void check() {
    stages.forEach(reader::read);
  }

  @Override
  public boolean honour(DesiredGate desired, ObservedGate observed, Announcement announcement) {
    List<Secret> there = keys.read();
    List<Secret> missing =
        desired.secrets().stream().filter(secret -> !holds(there, secret)).toList();
    missing.forEach(keys::write);
    Set<SecretId> wanted =
        desired.secrets().stream().map(Secret::id).collect(Collectors.toCollection(HashSet::new));
    List<SecretId> gone =
        there.stream()
            .map(Secret::id)
            .filter(id -> desired.removable().contains(id) && !wanted.contains(id))
            .toList();
    keys.delete(gone);
    return !missing.isEmpty() || !gone.isEmpty();
  }

  @Override
  public Optional<SecretId> lastId() {
    return keys.read().stream().map(Secret::id).max(Comparator.naturalOrder());
  }

  @Override
  public List<Secret> survivors(Collection<SecretValue> presented) {
    return keys.read();
  }

  /**
   * {@inheritDoc}
   *
   * @throws LockException always: nobody else's edge function signs as this one does
   */
  @Override
  public void adopt(Secret adopted) {
    throw new LockException(
        "Origin header " + KeyHeader.NAME,
        "there is nothing to take over: this gate has no form that is made by hand.",
        "Engage without adopt, or with force to replace the header.");
  }
}
