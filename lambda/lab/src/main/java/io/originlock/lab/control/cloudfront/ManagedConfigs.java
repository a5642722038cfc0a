package io.originlock.lab.control.cloudfront;

import io.originlock.lab.model.ManagedPolicies;
import io.originlock.lab.model.RequestPolicy;
import io.originlock.lab.model.RequestPolicy.Choice;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** CloudFront's managed policies, as its API tells of them. */
final class ManagedConfigs {
  private static final Instant MADE = Instant.parse("2020-07-09T00:00:00Z");
  private static final String SECURITY =
      """
      <SecurityHeadersConfig>\
      <XSSProtection><Override>false</Override><Protection>true</Protection><ModeBlock>true</ModeBlock></XSSProtection>\
      <FrameOptions><Override>false</Override><FrameOption>SAMEORIGIN</FrameOption></FrameOptions>\
      <ReferrerPolicy><Override>false</Override><ReferrerPolicy>strict-origin-when-cross-origin</ReferrerPolicy></ReferrerPolicy>\
      <ContentTypeOptions><Override>true</Override></ContentTypeOptions>\
      <StrictTransportSecurity><Override>false</Override><AccessControlMaxAgeSec>31536000</AccessControlMaxAgeSec></StrictTransportSecurity>\
      </SecurityHeadersConfig>\
      """;

  private ManagedConfigs() {}

  static List<Policy> all() {
    return Stream.of(
            ManagedPolicies.cache().stream()
                .map(
                    each ->
                        policy(PolicyKind.CACHE, each.id(), each.name(), named(each) + key(each))),
            ManagedPolicies.originRequest().stream()
                .map(
                    each ->
                        policy(
                            PolicyKind.ORIGIN_REQUEST,
                            each.id(),
                            each.name(),
                            name(each.name()) + choices(each.request()))),
            responseHeaders())
        .flatMap(policies -> policies)
        .toList();
  }

  /**
   * The managed policies for responses.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html">Managed
   *     response headers policies</a>
   */
  private static Stream<Policy> responseHeaders() {
    String simple = cors("GET,HEAD");
    String preflight = cors("GET,HEAD,PUT,POST,PATCH,DELETE,OPTIONS");
    return Stream.of(
        responseHeaders(
            "e61eb60c-9c35-4d20-a928-2b84e02af89c",
            "CORS-and-SecurityHeadersPolicy",
            simple + SECURITY),
        responseHeaders("5cc3b908-e619-4b99-88e5-2cf7f45965bd", "CORS-With-Preflight", preflight),
        responseHeaders(
            "eaab4381-ed33-4a86-88ca-d9558dc6cd63",
            "CORS-with-preflight-and-SecurityHeadersPolicy",
            preflight + SECURITY),
        responseHeaders("67f7725c-6f97-4210-82d7-5512b31e9d03", "SecurityHeadersPolicy", SECURITY),
        responseHeaders("60669652-455b-4ae9-85a4-c4c02393f86c", "SimpleCORS", simple));
  }

  private static Policy responseHeaders(String id, String name, String config) {
    return policy(PolicyKind.RESPONSE_HEADERS, id, name, name(name) + config);
  }

  private static Policy policy(PolicyKind kind, String id, String name, String config) {
    return new Policy(kind, id, "Managed-" + name, "E23ZP02F085DFQ", MADE, config, true);
  }

  private static String name(String name) {
    return "<Comment></Comment><Name>Managed-" + name + "</Name>";
  }

  private static String named(ManagedPolicies.Cache policy) {
    List<Long> ttls = policy.ttls();
    return name(policy.name())
        + "<MinTTL>%d</MinTTL><DefaultTTL>%d</DefaultTTL><MaxTTL>%d</MaxTTL>"
            .formatted(ttls.get(0), ttls.get(1), ttls.get(2));
  }

  private static String key(ManagedPolicies.Cache policy) {
    return "<ParametersInCacheKeyAndForwardedToOrigin><EnableAcceptEncodingGzip>%s</EnableAcceptEncodingGzip><EnableAcceptEncodingBrotli>%s</EnableAcceptEncodingBrotli>%s</ParametersInCacheKeyAndForwardedToOrigin>"
        .formatted(
            policy.encodings().contains("gzip"),
            policy.encodings().contains("brotli"),
            choices(policy.request()));
  }

  private static String choices(RequestPolicy request) {
    return choice("Header", "Headers", request.headers())
        + choice("Cookie", "Cookies", request.cookies())
        + choice("QueryString", "QueryStrings", request.query());
  }

  private static String choice(String one, String many, Choice choice) {
    return "<%2$sConfig><%1$sBehavior>%3$s</%1$sBehavior>%4$s</%2$sConfig>"
        .formatted(
            one,
            many,
            choice.behavior(),
            choice.names().isEmpty() ? "" : list(many, "Name", choice.names()));
  }

  private static String cors(String methods) {
    return "<CorsConfig>"
        + list("AccessControlAllowOrigins", "Origin", List.of("*"))
        + list("AccessControlAllowHeaders", "Header", List.of("*"))
        + list("AccessControlAllowMethods", "Method", List.of(methods.split(",")))
        + "<AccessControlAllowCredentials>false</AccessControlAllowCredentials>"
        + (methods.contains("PUT")
            ? list("AccessControlExposeHeaders", "Header", List.of("*"))
            : "")
        + "<OriginOverride>false</OriginOverride></CorsConfig>";
  }

  private static String list(String element, String item, List<String> values) {
    return "<%1$s><Quantity>%2$d</Quantity><Items>%3$s</Items></%1$s>"
        .formatted(
            element,
            values.size(),
            values.stream()
                .map(value -> "<%1$s>%2$s</%1$s>".formatted(item, value))
                .collect(Collectors.joining()));
  }
}
