package io.originlock.lab.conformance;

import static io.originlock.lab.conformance.Filter.NOT_IMPLEMENTED;
import static io.originlock.lab.conformance.Filter.body;
import static io.originlock.lab.conformance.Filter.call;
import static io.originlock.lab.conformance.Filter.export;
import static io.originlock.lab.conformance.Filter.html;
import static io.originlock.lab.conformance.Filter.instead;
import static io.originlock.lab.conformance.Filter.parameters;
import static io.originlock.lab.conformance.Filter.reply;
import static io.originlock.lab.conformance.Filter.stages;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.lab.net.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/** What an emulator may get wrong, each as a filter before the lab, which does not. */
enum Gap {
  NO_PARAMETER_STORE(parameters("", instead(NOT_IMPLEMENTED)), Capability.PARAMETERS),
  PARAMETERS_OVERWRITTEN(
      parameters("PutParameter", body(put -> put.put("Overwrite", true))),
      Capability.PARAMETER_CREATED_ONCE),
  PARAMETERS_NEVER_OVERWRITTEN(
      parameters("PutParameter", body(put -> put.put("Overwrite", false))),
      Capability.PARAMETER_OVERWRITTEN),
  NOTHING_BELOW_PATHS(
      parameters("GetParametersByPath", reply(page -> page.putArray("Parameters"))),
      Capability.PARAMETER_PATHS),
  PAGES_WITHOUT_END(
      parameters("GetParametersByPath", reply(page -> page.put("NextToken", "again"))),
      Capability.PARAMETER_PATHS),
  ONE_PAGE(
      parameters("GetParametersByPath", reply(page -> page.remove("NextToken"))),
      Capability.PARAMETER_PAGES),

  NO_REST_APIS(call("POST", "/restapis", instead(html(404))), Capability.REST_APIS),
  STAGES_REFUSE_CONNECTIONS(
      stages(
          (request, next) -> {
            throw new UncheckedIOException(new IOException("closed"));
          }),
      Capability.STAGES_ANSWER),
  STAGES_ANSWER_ANYTHING(stages(instead(html(200))), Capability.STAGES_ANSWER),

  NO_USAGE_PLANS(call("POST", "/usageplans", instead(NOT_IMPLEMENTED)), Capability.USAGE_PLANS),
  NO_API_KEYS(call("POST", "/apikeys", instead(NOT_IMPLEMENTED)), Capability.API_KEYS),
  NAMES_NOT_FOUND(
      call(
          "GET",
          "/apikeys",
          (request, next) ->
              request.queryParameters().containsKey("name")
                  ? Response.of(200, "application/json", "{\"item\":[]}")
                  : next.apply(request)),
      Capability.KEY_NAMES),
  NO_TAGS(call("POST", "/apikeys", body(key -> key.remove("tags"))), Capability.KEY_TAGS),
  KEYS_NOT_CHANGED(call("PATCH", "/apikeys/.+", instead(html(405))), Capability.KEY_UPDATES),
  VALUES_NOT_UNIQUE(
      call(
          "POST",
          "/apikeys",
          (request, next) -> {
            Response first = next.apply(request);
            return first.status() == 409
                ? body(key -> key.remove("value")).answer(request, next)
                : first;
          }),
      Capability.KEY_VALUES_UNIQUE),
  KEYS_NOT_IN_PLANS(
      call("GET", "/usageplans/[^/]+/keys", reply(keys -> keys.putArray("item"))),
      Capability.KEYS_IN_PLANS),
  KEYS_NOT_DEMANDED(
      call("PUT", ".*/methods/[^/]+", body(method -> method.put("apiKeyRequired", false))),
      Capability.EXPORTED_KEYS,
      Capability.KEYS_ENFORCED),
  KEYS_REMEMBERED(
      KeyFilters::remembering,
      Capability.KEY_REMOVAL_ENFORCED,
      Capability.KEY_DISABLING_ENFORCED,
      Capability.KEY_DELETION_ENFORCED),
  VALUES_SPENT(KeyFilters::failingForDeleted, Capability.KEY_VALUES_REUSED),

  NO_VALIDATORS(call("POST", ".*/requestvalidators", instead(NOT_IMPLEMENTED)), Capability.DRAFTS),
  METHODS_NOT_EMBEDDED(
      call(
          "GET",
          "/restapis/[^/]+/resources",
          reply(
              resources ->
                  resources
                      .path("item")
                      .forEach(each -> ((ObjectNode) each).remove("resourceMethods")))),
      Capability.METHODS_EMBEDDED),
  METHODS_NOT_PATCHED(
      call("PATCH", ".*/methods/[^/]+", instead(html(500))), Capability.METHOD_PATCHES),
  DEPLOYMENTS_NOT_LISTED(
      call("GET", ".*/deployments", reply(all -> all.putArray("item"))), Capability.DEPLOYMENTS),
  STAGES_NOT_MOVED(
      call("PATCH", "/restapis/[^/]+/stages/[^/]+", instead(Filter.json("{}"))),
      Capability.STAGE_MOVES),
  LIVE_DEPLOYMENTS_DELETED(
      call(
          "DELETE",
          ".*/deployments/[^/]+",
          (request, next) -> {
            Response answer = next.apply(request);
            return answer.status() == 400 ? Filter.json("{}") : answer;
          }),
      Capability.LIVE_DEPLOYMENTS_STAY),
  DRAFTS_SERVED(
      call(
          "PUT",
          ".*/integration/responses/[^/]+",
          (request, next) -> {
            Response answer = next.apply(request);
            Filter.deploy(request, next, MockApi.STAGE);
            return answer;
          }),
      Capability.DEPLOYMENTS_FROZEN,
      Capability.EXPORTS_OF_DEPLOYMENTS),
  NOTHING_VALIDATED(
      stages(
          (request, next) -> {
            Response answer = next.apply(request);
            return answer.headers().all("x-amzn-errortype").contains("BadRequestException")
                ? Filter.json("[]")
                : answer;
          }),
      Capability.VALIDATION),
  BLANKS_LET_IN(
      stages(
          (request, next) -> {
            request
                .headers()
                .single()
                .forEach(
                    (name, value) -> {
                      if (value.isBlank()) {
                        request.with(name, "there");
                      }
                    });
            return next.apply(request);
          }),
      Capability.VALIDATION_OF_BLANKS),
  LETTERS_IGNORED(
      stages(
          (request, next) -> {
            Response answer = next.apply(request);
            return answer.status() == 403 ? Filter.inOtherLetters(request, next) : answer;
          }),
      Capability.VALIDATION_BY_LETTERS),
  TEMPLATES_IGNORED(
      stages(
          (request, next) -> {
            Response answer = next.apply(request);
            return answer.status() == 403
                ? Response.of(
                    403,
                    "application/json",
                    "{\"message\":\"Missing required request parameters\"}")
                : answer;
          }),
      Capability.REFUSALS_BY_TEMPLATE),

  NO_EXPORTS(
      call("GET", ".*/exports/[^/]+", instead(NOT_IMPLEMENTED)),
      Capability.EXPORTED_KEYS,
      Capability.EXPORTS,
      Capability.EXPORTED_KEYS,
      Capability.EXPORTED_SECURITY),
  DRAFTS_EXPORTED(
      call("GET", ".*/exports/[^/]+", Filter::exportedDraft), Capability.EXPORTS_OF_DEPLOYMENTS),
  NO_PARAMETERS_EXPORTED(
      export((document, operation) -> operation.remove("parameters")),
      Capability.EXPORTED_PARAMETERS),
  NO_INTEGRATIONS_EXPORTED(
      export((document, operation) -> operation.remove("x-amazon-apigateway-integration")),
      Capability.EXPORTED_INTEGRATIONS),
  NO_VALIDATORS_EXPORTED(
      export((document, operation) -> operation.remove("x-amazon-apigateway-request-validator")),
      Capability.EXPORTED_VALIDATORS),
  NO_GATEWAY_RESPONSES_EXPORTED(
      export((document, operation) -> document.remove("x-amazon-apigateway-gateway-responses")),
      Capability.EXPORTED_GATEWAY_RESPONSES),
  NO_AUTHORIZERS(call("POST", ".*/authorizers", instead(NOT_IMPLEMENTED)), Capability.AUTHORIZERS),
  NO_SECURITY_EXPORTED(
      export((document, operation) -> operation.remove("security")),
      Capability.EXPORTED_KEYS,
      Capability.EXPORTED_SECURITY);

  private final Supplier<Filter> filter;
  private final Set<Capability> lacking;

  Gap(Filter filter, Capability... lacking) {
    this(() -> filter, lacking);
  }

  Gap(Supplier<Filter> filter, Capability... lacking) {
    this.filter = filter;
    this.lacking = Set.copyOf(Arrays.asList(lacking));
  }

  /** A filter without a past. */
  Filter filter() {
    return filter.get();
  }

  /** What it takes from the lab; more may stand on that. */
  Set<Capability> lacking() {
    return lacking;
  }

  /** What these leave nothing of: what they take, and what stands on that. */
  static Set<Capability> lacking(Set<Gap> gaps) {
    Set<Capability> lacking = EnumSet.noneOf(Capability.class);
    gaps.forEach(gap -> lacking.addAll(gap.lacking()));
    for (Capability each : Capability.values()) {
      if (each.standsOn().stream().anyMatch(lacking::contains)) {
        lacking.add(each);
      }
    }
    return lacking;
  }
}
