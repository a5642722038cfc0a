package io.originlock.lab.control.iam;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.lab.LabException;
import io.originlock.lab.control.AwsCall;
import io.originlock.lab.control.ConfigCache;
import io.originlock.lab.control.Query;
import io.originlock.lab.iam.Statement;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** The policies of roles, as Terraform put them into moto. */
public final class Policies implements AutoCloseable {
  private final IamClient iam;
  private final ObjectMapper mapper = new ObjectMapper();
  private final ConfigCache<List<Statement>> byRole = new ConfigCache<>();

  public Policies(URI moto) {
    this.iam =
        IamClient.builder()
            .endpointOverride(moto)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("lab", "lab")))
            .httpClient(UrlConnectionHttpClient.create())
            .build();
  }

  /** Forgets what was read when somebody writes to IAM. */
  public void hear(AwsCall call) {
    if (call.service().equals("iam") && call.writes()) {
      byRole.clear();
    }
  }

  @Override
  public void close() {
    iam.close();
  }

  /** The statements that apply to a role; none for a role that doesn't exist. */
  List<Statement> of(String role) {
    return byRole.get(role, this::read);
  }

  /** The names of the roles that a service may assume. */
  List<String> rolesOf(List<String> services) {
    return iam.listRolesPaginator().roles().stream()
        .filter(
            role -> {
              String trust = Query.decode(role.assumeRolePolicyDocument());
              return services.stream().anyMatch(trust::contains);
            })
        .map(role -> role.roleName())
        .toList();
  }

  private List<Statement> read(String role) {
    try {
      Stream<Statement> inline =
          iam.listRolePolicies(r -> r.roleName(role)).policyNames().stream()
              .flatMap(
                  name ->
                      parse(
                          name,
                          iam.getRolePolicy(r -> r.roleName(role).policyName(name))
                              .policyDocument()));
      Stream<Statement> attached =
          iam.listAttachedRolePolicies(r -> r.roleName(role)).attachedPolicies().stream()
              .flatMap(this::managed);
      return Stream.concat(inline, attached).toList();
    } catch (NoSuchEntityException gone) {
      return List.of();
    }
  }

  private Stream<Statement> managed(AttachedPolicy policy) {
    String version =
        iam.getPolicy(r -> r.policyArn(policy.policyArn())).policy().defaultVersionId();
    return parse(
        policy.policyName(),
        iam.getPolicyVersion(r -> r.policyArn(policy.policyArn()).versionId(version))
            .policyVersion()
            .document());
  }

  private Stream<Statement> parse(String name, String document) {
    try {
      String json = document.startsWith("{") ? document : Query.decode(document);
      return Statement.parse(name, mapper.readTree(json)).stream();
    } catch (JsonProcessingException e) {
      throw new LabException("policy " + name, "read it", "Is it JSON?", e);
    }
  }
}
