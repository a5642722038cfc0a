package io.originlock.lab.demo;

import io.originlock.lab.control.iam.Permissions;
import io.originlock.lab.control.iam.Permissions.Grant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Permissions that nothing used. The clean-up at destroy uses some that nothing else does, and the
 * roles go soon after it: so it is looked before the destroy and again right after the clean-up.
 */
final class Unused {

  /** A part of a grant that a demo cannot use, and the test that does. */
  private record Elsewhere(String statement, String part, String test) {
    boolean covers(Grant grant) {
      return grant.statement().endsWith(statement) && grant.part().matches(part);
    }
  }

  private static final List<Elsewhere> ELSEWHERE =
      List.of(
          new Elsewhere(
              "lock/DeadLetters",
              ".*",
              "FunctionsTest.anEventThatKeepsFailingGoesToItsDestination"),
          new Elsewhere(
              "invoke/DeadLetters", ".*", "SchedulesTest.whatCannotBeInvokedGoesToTheDeadLetters"),
          new Elsewhere(
              "FindKeys",
              ".*/apikeys/\\*",
              "ApiKeyGateTest.tagsAreReadKeyByKeyWhereTheListHasNone"),
          new Elsewhere(
              "MarkOwnKeys",
              ".*",
              "AdoptionTest.theRoleMayTagApiKeysAloneWithOurTagsAndOthersKeysWithAdoptionAlone"),
          new Elsewhere(
              "CoverStages", ".*", "RefusedViewersTest.aStageTakenOutOfThePlanIsPutBackByTheLock"),
          new Elsewhere(
              "lock/TagState",
              ".*/published",
              "TagsTest.whatSomebodyDeletedIsMadeAgainWithItsTags"),
          // It logs errors alone.
          new Elsewhere(
              "WriteLogsNearTheEdge",
              ".*",
              "SignatureEndToEndTest.anEdgeWithoutAKeySendsNothingAndTheNextTickGivesItBack"),
          // With the gate api-key the demo itself needs it.
          new Elsewhere(
              "lock/ReadUsagePlans",
              ".*/usageplans/\\*",
              "LockEndToEndTest.anAuditNamesEveryOpenDoorAndNothingElse"),
          // With the gate web-acl the demo itself needs these.
          new Elsewhere(
              "ReadWebAcls", ".*", "LockEndToEndTest.anAuditNamesEveryOpenDoorAndNothingElse"),
          new Elsewhere(
              "ReadRoutingRules",
              ".*",
              "LockEndToEndTest.anAuditGoesOnWhereSomethingCannotBeLookedAt"),
          new Elsewhere(
              "ReadDomainNames",
              ".*/domainnames/\\*",
              "LockEndToEndTest.anAuditNamesEveryOpenDoorAndNothingElse"));

  private final Permissions permissions;
  private final String workerRole;
  private Set<Grant> before = Set.of();
  private Set<Grant> afterCleanUp;

  Unused(Permissions permissions, String workerRole) {
    this.permissions = permissions;
    this.workerRole = workerRole;
  }

  /** Just before the destroy. */
  void beforeDestroy() {
    before = new HashSet<>(permissions.unusedPermissions());
  }

  /** Right after the worker's clean-up. */
  void afterCleanUp() {
    afterCleanUp = new HashSet<>(permissions.unusedPermissions());
  }

  /** What nothing used and no test does either. */
  List<String> remaining() {
    return unused().filter(grant -> test(grant) == null).map(Unused::name).sorted().toList();
  }

  /** What no demo can use, with the test that does. */
  Map<String, String> leftToTests() {
    Map<String, String> all = new TreeMap<>();
    unused().filter(grant -> test(grant) != null).forEach(g -> all.put(name(g), test(g)));
    return all;
  }

  private Stream<Grant> unused() {
    return before.stream()
        .filter(
            grant ->
                afterCleanUp == null
                    || !grant.role().equals(workerRole)
                    || afterCleanUp.contains(grant));
  }

  private static String test(Grant grant) {
    return ELSEWHERE.stream()
        .filter(entry -> entry.covers(grant))
        .map(Elsewhere::test)
        .findFirst()
        .orElse(null);
  }

  private static String name(Grant grant) {
    return grant.role() + " " + grant.statement() + " " + grant.part();
  }
}
