package io.originlock.lab.control.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.lab.model.ApiCatalog;
import io.originlock.lab.model.ApiCatalog.ApiKey;
import io.originlock.lab.model.ApiCatalog.DeployedStage;
import io.originlock.lab.model.ApiCatalog.Endpoint;
import io.originlock.lab.model.ApiCatalog.Quota;
import io.originlock.lab.model.ApiCatalog.Throttle;
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
  private final Function<String, Optional<String>> classic;
  private final Domains domains;

  /** The APIs whose own names are switched off in force. */
  private final Set<String> disabled = ConcurrentHashMap.newKeySet();

  private final Map<String, Snapshot> snapshots = new ConcurrentHashMap<>();

  Catalogs(
      MotoClient moto,
      Gateways gateways,
      Function<String, Optional<WebAcl>> webAcls,
      Function<String, Optional<String>> classic,
      Domains domains) {
    this.moto = moto;
    this.classic = classic;
    this.domains = domains;
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

  /**
   * Puts the switch of an API's own name into force.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html">Disable
   *     the default endpoint</a>
   */
  void switchEndpoint(String restApi) {
    if (read("/restapis/" + restApi).path("disableExecuteApiEndpoint").asBoolean()) {
      disabled.add(restApi);
    } else {
      disabled.remove(restApi);
    }
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
        new ApiCatalog(
            version.incrementAndGet(),
            List.copyOf(stages),
            keys,
            plans,
            acls,
            List.of(),
            domains.all()));
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
                    webAcl(api, stage),
                    new Endpoint(
                        disabled.contains(api),
                        RestPolicies.aboutAnybody(snapshot.draft().api()))));
  }

  private String webAcl(String api, JsonNode stage) {
    return classic
        .apply("/restapis/" + api + "/stages/" + stage.path("stageName").asText())
        .orElse(stage.path("webAclArn").asText(null));
  }

  /** Shows web ACLs of WAF Classic in what answers about stages. */
  void showClassic(String path, JsonNode answer) {
    answer.path("item").forEach(stage -> showClassic(path, stage));
    if (answer instanceof ObjectNode stage && stage.has("stageName")) {
      String api = path.split("/", 4)[2];
      Optional.ofNullable(webAcl(api, stage)).ifPresent(arn -> stage.put("webAclArn", arn));
    }
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
    JsonNode throttle = plan.path("throttle");
    JsonNode quota = plan.path("quota");
    return new UsagePlan(
        id,
        stages,
        keys,
        throttle.has("rateLimit") || throttle.has("burstLimit")
            ? Optional.of(
                new Throttle(
                    throttle.path("rateLimit").asDouble(Double.MAX_VALUE),
                    throttle.path("burstLimit").asInt(1)))
            : Optional.empty(),
        quota.has("limit")
            ? Optional.of(
                new Quota(quota.path("limit").asLong(), quota.path("period").asText("DAY")))
            : Optional.empty());
  }

  private Stream<JsonNode> items(String path) {
    return StreamSupport.stream(read(path).path("item").spliterator(), false);
  }

  private JsonNode read(String path) {
    return moto.read(SERVICE, path).orElse(JsonNodeFactory.instance.objectNode());
  }
}
