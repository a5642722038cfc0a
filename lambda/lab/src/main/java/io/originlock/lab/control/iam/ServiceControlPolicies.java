package io.originlock.lab.control.iam;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.lab.LabException;
import io.originlock.lab.iam.Condition;
import io.originlock.lab.iam.Permission;
import io.originlock.lab.iam.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What the account's organisation denies to everyone in it, Terraform and functions alike. {@code
 * FullAWSAccess} stays attached, so what none of these denies is left to the caller's own policies.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html">SCP
 *     evaluation</a>
 */
public final class ServiceControlPolicies {
  private final List<Statement> statements = new CopyOnWriteArrayList<>();
  private final ObjectMapper mapper = new ObjectMapper();

  /**
   * Attaches a policy, beside those that are.
   *
   * @param document in IAM's language
   * @throws LabException if it has an operator that the lab does not know, and would not deny by
   */
  public void attach(String name, String document) {
    try {
      List<Statement> parsed = Statement.parse(name, mapper.readTree(document));
      for (Statement statement : parsed) {
        if (!statement.conditions().stream().allMatch(Condition::known)) {
          throw new LabException(
              "policy " + statement.label(), "attach it", "Take an operator that the lab knows.");
        }
      }
      statements.addAll(parsed);
    } catch (JsonProcessingException e) {
      throw new LabException("policy " + name, "attach it", "Is it JSON?", e);
    }
  }

  /** Detaches all. */
  public void detach() {
    statements.clear();
  }

  boolean attached() {
    return !statements.isEmpty();
  }

  boolean deny(String principal, Permission permission) {
    Permission asked = permission.with("aws:PrincipalArn", principal);
    return statements.stream()
        .anyMatch(statement -> !statement.allows() && statement.matches(asked));
  }
}
