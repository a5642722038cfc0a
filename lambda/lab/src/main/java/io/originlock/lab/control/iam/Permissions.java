package io.originlock.lab.control.iam;

import io.originlock.lab.iam.Permission;
import io.originlock.lab.iam.Statement;
import io.originlock.lab.iam.Wildcard;
import io.originlock.lab.model.Account;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * Decides what a role may do, and what the organisation leaves to everybody else, who are
 * administrators of the account; and remembers which grants were used and what was refused.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Policy
 *     evaluation logic</a>
 */
public final class Permissions {
  private final ServiceControlPolicies organisation;
  private final Policies policies;
  private final Clock clock;
  private final List<Violation> violations = new CopyOnWriteArrayList<>();
  private final Set<Use> uses = ConcurrentHashMap.newKeySet();

  public Permissions(ServiceControlPolicies organisation, Policies policies, Clock clock) {
    this.organisation = organisation;
    this.policies = policies;
    this.clock = clock;
  }

  /** Something that a role was refused. */
  public record Violation(
      Instant time, String caller, String role, String action, String resource) {}

  /**
   * A part of a grant: an action of a statement, or a resource pattern of it.
   *
   * @param statement the policy's name and the Sid
   * @param part the action or the resource pattern, as written
   */
  public record Grant(String role, String statement, String part) {}

  private record Use(String role, String statement, String action, String resource) {}

  /**
   * Whether the role allows this; a refusal is recorded as a violation of the caller's.
   *
   * @param roleArn the ARN of the role, or its name
   */
  public boolean allow(String caller, String roleArn, Permission permission) {
    return denial(caller, roleArn, permission).isEmpty();
  }

  /** The same; why AWS denies this, in its words. */
  Optional<String> denial(String caller, String roleArn, Permission permission) {
    String role = roleArn.substring(roleArn.lastIndexOf('/') + 1);
    Optional<String> why =
        denial("arn:aws:iam::" + Account.ID + ":role/" + role, permission)
            .or(
                () ->
                    allowed(role, permission)
                        ? Optional.empty()
                        : Optional.of(
                            "because no identity-based policy allows the "
                                + permission.action()
                                + " action"));
    why.ifPresent(
        words ->
            violations.add(
                new Violation(
                    clock.instant(), caller, role, permission.action(), permission.resource())));
    return why;
  }

  /** Whether others than functions are denied anything. */
  boolean bindEverybody() {
    return organisation.attached();
  }

  /** Why the organisation denies this to a principal, in AWS's words; empty if it does not. */
  Optional<String> denial(String principal, Permission permission) {
    return organisation.deny(principal, permission)
        ? Optional.of("with an explicit deny in a service control policy")
        : Optional.empty();
  }

  private boolean allowed(String role, Permission permission) {
    List<Statement> matching =
        policies.of(role).stream().filter(statement -> statement.matches(permission)).toList();
    boolean allowed = !matching.isEmpty() && matching.stream().allMatch(Statement::allows);
    if (allowed) {
      matching.forEach(statement -> remember(role, statement, permission));
    }
    return allowed;
  }

  /** Everything that was refused so far. */
  public List<Violation> violations() {
    return List.copyOf(violations);
  }

  /**
   * The parts of grants that nothing has ever needed, for every role that Lambda or the Scheduler
   * may assume: actions that were never used on any resource of their statement, and resource
   * patterns that no action was ever used on. Ask before the roles are destroyed.
   */
  public List<Grant> unusedPermissions() {
    return policies.rolesOf(List.of("lambda.amazonaws.com", "scheduler.amazonaws.com")).stream()
        .flatMap(role -> policies.of(role).stream().flatMap(statement -> unused(role, statement)))
        .toList();
  }

  private Stream<Grant> unused(String role, Statement statement) {
    if (!statement.allows()) {
      return Stream.empty();
    }
    Set<String> used = new TreeSet<>();
    uses.stream()
        .filter(use -> use.role().equals(role) && use.statement().equals(statement.label()))
        .forEach(
            use -> {
              used.add(use.action());
              used.add(use.resource());
            });
    return Stream.concat(statement.actions().stream(), statement.resources().stream())
        .filter(part -> !used.contains(part))
        .map(part -> new Grant(role, statement.label(), part));
  }

  private void remember(String role, Statement statement, Permission permission) {
    List<String> actions =
        statement.actions().stream()
            .filter(pattern -> Statement.actionMatches(pattern, permission))
            .toList();
    List<String> resources =
        statement.resources().stream()
            .filter(pattern -> Wildcard.matches(pattern, permission.resource()))
            .toList();
    actions.forEach(
        action ->
            resources.forEach(
                resource -> uses.add(new Use(role, statement.label(), action, resource))));
  }
}
