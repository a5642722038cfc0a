package io.originlock.lab.control.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.originlock.lab.model.ApiCatalog;
import io.originlock.lab.model.ApiCatalog.ApiKey;
import io.originlock.lab.model.ApiCatalog.DeployedStage;
import io.originlock.lab.model.ApiCatalog.UsagePlan;
import io.originlock.lab.model.Gateways;
import io.originlock.lab.moto.MotoClient;
import io.originlock.lab.waf.WebAcl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Keeps the snapshots of deployments, and tells the gateways what is deployed. */
final class Catalogs {
  private static final String SERVICE = "apigateway";

  private final MotoClient moto;
  private final Gateways gateways;
  private final Function<String, Optional<WebAcl>> webAcls;
  private final AtomicLong version = new AtomicLong();
  private final Map<String, Snapshot> snapshots = new ConcurrentHashMap<>();

  Catalogs(MotoClient moto, Gateways gateways, Function<String, Optional<WebAcl>> webAcls) {
    this.moto = moto;
    this.gateways = gateways;
    this.webAcls = webAcls;
  }

  /** What a deployment would freeze now. */
  Snapshot draft(String restApi) {
    String path = "/restapis/" + restApi;
    return Snapshot.of(Draft.read(below -> read(path + below)));
  }

  /** Keeps what a deployment froze. */
  void freeze(String restApi, String deployment, Snapshot snapshot) {
    snapshots.put(restApi + "/" + deployment, snapshot);
  }

  void thaw(String restApi, String deployment) {
    snapshots.remove(restApi + "/" + deployment);
  }

  /** What a stage serves. */
  Optional<Snapshot> deployed(String restApi, String stage) {
    return moto.read(SERVICE, "/restapis/" + restApi + "/stages/" + stage)
        .flatMap(found -> of(restApi, found.path("deploymentId").asText()));
  }

  Optional<Snapshot> of(String restApi, String deployment) {
    return Optional.ofNullable(snapshots.get(restApi + "/" + deployment));
  }

  /** Pushes what is deployed now. Serialised, so that versions and contents grow together. */
  synchronized void push() {
    List<DeployedStage> stages = new ArrayList<>();
    items("/restapis")
        .forEach(
            api -> {
              String id = api.path("id").asText();
              items("/restapis/" + id + "/stages")
                  .flatMap(stage -> deployed(id, stage).stream())
                  .forEach(stages::add);
            });
    List<ApiKey> keys =
        items("/apikeys?includeValues=true")
            .map(
                key ->
                    new ApiKey(
                        key.path("id").asText(),
                        key.path("value").asText(),
                        key.path("enabled").asBoolean()))
            .toList();
    List<UsagePlan> plans = items("/usageplans").map(this::plan).toList();
    List<WebAcl> acls =
        stages.stream()
            .map(DeployedStage::webAclArn)
            .filter(Objects::nonNull)
            .distinct()
            .flatMap(arn -> webAcls.apply(arn).stream())
            .toList();
    gateways.push(
        new ApiCatalog(version.incrementAndGet(), List.copyOf(stages), keys, plans, acls));
  }

  private Optional<DeployedStage> deployed(String api, JsonNode stage) {
    String deployment = stage.path("deploymentId").asText();
    return of(api, deployment)
        .map(
            snapshot ->
                new DeployedStage(
                    api,
                    stage.path("stageName").asText(),
                    deployment,
                    snapshot.apiKeySource(),
                    snapshot.methods(),
                    snapshot.draft().schemas(),
                    snapshot.gatewayResponses(),
                    stage.path("webAclArn").asText(null)));
  }

  private UsagePlan plan(JsonNode plan) {
    String id = plan.path("id").asText();
    Set<String> stages =
        StreamSupport.stream(plan.path("apiStages").spliterator(), false)
            .map(stage -> stage.path("apiId").asText() + ":" + stage.path("stage").asText())
            .collect(Collectors.toUnmodifiableSet());
    Set<String> keys =
        items("/usageplans/" + id + "/keys")
            .map(key -> key.path("id").asText())
            .collect(Collectors.toUnmodifiableSet());
    return new UsagePlan(id, stages, keys);
  }

  private Stream<JsonNode> items(String path) {
    return StreamSupport.stream(read(path).path("item").spliterator(), false);
  }

  private JsonNode read(String path) {
    return moto.read(SERVICE, path).orElse(JsonNodeFactory.instance.objectNode());
  }
}
