package io.originlock.webacl;

import io.originlock.aws.ApiStage;
import io.originlock.aws.Stages;
import io.originlock.aws.WafArn;
import io.originlock.aws.WebAcls;
import io.originlock.gate.RandomSecrets;
import io.originlock.gate.SingleHeader;
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
import io.originlock.port.OvertakenException;
import io.originlock.webacl.LockRule.Entry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.wafv2.Wafv2Client;

/**
 * The gate that is a web ACL in front of the API's stages: a rule group of the lock's, referred to
 * by that web ACL, with one rule that blocks what does not send an honoured secret in {@code
 * x-origin-verify}. The rule knows digests alone, see {@link Digest}.
 *
 * <p>WAF evaluates before API Gateway looks at authorizers, keys and parameters, so this gate takes
 * nothing of the API's own, and stands in front of every method. It is opened and closed by the
 * worker: open, the rule counts and blocks nothing. A change reaches all hosts within "a few
 * seconds to a number of minutes", old and new mixed; see <a
 * href="https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-changes-propagation.html">Temporary
 * inconsistencies during updates</a>.
 */
public final class WebAclGate implements Gate {
  /** The least that a rotation takes. */
  private static final int SECRETS_OF_A_ROTATION = 2;

  private final RuleGroup group;
  private final StageWebAcl webAcl;
  private final Stages reader;
  private final WebAcls webAcls;
  private final SingleHeader header = new SingleHeader(LockRule.HEADER);
  private final List<ApiStage> stages;
  private final RandomSecrets random;
  private final Clock clock;

  /** What {@link #observe} read last: {@link #honour} writes under its lock token. */
  private Optional<RuleGroup.Reading> last = Optional.empty();

  /**
   * @param ruleGroupArn of the REGIONAL rule group whose rules are the lock's
   * @param stages the stages that the lock protects
   * @throws LockException if the ARN is not a regional rule group's
   */
  public WebAclGate(
      Wafv2Client waf,
      ApiGatewayClient apiGateway,
      String ruleGroupArn,
      List<ApiStage> stages,
      SecureRandom random,
      Clock clock) {
    this.group =
        new RuleGroup(waf, WafArn.parse(ruleGroupArn, WafArn.RULE_GROUP, RuleGroup.ARN_REMEDY));
    this.webAcl = new StageWebAcl(ruleGroupArn);
    this.reader = new Stages(apiGateway);
    this.webAcls = new WebAcls(waf);
    this.stages = List.copyOf(stages);
    this.random = new RandomSecrets(random);
    this.clock = clock;
  }

  private WebAclGate(WebAclGate other, List<ApiStage> stages) {
    this.group = other.group;
    this.webAcl = other.webAcl;
    this.reader = other.reader;
    this.webAcls = other.webAcls;
    this.stages = stages;
    this.random = other.random;
    this.clock = other.clock;
  }

  @Override
  public Gate at(Set<String> members) {
    return new WebAclGate(this, reader.there(stages, members));
  }

  @Override
  public Acceptance acceptance() {
    return Acceptance.ANY_OF;
  }

  @Override
  public boolean opensItself() {
    return true;
  }

  @Override
  public boolean standsWhereNamed() {
    return true;
  }

  /** WAF deletes a rule group under its newest lock token alone. */
  @Override
  public boolean destroyedByTerraform() {
    return true;
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

  /** {@inheritDoc} One call. */
  @Override
  public ObservedGate observe(Collection<Secret> known) {
    RuleGroup.Reading reading = group.read();
    last = Optional.of(reading);
    Optional<LockRule> rule = reading.rule();
    Map<Digest, SecretId> ids = new HashMap<>();
    known.forEach(secret -> ids.put(Digest.of(secret.value()), secret.id()));
    Set<SecretId> honoured = new HashSet<>();
    boolean strangers = false;
    for (Entry entry : rule.map(LockRule::entries).orElse(List.of())) {
      SecretId id = ids.get(entry.digest());
      strangers |= id == null;
      if (id != null) {
        honoured.add(id);
      }
    }
    boolean alone = !strangers && nothingElse(reading);
    boolean open = rule.map(LockRule::open).orElse(reading.rules().isEmpty());
    return new ObservedGate(honoured, open, alone, reading.token());
  }

  /** Whether nobody put a rule of his own into the group, nor turned samples on. */
  private static boolean nothingElse(RuleGroup.Reading reading) {
    return reading.rules().size() == (reading.rule().isPresent() ? 1 : 0)
        && reading.rules().stream().noneMatch(rule -> WebAcls.samples(rule.visibilityConfig()));
  }

  /**
   * {@inheritDoc}
   *
   * <p>One call, under the lock token of the observed reading: WAF refuses it if somebody changed
   * the group since. The group may hold eight secrets or fewer, as its capacity says.
   */
  @Override
  public boolean honour(DesiredGate desired, ObservedGate observed, Announcement announcement) {
    RuleGroup.Reading reading =
        last.filter(each -> each.token().equals(observed.version()))
            .orElseThrow(() -> new OvertakenException(group.label()));
    Optional<LockRule> there = reading.rule();
    Optional<LockRule> wanted = wanted(desired, there);
    boolean same = there.equals(wanted) && nothingElse(reading);
    if (!same) {
      group.write(wanted, reading);
    }
    return !same;
  }

  private static Optional<LockRule> wanted(DesiredGate desired, Optional<LockRule> there) {
    List<Entry> entries = new ArrayList<>();
    desired.secrets().stream()
        .sorted(Comparator.comparing(Secret::id))
        .map(secret -> new Entry(Optional.of(secret.id()), Digest.of(secret.value())))
        .forEach(entries::add);
    if (!desired.alone()) {
      there.map(LockRule::entries).orElse(List.of()).stream()
          .filter(entry -> entry.id().filter(desired.removable()::contains).isEmpty())
          .filter(entry -> entries.stream().noneMatch(e -> e.digest().equals(entry.digest())))
          .toList()
          .forEach(entries::add);
    }
    return entries.isEmpty()
        ? Optional.empty()
        : Optional.of(new LockRule(desired.open(), entries));
  }

  @Override
  public Map<String, Checking> checking(Set<String> members) {
    return reader.checking(
        members,
        (stage, read) ->
            webAcls
                .of(read.webAclArn(), StageWebAcl.REMEDY)
                .flatMap(acl -> webAcl.checking(stage, acl)));
  }

  @Override
  public void check() {
    RuleGroup.Reading reading = group.read();
    if (reading.capacity() < SECRETS_OF_A_ROTATION * LockRule.CAPACITY) {
      throw group.tooSmall(reading.capacity(), SECRETS_OF_A_ROTATION);
    }
  }

  @Override
  public Optional<SecretId> lastId() {
    return group.read().rule().stream()
        .flatMap(rule -> rule.entries().stream())
        .flatMap(entry -> entry.id().stream())
        .max(Comparator.naturalOrder());
  }

  /**
   * {@inheritDoc}
   *
   * <p>When they were made is not known any more: they count from now.
   */
  @Override
  public List<Secret> survivors(Collection<SecretValue> presented) {
    Map<Digest, SecretValue> values = new HashMap<>();
    presented.forEach(value -> values.put(Digest.of(value), value));
    return group.read().rule().stream()
        .flatMap(rule -> rule.entries().stream())
        .filter(entry -> entry.id().isPresent() && values.containsKey(entry.digest()))
        .map(entry -> new Secret(entry.id().get(), values.get(entry.digest()), clock.instant()))
        .toList();
  }

  /**
   * {@inheritDoc}
   *
   * <p>There is nothing to take over but the value: the group learns of it with the first step. A
   * rule of the owner's that compares the same header stays his, and he removes it once the lock is
   * engaged.
   */
  @Override
  public void adopt(Secret adopted) {
    check();
  }
}
