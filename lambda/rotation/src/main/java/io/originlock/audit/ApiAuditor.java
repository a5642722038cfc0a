package io.originlock.audit;

import static java.util.stream.Collectors.toCollection;

import io.originlock.aws.ApiStage;
import io.originlock.aws.WebAcls;
import io.originlock.model.LockException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.wafv2.Wafv2Client;

/** Audits the REST APIs of a lock: the deployed snapshots count, never the drafts. */
public final class ApiAuditor {
  private final List<ApiStage> stages;
  private final GateCheck gate;
  private final StageReader reader;
  private final Leaks leaks;
  private final Domains domains;
  private final Supplier<List<OpenDoor>> edges;

  /**
   * @param stages the stages that the lock protects
   * @param gate how its gate demands the secret
   * @param origins the domain names of the origins of the lock's distributions
   * @param edges what is open at these themselves
   */
  public ApiAuditor(
      ApiGatewayClient apiGateway,
      Wafv2Client waf,
      List<ApiStage> stages,
      GateCheck gate,
      Supplier<Set<String>> origins,
      Supplier<List<OpenDoor>> edges) {
    WebAcls webAcls = new WebAcls(waf);
    this.stages = List.copyOf(stages);
    this.gate = gate;
    this.reader = new StageReader(apiGateway, webAcls);
    this.leaks = new Leaks(webAcls, gate);
    this.edges = edges;
    this.domains = new Domains(apiGateway, origins);
  }

  /**
   * Reads the deployed stages, and what leads to them; changes nothing.
   *
   * @throws LockException if something that the lock is set up for does not exist, or AWS fails
   */
  public Audit audit() {
    Set<String> apis =
        stages.stream().map(ApiStage::restApiId).collect(toCollection(LinkedHashSet::new));
    List<OpenDoor> doors = new ArrayList<>(gate.gate());
    List<String> options = new ArrayList<>();
    Set<ApiStage> seen = new LinkedHashSet<>();
    int methods = 0;
    for (String api : apis) {
      for (DeployedStage stage : reader.of(api)) {
        DeployedStage proper = stage.only(method -> !method.preflight());
        if (!stages.contains(stage.id())) {
          doors.addAll(other(proper));
          continue;
        }
        seen.add(stage.id());
        methods += proper.methods().size();
        doors.addAll(gate.stage(proper));
        doors.addAll(leaks.of(stage));
        openMethods(stage.only(DeployedStage.Method::preflight)).stream()
            .map(door -> stage.id().stage() + ": " + door.method())
            .forEach(options::add);
      }
    }
    for (ApiStage stage : stages) {
      if (!seen.contains(stage)) {
        throw new LockException(
            "The " + stage.label(),
            "it does not exist, or has no deployment.",
            "Correct ORIGIN_LOCK_STAGES, or deploy the API.");
      }
    }
    doors.addAll(edges.get());
    doors.addAll(domains.leadingTo(apis));
    return new Audit(doors, options, methods);
  }

  private List<OpenDoor> openMethods(DeployedStage stage) {
    return gate.stage(stage).stream()
        .filter(door -> door.kind() == OpenDoor.Kind.METHOD_OPEN)
        .toList();
  }

  /** Of a stage that the lock does not protect, one finding is enough. */
  private List<OpenDoor> other(DeployedStage stage) {
    List<OpenDoor> open = openMethods(stage);
    if (open.isEmpty()) {
      return List.of();
    }
    String which = open.stream().map(OpenDoor::method).collect(Collectors.joining(", "));
    return List.of(
        stage.door(
            OpenDoor.Kind.STAGE_OPEN,
            "It leads to the same API without the secret, by " + which + ".",
            "Delete the stage, or protect it as well."));
  }
}
