package io.originlock.breaks;

import java.util.List;

/** The breaks: what a hurried change could do to the protocol, a line each. */
final class Breaks {
  private static final String ENFORCE = "engine.EnforceTest";
  private static final String GATE = "apikey.ApiKeyGateTest";
  private static final String CLOUDFRONT = "cloudfront.CloudFrontDistributionsTest";
  private static final String RELEASE = "engine.ReleaseRuleTest";
  private static final String LOG = "state.SsmStateLogTest";
  private static final String REQUIREMENT = "engine.RequirementGateTest";
  private static final String REDEPLOYMENT = "validation.RedeploymentTest";
  private static final String SIGNATURE = "signature.SignatureGateTest";
  private static final String VALIDATION = "validation.RequestValidationGateTest";
  private static final String WEB_ACL = "webacl.WebAclGateTest";

  static final List<Break> ALL =
      List.of(
          new Break(
              "close a gate at once when that is asked for",
              "engine/Transitions.java",
              "change.enter(Stage.ENGAGE, now).times(all -> all.settled(null));",
              "change.enter(Stage.ENGAGE, now);",
              List.of(ENFORCE)),
          new Break(
              "close a gate that nobody asked to be closed",
              "engine/AdvanceRule.java",
              "state.stage() == Stage.IDLE || state.awaitsEnforcement()",
              "state.stage() == Stage.IDLE",
              List.of(ENFORCE)),
          new Break(
              "end a rotation in a closed gate that is to be opened",
              "engine/Transitions.java",
              "follows == Stage.IDLE ? resting(from) : follows",
              "follows",
              List.of(ENFORCE)),
          new Break(
              "let an older worker close a gate that is to stay open",
              "state/StateCodec.java",
              "state.enforced() ? SCHEMA : SCHEMA_UNENFORCED",
              "SCHEMA",
              List.of("state.StateCodecTest")),
          new Break(
              "write the state after acting",
              "engine/Engine.java",
              "world.log().append(next);\n",
              """
              world
                  .gate()
                  .honour(
                      new io.originlock.port.DesiredGate(false, next.known(), java.util.Set.of()),
                      io.originlock.port.ObservedGate.of(java.util.Set.of()),
                      io.originlock.port.Announcement.none());
              world.log().append(next);
              """,
              List.of("engine.LockTest")),
          new Break(
              "close the gate before every edge has the secret",
              "engine/GateDifference.java",
              "boolean open = plan.open() || opensItself && observed.open() && !mayNarrow;",
              "boolean open = plan.open();",
              List.of("engine.OpeningGateTest")),
          new Break(
              "take keys away that are not retired",
              "signature/SignatureGate.java",
              "desired.removable().contains(id) && !wanted.contains(id)",
              "!wanted.contains(id)",
              List.of(SIGNATURE)),
          new Break(
              "believe in a key of another value",
              "signature/SignatureGate.java",
              "key.id().equals(secret.id()) && key.value().equals(secret.value())",
              "key.id().equals(secret.id())",
              List.of(SIGNATURE)),
          new Break(
              "store a signing key in clear",
              "aws/ParameterStore.java",
              ".type(ParameterType.SECURE_STRING)",
              ".type(ParameterType.STRING)",
              List.of(SIGNATURE)),
          new Break(
              "send the key itself past CloudFront",
              "signature/SigningEdge.java",
              "KeyHeader.parse(header).map(key -> signed(url, key)).orElse(header)",
              "header",
              List.of("signature.SigningEdgeTest")),
          new Break(
              "ignore WAF's lock token",
              "webacl/WebAclGate.java",
              "last.filter(each -> each.token().equals(observed.version()))",
              "last",
              List.of(WEB_ACL)),
          new Break(
              "drop a secret that the state never heard of while it may be sent",
              "webacl/WebAclGate.java",
              "if (!desired.alone()) {",
              "if (false) {",
              List.of(WEB_ACL)),
          new Break(
              "tell Terraform after the methods were changed",
              "engine/Applier.java",
              "if (there.filter(document -> document.demand().equals(demand)).isEmpty()) {",
              "if (false) {",
              List.of(REQUIREMENT)),
          new Break(
              "move a stage for an invocation that was overtaken",
              "engine/Applier.java",
              "LockState state = situation.state();\n    requireNewest(state);\n",
              "LockState state = situation.state();\n",
              List.of(REQUIREMENT)),
          new Break(
              "look at the log before it is published alone",
              "engine/Applier.java",
              "is published.\");\n      requireNewest(state);",
              "is published.\");",
              List.of(REQUIREMENT)),
          new Break(
              "let a hindered gate keep the headers from being mended",
              "engine/HonourRule.java",
              "return situation.agrees() && situation.state().times().settled() != null",
              "return true",
              List.of(REQUIREMENT)),
          new Break(
              "deploy somebody's unfinished draft",
              "validation/Redeployment.java",
              "if (!differences.isEmpty()) {",
              "if (false) {",
              List.of(REDEPLOYMENT)),
          new Break(
              "look at the draft before it is frozen alone",
              "validation/Redeployment.java",
              "if (!differences.isEmpty() || !demands(after, header)) {",
              "if (false) {",
              List.of(REDEPLOYMENT)),
          new Break(
              "move a stage that was moved since it was looked at",
              "validation/RequestValidationGate.java",
              "if (!look.version().equals(observed.version())) {",
              "if (false) {",
              List.of(REDEPLOYMENT)),
          new Break(
              "take another lock's deployments away",
              "validation/DeploymentMark.java",
              "text.group(1).equals(lock)",
              "true",
              List.of(REDEPLOYMENT)),
          new Break(
              "take a user's parameters for the lock's",
              "validation/LockHeader.java",
              ".filter(name -> secret(name).isPresent())",
              ".filter(name -> name.startsWith(\"x-\"))",
              List.of(VALIDATION)),
          new Break(
              "retire before CloudFront has settled",
              "engine/Observed.java",
              "filter(each -> !each.deployed())",
              "filter(each -> false)",
              List.of("engine.TellRuleTest")),
          new Break(
              "the first settled distribution counts for all",
              "engine/SettleRule.java",
              "if (situation.observed().unsettled().isEmpty()) {",
              "if (situation.observed().unsettled().size()"
                  + " < situation.observed().distributions().size()) {",
              List.of("engine.TellRuleTest")),
          new Break(
              "do not soak after settling",
              "engine/Soak.java",
              "since != null && !now.isBefore(end(since))",
              "since != null",
              List.of("engine.HonourRuleTest")),
          new Break(
              "no grace",
              "engine/Rollover.java",
              "HONOURED_SOAKED, NONE_REFUSED, SETTLED_SOAKED, GRACE_OVER, THROUGH_ACCEPTED",
              "HONOURED_SOAKED, NONE_REFUSED, SETTLED_SOAKED, THROUGH_ACCEPTED",
              List.of("engine.ExitConditionsTest")),
          new Break(
              "present a secret that has not soaked at the gate",
              "engine/Rollover.java",
              "List.of(HONOURED_SOAKED, NEWEST_ACCEPTED));\n        case PRESENT",
              "List.of(NEWEST_ACCEPTED));\n        case PRESENT",
              List.of("engine.ExitConditionsTest")),
          new Break(
              "carry the soak over to a gate that has something new to learn",
              "engine/Transitions.java",
              "nothingNewHonoured ? after.times().honoured() : null",
              "after.times().honoured()",
              List.of("engine.TransitionsTest")),
          new Break(
              "skip the probe of the new secret",
              "engine/ExitConditions.java",
              "case NEWEST_ACCEPTED -> newestAccepted();",
              "case NEWEST_ACCEPTED -> Optional.empty();",
              List.of("engine.ExitConditionsTest")),
          new Break(
              "skip the probes through the distributions",
              "engine/ExitConditions.java",
              "for (Presentation presentation : distributions) {",
              "for (Presentation presentation : List.<Presentation>of()) {",
              List.of("engine.ExitConditionsTest")),
          new Break(
              "demand the new secret without looking whether the old one is dead",
              "engine/ExitConditions.java",
              "case CURRENT_REFUSED -> currentRefused();",
              "case CURRENT_REFUSED -> Optional.empty();",
              List.of("engine.ExitConditionsTest")),
          new Break(
              "skip the guard",
              "engine/GuardRule.java",
              "strays.addAll(guard.presented(state, situation.observed().distributions(), now));",
              "strays.clear();",
              List.of("engine.RepairRuleTest")),
          new Break(
              "let the guard honour what leaked",
              "engine/Guard.java",
              "!r.revoked() && r.at()",
              "r.at()",
              List.of("engine.GuardTest")),
          new Break(
              "honour a revoked secret that the gate still holds",
              "engine/Rollover.java",
              ".filter(retired -> !retired.revoked())",
              "",
              List.of("engine.GateDifferenceTest")),
          new Break(
              "forget a distribution in the engine",
              "engine/Observed.java",
              "= world.distributions().read();",
              "= world.distributions().read().subList(0, 1);",
              List.of("engine.TellRuleTest")),
          new Break(
              "forget a distribution in the adapter",
              "cloudfront/CloudFrontDistributions.java",
              "for (Member member : members) {",
              "for (Member member : members.subList(0, 1)) {",
              List.of(CLOUDFRONT)),
          new Break(
              "publish after presenting",
              "engine/Engine.java",
              """
                      new PublishRule(world.gate()),
                      new PresentRule(),
              """,
              """
                      new PresentRule(),
                      new PublishRule(world.gate()),
              """,
              List.of("engine.TellRuleTest")),
          new Break(
              "skip the fence",
              "engine/Applier.java",
              "if (!world.log().isNewest(state)) {",
              "if (false) {",
              List.of("engine.TellRuleTest")),
          new Break(
              "rotate twice for one request",
              "model/Requests.java",
              "return request.equals(pending) || done.contains(request);",
              "return request.equals(pending);",
              List.of("engine.LockTest")),
          new Break(
              "believe a log that lost its end",
              "engine/Restoration.java",
              "if (look < LOOKS) {\n",
              """
              if (look == LOOKS) {
                return newest.orElseGet(() -> LockState.open(clock.instant()));
              }
              if (look < LOOKS) {
              """,
              List.of("engine.LostLogTest")),
          new Break(
              "repair without counting",
              "model/Effort.java",
              "return new Effort(count + 1,",
              "return new Effort(1,",
              List.of("engine.RepairRuleTest")),
          new Break(
              "a create that fails when it is repeated",
              "apikey/ApiKeys.java",
              "return existing(secret, name, e);",
              "throw AwsFailures.of(\"API key \" + name, CREATE, e);",
              List.of(GATE)),
          new Break(
              "take a foreign key for the lock's own",
              "apikey/ApiKeys.java",
              ".filter(mark -> lock.equals(key.tags().get(TAG)))",
              "",
              List.of(GATE)),
          new Break(
              "keep a key that AWS gave another value",
              "apikey/ApiKeys.java",
              "if (given.filter(secret.value()::equals).isEmpty()) {",
              "if (false) {",
              List.of(GATE)),
          new Break(
              "make a key for a usage plan that does not exist",
              "apikey/UsagePlan.java",
              "if (held.isEmpty()) {",
              "if (false) {",
              List.of(GATE)),
          new Break(
              "take over a key that is not let through today",
              "apikey/ApiKeyGate.java",
              "if (!plan.keyIds().contains(key.id())) {",
              "if (false) {",
              List.of(GATE)),
          new Break(
              "delete a key that the state does not call retired",
              "apikey/ApiKeyGate.java",
              "if (desired.removable().contains(key.secret()) && !wanted.contains(key.secret()))"
                  + " {",
              "if (!wanted.contains(key.secret())) {",
              List.of(GATE)),
          new Break(
              "call a disabled key honoured",
              "apikey/ApiKeyGate.java",
              ".filter(key -> key.enabled() && held.containsKey(key.keyId()))",
              ".filter(key -> held.containsKey(key.keyId()))",
              List.of(GATE)),
          new Break(
              "update a configuration that somebody changed since the reading",
              "cloudfront/CloudFrontDistributions.java",
              "&& reading.etag().equals(seen.version())\n",
              "",
              List.of(CLOUDFRONT)),
          new Break(
              "ignore a 412: name whatever ETag is the newest",
              "cloudfront/CloudFrontDistributions.java",
              ".ifMatch(reading.etag())",
              ".ifMatch(read(member).etag())",
              List.of(CLOUDFRONT)),
          new Break(
              "replace the headers of others",
              "cloudfront/OriginElement.java",
              "return elements().stream().filter(element -> owned.test(name(element))).toList();",
              "return elements();",
              List.of("cloudfront.DistributionXmlTest")),
          new Break(
              "overwrite in the log",
              "aws/ParameterStore.java",
              ".overwrite(false)",
              ".overwrite(true)",
              List.of(LOG)),
          new Break(
              "take another invocation's state for one's own",
              "state/SsmStateLog.java",
              "!document(name).equals(Optional.of(document))",
              "document(name).isEmpty()",
              List.of(LOG)),
          new Break(
              "prune the newest states",
              "state/SsmStateLog.java",
              "names.subList(0, ParameterStore.BATCH)",
              "names.subList(names.size() - ParameterStore.BATCH, names.size())",
              List.of(LOG)),
          new Break(
              "erase the newest state first",
              "state/SsmStateLog.java",
              "parameters.delete(folder, names.subList(0, last));",
              "parameters.delete(folder, names.subList(last, names.size()));\n"
                  + "    parameters.delete(folder, names.subList(0, last));",
              List.of(LOG)),
          new Break(
              "take the header off while a stage behind it checks",
              "engine/Departures.java",
              "if (checking.containsKey(stage)) {",
              "if (checking.containsKey(id)) {",
              List.of(RELEASE)),
          new Break(
              "let a stage go without a soak",
              "engine/Departures.java",
              "return situation.now().isBefore(end)",
              "return situation.now().isBefore(open.get(stage))",
              List.of(RELEASE)),
          new Break(
              "let a distribution go while edges send the header",
              "engine/Departures.java",
              "if (!distribution.deployed()) {",
              "if (distribution.version().isEmpty()) {",
              List.of(RELEASE)),
          new Break(
              "forget members that leave in a rotation",
              "engine/Observed.java",
              ".allMatch(stage -> soak.over(",
              ".noneMatch(stage -> soak.over(",
              List.of(RELEASE)),
          new Break(
              "count the soak of a distribution that joins from before",
              "engine/GuardRule.java",
              "return joining.isEmpty() ||",
              "return !joining.isEmpty() ||",
              List.of(RELEASE)),
          new Break(
              "take a proxy for another API",
              "cloudfront/Routes.java",
              ".orElse(stages);",
              ".orElse(List.of());",
              List.of("cloudfront.RoutesTest")),
          new Break(
              "hold a rotation until a clock comes to what another's says",
              "state/SsmStateLog.java",
              "at != null && state.tellsOfMoreThan(at) ? state.timesUntil(at) : state",
              "state",
              List.of("state.StatesAheadTest")),
          new Break(
              "act on an idle state without a secret",
              "model/Sense.java",
              "state.current() == null && !open, ",
              "false, ",
              List.of("state.SenselessStatesTest")),
          new Break(
              "follow a domain by its mappings alone",
              "cloudfront/Routes.java",
              "Stream.concat(domains.byRules(domain).stream(),"
                  + " domains.byMappings(domain).stream());",
              "domains.byMappings(domain).stream();",
              List.of("cloudfront.RoutesTest")),
          new Break(
              "take a domain that cannot be read for one that leads nowhere",
              "cloudfront/CloudFrontDistributions.java",
              "routes.anywhere().forEach(stage -> leads.put(stage.member(), unseen));",
              "",
              List.of("cloudfront.CloudFrontDistributionsTest")),
          new Break(
              "close what was let go",
              "validation/Look.java",
              "!released.contains(served.stage()) || !served.demanded().isEmpty()",
              "!served.stage().stage().isEmpty()",
              List.of("validation.ReleasedStagesTest")));

  private Breaks() {}
}
