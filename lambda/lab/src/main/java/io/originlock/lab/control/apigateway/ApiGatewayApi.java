package io.originlock.lab.control.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.lab.control.AwsErrors;
import io.originlock.lab.control.Call;
import io.originlock.lab.control.Handler;
import io.originlock.lab.control.Query;
import io.originlock.lab.model.Gateways;
import io.originlock.lab.moto.MotoClient;
import io.originlock.lab.moto.WireReply;
import io.originlock.lab.waf.WebAcl;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.regex.Pattern;

/** API Gateway's API: moto's, mended, and the data plane told of every change. */
public final class ApiGatewayApi implements Handler {
  private static final String SERVICE = "apigateway";

  /** Writes to anything else change the draft alone. */
  private static final Pattern LIVE =
      Pattern.compile(
          "/apikeys.*|/usageplans.*|/restapis/[^/]+/(stages|deployments).*|/restapis/[^/]+"
              + "|(/v2)?/domainnames.*");

  /** What belongs to the draft of an API, or freezes it. */
  private static final Pattern DRAFT =
      Pattern.compile("/restapis/[^/]+/(resources|deployments|models)(/.*)?");

  private static final Pattern ABOUT_RESOURCES =
      Pattern.compile("(Get|Create|Update)Resources?|(Get|Put|Update)(Method|Integration)");

  private final MotoClient moto;
  private final Catalogs catalogs;
  private final Deployments deployments;
  private final UsagePlans plans;
  private final MethodUpdates methods;
  private final Models models;
  private final Authorizers authorizers;
  private final Canaries canaries;
  private final Domains domains;

  /** moto knows no update of a method: nobody must see, or deploy, what is being put anew. */
  private final ReadWriteLock drafts = new ReentrantReadWriteLock(true);

  private final Tags tags = new Tags();

  /**
   * Makes the API.
   *
   * @param webAcls what a stage's web ACL is, by its ARN
   * @param classic the ARN of a stage's web ACL of WAF Classic, by the stage's path
   */
  public ApiGatewayApi(
      MotoClient moto,
      Gateways gateways,
      Function<String, Optional<WebAcl>> webAcls,
      Function<String, Optional<String>> classic) {
    this.moto = moto;
    this.domains = new Domains(moto);
    this.catalogs = new Catalogs(moto, gateways, webAcls, classic, domains);
    this.canaries = new Canaries(moto);
    this.deployments = new Deployments(moto, catalogs, canaries);
    this.plans = new UsagePlans(moto);
    this.methods = new MethodUpdates(moto);
    this.models = new Models(moto);
    this.authorizers = new Authorizers(moto);
  }

  /** A resource of API Gateway's by its path, its tags included. */
  public Optional<JsonNode> read(String path) {
    Optional<JsonNode> found = moto.read(SERVICE, path);
    found.ifPresent(resource -> tags.apply(path, resource));
    return found;
  }

  /** Tells the data plane of what has changed elsewhere: a stage's web ACL. */
  public void changed() {
    catalogs.push();
  }

  @Override
  public WireReply handle(Call call, Next next) {
    if (!call.service().equals(SERVICE)) {
      return next.proceed(call);
    }
    WireReply reply =
        DRAFT.matcher(call.request().path()).matches()
            ? locked(call, next)
            : finished(call, answer(call, next));
    if (reply.ok()) {
      follow(call);
    }
    if (call.writes() && reply.ok() && LIVE.matcher(call.request().path()).matches()) {
      catalogs.push();
    }
    return reply;
  }

  /** Does what a successful call brings about elsewhere. */
  private void follow(Call call) {
    String api = call.segment(1);
    switch (call.operation()) {
      case "CreateStage", "UpdateStage" -> catalogs.switchEndpoint(api);
      case "CreateDeployment" -> {
        if (call.request().text().contains("\"stageName\"")) {
          catalogs.switchEndpoint(api);
        }
      }
      case "DeleteStage" -> plans.forget(api, call.segment(3)::equals);
      case "DeleteRestApi" -> plans.forget(api, stage -> true);
      case "DeleteDomainName" -> domains.forget(api);
      default -> {}
    }
  }

  private WireReply locked(Call call, Next next) {
    Lock lock = call.writes() ? drafts.writeLock() : drafts.readLock();
    lock.lock();
    try {
      return finished(call, answer(call, next));
    } finally {
      lock.unlock();
    }
  }

  private WireReply answer(Call call, Next next) {
    return switch (call.operation()) {
      case "CreateDeployment" -> deployments.create(call, next);
      case "GetDeployment" -> deployments.get(call, next);
      case "UpdateDeployment" -> deployments.update(call);
      case "DeleteDeployment" -> deployments.delete(call, next);
      case "UpdateStage" ->
          deployments.refuseUnknown(call).orElseGet(() -> canaries.update(call, next));
      case "GetExport" ->
          catalogs
              .deployed(call.segment(1), call.segment(3))
              .map(snapshot -> Export.answer(call, snapshot.draft()))
              .orElseGet(() -> notFound("Invalid stage identifier specified"));
      case "CreateStage" -> canaries.createStage(call, next);
      case "GetGatewayResponse" -> gatewayResponse(call, next);
      case "UpdateMethod" -> methods.method(call);
      case "UpdateIntegration" -> methods.integration(call);
      case "UpdateIntegrationResponse", "UpdateMethodResponse" -> methods.response(call);
      case "DeleteAuthorizer" -> authorizers.delete(call, next);
      case "GetModel" -> models.get(call, next);
      case "CreateApiKey" -> plans.createKey(call, next);
      case "DeleteApiKey" -> plans.deleteKey(call, next);
      case "CreateUsagePlanKey" -> plans.addKey(call, next);
      case "DeleteUsagePlanKey" -> plans.removeKey(call, next);
      case "GetUsagePlanKeys" -> plans.listKeys(call, next);
      case "DeleteUsagePlan" -> plans.delete(call, next);
      case "CreateUsagePlan", "UpdateUsagePlan" -> plans.write(call, next);
      case "UpdateRestApi" ->
          next.proceed(
              call.with(call.request().withBody(EndpointSwitch.readable(call.request().text()))));
      case "CreateDomainName", "UpdateDomainName" -> domains.write(call, next);
      case "CreateRoutingRule",
          "GetRoutingRule",
          "ListRoutingRules",
          "PutRoutingRule",
          "DeleteRoutingRule" ->
          domains.rules(call);
      case "GetTags", "TagResource", "UntagResource" -> tags(call, next);
      default -> next.proceed(call);
    };
  }

  /** Answers about a response that nobody put, too. */
  private WireReply gatewayResponse(Call call, Next next) {
    return moto.read(SERVICE, "/restapis/" + call.segment(1)).isPresent()
        ? WireReply.json(200, "{}")
        : next.proceed(call);
  }

  private WireReply tags(Call call, Next next) {
    Optional<String> path = Tags.resource(call.request().path());
    if (path.isEmpty()) {
      return next.proceed(call);
    }
    Optional<JsonNode> resource = read(path.get());
    if (resource.isEmpty()) {
      return notFound("Invalid Resource identifier specified");
    }
    JsonNode before = resource.get().path("tags");
    switch (call.operation()) {
      case "TagResource" ->
          tags.put(
              path.get(),
              before,
              moto.parse(new WireReply(200, Map.of(), call.request().body())).path("tags"));
      case "UntagResource" ->
          tags.remove(path.get(), before, Query.parse(call.request().query()).all("tagKeys"));
      default -> {
        return WireReply.json(200, "{\"tags\":" + (before.isObject() ? before : "{}") + "}");
      }
    }
    return new WireReply(204, Map.of(), new byte[0]);
  }

  private WireReply finished(Call call, WireReply reply) {
    String path = call.request().path();
    if (reply.ok() && call.operation().startsWith("Delete")) {
      tags.forget(path);
      canaries.forget(path);
    }
    if (!reply.ok() || reply.body().length == 0 || reply.body()[0] != '{') {
      return reply;
    }
    JsonNode answer = moto.parse(reply);
    tags.apply(path, answer);
    if (call.operation().matches("(Get|Create|Update)Stages?")) {
      canaries.show(path, answer);
      catalogs.showClassic(path, answer);
    }
    if (call.operation().matches("(Get|Put)GatewayResponses?")) {
      FilledResponses responses = FilledResponses.of(moto, call.segment(1));
      answer = call.operation().endsWith("s") ? responses.all() : responses.one(call.segment(3));
    }
    if (call.operation().matches("(Get|Create|Update)Authorizers?")) {
      Authorizers.complete(answer);
    }
    if (call.operation().matches("(Get|Create|Update|Put)RestApis?")) {
      RestPolicies.show(answer);
    }
    if (call.operation().matches("(Get|Create|Update)DomainNames?")) {
      domains.show(answer);
    }
    if (call.operation().matches("(Get|Create|Update)UsagePlans?")) {
      UsagePlans.complete(answer);
    }
    if (call.operation().equals("GetModels")) {
      answer = Models.complete(answer);
    }
    if (call.operation().matches("(Get|Create|Update)RequestValidators?")) {
      Validators.complete(answer);
    }
    if (ABOUT_RESOURCES.matcher(call.operation()).matches()) {
      Resources.complete(answer, path, call.request().query());
    }
    // Stages and gateway responses come in one piece.
    if (call.operation()
        .matches(
            "Get(ApiKeys|UsagePlans|UsagePlanKeys|RestApis|Deployments|Resources|DomainNames|BasePathMappings|Authorizers|Models|RequestValidators)")) {
      Paging.apply(answer, call.request().query());
    }
    return reply.withBody(answer.toString());
  }

  static WireReply notFound(String message) {
    return AwsErrors.reply(SERVICE, 404, "NotFoundException", message);
  }
}
