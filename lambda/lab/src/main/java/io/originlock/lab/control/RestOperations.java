package io.originlock.lab.control;

import io.originlock.lab.moto.WireRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Operations of the REST services, by method and path. */
final class RestOperations {
  private static final Map<String, List<Route>> ROUTES =
      Map.of(
          "apigateway", apiGateway(),
          "cloudfront", cloudFront(),
          "lambda", lambda(),
          "scheduler", scheduler());

  private RestOperations() {}

  /** The operation that a request calls; the method and the path where it isn't in the table. */
  static String of(String service, WireRequest request) {
    Query query = Query.parse(request.query());
    return ROUTES.getOrDefault(service, List.of()).stream()
        .filter(route -> route.matches(request, query))
        .map(Route::operation)
        .findFirst()
        .orElseGet(() -> request.method() + " " + request.path());
  }

  private static List<Route> apiGateway() {
    return routes(
        """
        POST /apikeys CreateApiKey
        GET /apikeys GetApiKeys
        GET /apikeys/{} GetApiKey
        PATCH /apikeys/{} UpdateApiKey
        DELETE /apikeys/{} DeleteApiKey
        POST /usageplans CreateUsagePlan
        GET /usageplans GetUsagePlans
        GET /usageplans/{} GetUsagePlan
        PATCH /usageplans/{} UpdateUsagePlan
        DELETE /usageplans/{} DeleteUsagePlan
        POST /usageplans/{}/keys CreateUsagePlanKey
        GET /usageplans/{}/keys GetUsagePlanKeys
        GET /usageplans/{}/keys/{} GetUsagePlanKey
        DELETE /usageplans/{}/keys/{} DeleteUsagePlanKey
        GET /tags/** GetTags
        PUT /tags/** TagResource
        DELETE /tags/** UntagResource
        POST /restapis CreateRestApi
        GET /restapis GetRestApis
        GET /restapis/{} GetRestApi
        PUT /restapis/{} PutRestApi
        PATCH /restapis/{} UpdateRestApi
        DELETE /restapis/{} DeleteRestApi
        POST /restapis/{}/deployments CreateDeployment
        GET /restapis/{}/deployments GetDeployments
        GET /restapis/{}/deployments/{} GetDeployment
        PATCH /restapis/{}/deployments/{} UpdateDeployment
        DELETE /restapis/{}/deployments/{} DeleteDeployment
        POST /restapis/{}/stages CreateStage
        GET /restapis/{}/stages GetStages
        GET /restapis/{}/stages/{} GetStage
        PATCH /restapis/{}/stages/{} UpdateStage
        DELETE /restapis/{}/stages/{} DeleteStage
        GET /restapis/{}/stages/{}/exports/{} GetExport
        GET /restapis/{}/resources GetResources
        POST /restapis/{}/resources/{} CreateResource
        GET /restapis/{}/resources/{} GetResource
        PATCH /restapis/{}/resources/{} UpdateResource
        DELETE /restapis/{}/resources/{} DeleteResource
        PUT /restapis/{}/resources/{}/methods/{} PutMethod
        GET /restapis/{}/resources/{}/methods/{} GetMethod
        PATCH /restapis/{}/resources/{}/methods/{} UpdateMethod
        DELETE /restapis/{}/resources/{}/methods/{} DeleteMethod
        PUT /restapis/{}/resources/{}/methods/{}/responses/{} PutMethodResponse
        GET /restapis/{}/resources/{}/methods/{}/responses/{} GetMethodResponse
        PATCH /restapis/{}/resources/{}/methods/{}/responses/{} UpdateMethodResponse
        DELETE /restapis/{}/resources/{}/methods/{}/responses/{} DeleteMethodResponse
        PUT /restapis/{}/resources/{}/methods/{}/integration PutIntegration
        GET /restapis/{}/resources/{}/methods/{}/integration GetIntegration
        PATCH /restapis/{}/resources/{}/methods/{}/integration UpdateIntegration
        DELETE /restapis/{}/resources/{}/methods/{}/integration DeleteIntegration
        PUT /restapis/{}/resources/{}/methods/{}/integration/responses/{} PutIntegrationResponse
        GET /restapis/{}/resources/{}/methods/{}/integration/responses/{} GetIntegrationResponse
        PATCH /restapis/{}/resources/{}/methods/{}/integration/responses/{} UpdateIntegrationResponse
        DELETE /restapis/{}/resources/{}/methods/{}/integration/responses/{} DeleteIntegrationResponse
        PUT /restapis/{}/gatewayresponses/{} PutGatewayResponse
        GET /restapis/{}/gatewayresponses GetGatewayResponses
        GET /restapis/{}/gatewayresponses/{} GetGatewayResponse
        PATCH /restapis/{}/gatewayresponses/{} UpdateGatewayResponse
        DELETE /restapis/{}/gatewayresponses/{} DeleteGatewayResponse
        POST /restapis/{}/requestvalidators CreateRequestValidator
        GET /restapis/{}/requestvalidators GetRequestValidators
        GET /restapis/{}/requestvalidators/{} GetRequestValidator
        PATCH /restapis/{}/requestvalidators/{} UpdateRequestValidator
        DELETE /restapis/{}/requestvalidators/{} DeleteRequestValidator
        POST /restapis/{}/models CreateModel
        GET /restapis/{}/models GetModels
        GET /restapis/{}/models/{} GetModel
        PATCH /restapis/{}/models/{} UpdateModel
        DELETE /restapis/{}/models/{} DeleteModel
        POST /restapis/{}/authorizers CreateAuthorizer
        GET /restapis/{}/authorizers GetAuthorizers
        GET /restapis/{}/authorizers/{} GetAuthorizer
        PATCH /restapis/{}/authorizers/{} UpdateAuthorizer
        DELETE /restapis/{}/authorizers/{} DeleteAuthorizer
        POST /domainnames CreateDomainName
        GET /domainnames GetDomainNames
        GET /domainnames/{} GetDomainName
        PATCH /domainnames/{} UpdateDomainName
        DELETE /domainnames/{} DeleteDomainName
        POST /domainnames/{}/basepathmappings CreateBasePathMapping
        GET /domainnames/{}/basepathmappings GetBasePathMappings
        GET /domainnames/{}/basepathmappings/{} GetBasePathMapping
        PATCH /domainnames/{}/basepathmappings/{} UpdateBasePathMapping
        DELETE /domainnames/{}/basepathmappings/{} DeleteBasePathMapping
        POST /v2/domainnames/{}/routingrules CreateRoutingRule
        GET /v2/domainnames/{}/routingrules ListRoutingRules
        GET /v2/domainnames/{}/routingrules/{} GetRoutingRule
        PUT /v2/domainnames/{}/routingrules/{} PutRoutingRule
        DELETE /v2/domainnames/{}/routingrules/{} DeleteRoutingRule
        GET /account GetAccount
        PATCH /account UpdateAccount
        """);
  }

  private static List<Route> cloudFront() {
    return routes(
        """
        POST /2020-05-31/distribution?WithTags CreateDistributionWithTags
        POST /2020-05-31/distribution CreateDistribution
        GET /2020-05-31/distribution ListDistributions
        GET /2020-05-31/distribution/{} GetDistribution
        GET /2020-05-31/distribution/{}/config GetDistributionConfig
        PUT /2020-05-31/distribution/{}/config UpdateDistribution
        DELETE /2020-05-31/distribution/{} DeleteDistribution
        GET /2020-05-31/tagging ListTagsForResource
        POST /2020-05-31/tagging?Operation=Untag UntagResource
        POST /2020-05-31/tagging TagResource
        POST /2020-05-31/origin-access-control CreateOriginAccessControl
        GET /2020-05-31/origin-access-control/{} GetOriginAccessControl
        DELETE /2020-05-31/origin-access-control/{} DeleteOriginAccessControl
        POST /2020-05-31/cache-policy CreateCachePolicy
        GET /2020-05-31/cache-policy ListCachePolicies
        GET /2020-05-31/cache-policy/{} GetCachePolicy
        GET /2020-05-31/cache-policy/{}/config GetCachePolicyConfig
        PUT /2020-05-31/cache-policy/{} UpdateCachePolicy
        DELETE /2020-05-31/cache-policy/{} DeleteCachePolicy
        GET /2020-05-31/distributionsByCachePolicyId/{} ListDistributionsByCachePolicyId
        POST /2020-05-31/origin-request-policy CreateOriginRequestPolicy
        GET /2020-05-31/origin-request-policy ListOriginRequestPolicies
        GET /2020-05-31/origin-request-policy/{} GetOriginRequestPolicy
        GET /2020-05-31/origin-request-policy/{}/config GetOriginRequestPolicyConfig
        PUT /2020-05-31/origin-request-policy/{} UpdateOriginRequestPolicy
        DELETE /2020-05-31/origin-request-policy/{} DeleteOriginRequestPolicy
        GET /2020-05-31/distributionsByOriginRequestPolicyId/{} ListDistributionsByOriginRequestPolicyId
        POST /2020-05-31/response-headers-policy CreateResponseHeadersPolicy
        GET /2020-05-31/response-headers-policy ListResponseHeadersPolicies
        GET /2020-05-31/response-headers-policy/{} GetResponseHeadersPolicy
        GET /2020-05-31/response-headers-policy/{}/config GetResponseHeadersPolicyConfig
        PUT /2020-05-31/response-headers-policy/{} UpdateResponseHeadersPolicy
        DELETE /2020-05-31/response-headers-policy/{} DeleteResponseHeadersPolicy
        GET /2020-05-31/distributionsByResponseHeadersPolicyId/{} ListDistributionsByResponseHeadersPolicyId
        """);
  }

  private static List<Route> lambda() {
    return routes(
        """
        POST /{}/functions CreateFunction
        GET /{}/functions ListFunctions
        GET /{}/functions/{} GetFunction
        DELETE /{}/functions/{} DeleteFunction
        POST /{}/functions/{}/invocations Invoke
        PUT /{}/functions/{}/code UpdateFunctionCode
        GET /{}/functions/{}/configuration GetFunctionConfiguration
        PUT /{}/functions/{}/configuration UpdateFunctionConfiguration
        POST /{}/functions/{}/versions PublishVersion
        GET /{}/functions/{}/versions ListVersionsByFunction
        POST /{}/functions/{}/aliases CreateAlias
        GET /{}/functions/{}/aliases ListAliases
        GET /{}/functions/{}/aliases/{} GetAlias
        PUT /{}/functions/{}/aliases/{} UpdateAlias
        DELETE /{}/functions/{}/aliases/{} DeleteAlias
        PUT /{}/functions/{}/concurrency PutFunctionConcurrency
        GET /{}/functions/{}/concurrency GetFunctionConcurrency
        DELETE /{}/functions/{}/concurrency DeleteFunctionConcurrency
        PUT /{}/functions/{}/event-invoke-config PutFunctionEventInvokeConfig
        POST /{}/functions/{}/event-invoke-config UpdateFunctionEventInvokeConfig
        GET /{}/functions/{}/event-invoke-config GetFunctionEventInvokeConfig
        DELETE /{}/functions/{}/event-invoke-config DeleteFunctionEventInvokeConfig
        GET /{}/functions/{}/event-invoke-config/list ListFunctionEventInvokeConfigs
        GET /{}/functions/{}/policy GetPolicy
        POST /{}/functions/{}/policy AddPermission
        DELETE /{}/functions/{}/policy/{} RemovePermission
        GET /{}/tags/** ListTags
        POST /{}/tags/** TagResource
        DELETE /{}/tags/** UntagResource
        """);
  }

  private static List<Route> scheduler() {
    return routes(
        """
        GET /schedules ListSchedules
        POST /schedules/{} CreateSchedule
        GET /schedules/{} GetSchedule
        PUT /schedules/{} UpdateSchedule
        DELETE /schedules/{} DeleteSchedule
        POST /schedule-groups/{} CreateScheduleGroup
        GET /schedule-groups/{} GetScheduleGroup
        DELETE /schedule-groups/{} DeleteScheduleGroup
        """);
  }

  private static List<Route> routes(String table) {
    return table.lines().map(Route::parse).toList();
  }

  private record Route(String method, Pattern path, Optional<String> marker, String operation) {

    static Route parse(String line) {
      String[] columns = line.trim().split(" ");
      int mark = columns[1].indexOf('?');
      String path = mark < 0 ? columns[1] : columns[1].substring(0, mark);
      String pattern =
          Arrays.stream(path.substring(1).split("/"))
              .map(
                  segment ->
                      switch (segment) {
                        case "{}" -> "[^/]+";
                        case "**" -> ".+";
                        default -> Pattern.quote(segment);
                      })
              .collect(Collectors.joining("/", "/", "/?"));
      return new Route(
          columns[0],
          Pattern.compile(pattern),
          mark < 0 ? Optional.empty() : Optional.of(columns[1].substring(mark + 1)),
          columns[2]);
    }

    boolean matches(WireRequest request, Query query) {
      return method.equals(request.method())
          && path.matcher(request.path()).matches()
          && marker.map(wanted -> marked(wanted, query)).orElse(true);
    }

    private static boolean marked(String wanted, Query query) {
      int equals = wanted.indexOf('=');
      return equals < 0
          ? query.has(wanted)
          : query.all(wanted.substring(0, equals)).contains(wanted.substring(equals + 1));
    }
  }
}
