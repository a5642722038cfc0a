package io.originlock.lab.conformance;

import static io.originlock.lab.conformance.Survey.expect;
import static io.originlock.lab.conformance.Survey.expectRefusal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.ApiKey;
import software.amazon.awssdk.services.apigateway.model.ConflictException;
import software.amazon.awssdk.services.apigateway.model.GetApiKeyResponse;
import software.amazon.awssdk.services.apigateway.model.NotFoundException;
import software.amazon.awssdk.services.apigateway.model.Op;
import software.amazon.awssdk.services.apigateway.model.UsagePlanKey;

/** What is asked of API keys: that they are kept, held by plans, and demanded by stages. */
final class KeyQuestions {
  private static final int PAGE = 500;

  private final Cloud cloud;
  private final ApiGatewayClient apiGateway;
  private final Undo undo = new Undo();
  private DeployedApi shared;

  KeyQuestions(Cloud cloud) {
    this.cloud = cloud;
    this.apiGateway = cloud.apiGateway();
  }

  private interface Asked {
    void of(DeployedApi api) throws Exception;
  }

  void askIn(Survey survey) {
    survey.ask(Capability.USAGE_PLANS, this::plans);
    survey.ask(Capability.EXPORTED_KEYS, with(this::exportsDemands));
    survey.ask(Capability.API_KEYS, this::keepsKeys);
    survey.ask(Capability.KEY_NAMES, this::findsByName);
    survey.ask(Capability.KEY_TAGS, this::showsTags);
    survey.ask(Capability.KEY_UPDATES, this::disables);
    survey.ask(Capability.KEY_VALUES_UNIQUE, this::refusesValueTwice);
    survey.ask(Capability.KEYS_IN_PLANS, with(this::holdsKeys));
    survey.ask(Capability.KEYS_ENFORCED, with(this::demandsKeys));
    survey.ask(Capability.KEY_REMOVAL_ENFORCED, with(this::refusesWhatWasTakenOut));
    survey.ask(Capability.KEY_DISABLING_ENFORCED, with(this::refusesDisabled));
    survey.ask(Capability.KEY_DELETION_ENFORCED, with(this::refusesDeleted));
    survey.ask(Capability.KEY_VALUES_REUSED, with(this::letsInReused));
    survey.seen(undo::close);
  }

  private Survey.Question with(Asked question) {
    return () -> {
      if (shared == null) {
        shared = new DeployedApi(cloud);
        undo.later(shared::close);
      }
      question.of(shared);
    };
  }

  private void plans() throws Exception {
    String plan;
    try (DeployedApi api = new DeployedApi(cloud)) {
      plan = api.plan();
      var covered = apiGateway.getUsagePlan(r -> r.usagePlanId(plan)).apiStages();
      expect("how many stages a new plan covers", 1, covered.size());
      expect("the API that a plan covers", api.id(), covered.get(0).apiId());
      expect("the stage that a plan covers", MockApi.STAGE, covered.get(0).stage());
      expect("the keys of a new plan", List.of(), inPlan(api));
    }
    expectRefusal(
        "reading a deleted usage plan",
        NotFoundException.class,
        () -> apiGateway.getUsagePlan(r -> r.usagePlanId(plan)));
  }

  private void exportsDemands(DeployedApi api) throws Exception {
    JsonNode document = RawExport.of(cloud, api.id());
    expect("whether GET /pets demands a key", true, demandsKey(document, "/pets"));
    expect("whether GET /open demands a key", false, demandsKey(document, "/open"));
  }

  private static boolean demandsKey(JsonNode document, String path) {
    return StreamSupport.stream(
            document.path("paths").path(path).at("/get/security").spliterator(), false)
        .flatMap(alternative -> alternative.properties().stream())
        .map(scheme -> document.at("/components/securitySchemes").path(scheme.getKey()))
        .anyMatch(scheme -> scheme.path("name").asText().equals("x-api-key"));
  }

  /** A key outside of any plan, deleted afterwards. */
  private void key(Map<String, String> tags, KeyAsked question) throws Exception {
    String name = unique("origin-lock.conformance.");
    String value = unique("value-of-a-key-");
    try (Undo after = new Undo()) {
      after.later(
          () -> named(name).forEach(each -> apiGateway.deleteApiKey(r -> r.apiKey(each.id()))));
      String id =
          apiGateway.createApiKey(r -> r.name(name).value(value).enabled(true).tags(tags)).id();
      question.of(id, name, value);
    }
  }

  private interface KeyAsked {
    void of(String id, String name, String value) throws Exception;
  }

  private static String unique(String prefix) {
    return prefix + UUID.randomUUID().toString().replace("-", "");
  }

  private void keepsKeys() throws Exception {
    key(
        Map.of(),
        (id, name, value) -> {
          GetApiKeyResponse key = read(id);
          expect("a key's name", name, key.name());
          expect("a key's value", value, key.value());
          expect("whether a key is enabled", true, key.enabled());
          expect(key.createdDate() != null, "a key does not tell when it was made");
          expect(
              named(name).stream().anyMatch(each -> value.equals(each.value())),
              "a list of keys does not show a value");
          apiGateway.deleteApiKey(r -> r.apiKey(id));
          expectRefusal("reading a deleted key", NotFoundException.class, () -> read(id));
          expect("deleted keys in a list of keys", List.of(), named(name));
        });
  }

  private void findsByName() throws Exception {
    key(
        Map.of(),
        (id, name, value) ->
            expect(
                "the keys whose names begin so",
                List.of(id),
                apiGateway
                    .getApiKeysPaginator(r -> r.nameQuery(name).includeValues(false).limit(PAGE))
                    .items()
                    .stream()
                    .map(ApiKey::id)
                    .toList()));
  }

  private void showsTags() throws Exception {
    key(
        Map.of("origin-lock", "conformance"),
        (id, name, value) ->
            expect("a key's tags", Map.of("origin-lock", "conformance"), read(id).tags()));
  }

  private void disables() throws Exception {
    key(
        Map.of(),
        (id, name, value) -> {
          disable(id);
          expect("whether a disabled key is enabled", false, read(id).enabled());
        });
  }

  private void refusesValueTwice() throws Exception {
    key(
        Map.of(),
        (id, name, value) ->
            expectRefusal(
                "a second key with the same value",
                ConflictException.class,
                () -> apiGateway.createApiKey(r -> r.name(name).value(value).enabled(true))));
  }

  private void holdsKeys(DeployedApi api) {
    String first = api.put(unique(api.lock()), unique("value-"), Map.of());
    String second = api.put(unique(api.lock()), unique("value-"), Map.of());
    expect(
        inPlan(api).containsAll(List.of(first, second)),
        "a plan does not list the keys put into it");
    takeOut(api, first);
    expect("the keys of a plan after one was taken out", List.of(second), inPlan(api));
  }

  private void demandsKeys(DeployedApi api) {
    api.awaitDeployed();
    String first = unique("value-");
    String second = unique("value-");
    api.put(unique(api.lock()), first, Map.of());
    api.put(unique(api.lock()), second, Map.of());
    api.await(first, 200);
    api.await(second, 200);
    api.await(unique("value-"), 403);
    api.await(null, 403);
  }

  private void refusesWhatWasTakenOut(DeployedApi api) {
    String value = unique("value-");
    String key = api.put(unique(api.lock()), value, Map.of());
    api.await(value, 200);
    takeOut(api, key);
    api.await(value, 403);
    apiGateway.createUsagePlanKey(r -> r.usagePlanId(api.plan()).keyId(key).keyType("API_KEY"));
    api.await(value, 200);
  }

  private void refusesDisabled(DeployedApi api) {
    String value = unique("value-");
    String key = api.put(unique(api.lock()), value, Map.of());
    api.await(value, 200);
    disable(key);
    api.await(value, 403);
  }

  private void refusesDeleted(DeployedApi api) {
    String value = unique("value-");
    String stays = unique("value-");
    String key = api.put(unique(api.lock()), value, Map.of());
    api.put(unique(api.lock()), stays, Map.of());
    api.await(value, 200);
    apiGateway.deleteApiKey(r -> r.apiKey(key));
    api.awaitRefusal(value);
    api.await(stays, 200);
  }

  private void letsInReused(DeployedApi api) {
    String value = unique("value-");
    String key = api.put(unique(api.lock()), value, Map.of());
    api.await(value, 200);
    apiGateway.deleteApiKey(r -> r.apiKey(key));
    api.awaitRefusal(value);
    api.put(unique(api.lock()), value, Map.of());
    api.await(value, 200);
  }

  private GetApiKeyResponse read(String id) {
    return apiGateway.getApiKey(r -> r.apiKey(id).includeValue(true));
  }

  private List<ApiKey> named(String name) {
    return apiGateway.getApiKeysPaginator(r -> r.includeValues(true).limit(PAGE)).items().stream()
        .filter(each -> name.equals(each.name()))
        .toList();
  }

  private List<String> inPlan(DeployedApi api) {
    return apiGateway
        .getUsagePlanKeysPaginator(r -> r.usagePlanId(api.plan()).limit(PAGE))
        .items()
        .stream()
        .map(UsagePlanKey::id)
        .toList();
  }

  private void takeOut(DeployedApi api, String key) {
    apiGateway.deleteUsagePlanKey(r -> r.usagePlanId(api.plan()).keyId(key));
  }

  private void disable(String key) {
    apiGateway.updateApiKey(
        r -> r.apiKey(key).patchOperations(MockApi.patch(Op.REPLACE, "/enabled", "false")));
  }
}
