package io.originlock.lab.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Writes a distribution's configuration, with the elements that CloudFront itself would show. */
final class ShapeXml {
  static final String NO_CACHE = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
  static final String OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6";
  static final String WITHOUT_HOST = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

  private static final String READS = methods("HEAD", "GET");
  private static final String ALL =
      methods("HEAD", "DELETE", "POST", "GET", "OPTIONS", "PUT", "PATCH");

  private final List<String> origins = new ArrayList<>();
  private final List<String> behaviours = new ArrayList<>();
  private final StringBuilder more = new StringBuilder();
  private String defaultBehaviour = "";

  /** A custom origin that is asked by HTTPS, with headers of its owner's. */
  ShapeXml origin(String id, String domain, String path, Map<String, String> headers) {
    return origin(id, domain, path, headers, "https-only");
  }

  ShapeXml origin(
      String id, String domain, String path, Map<String, String> headers, String protocol) {
    return add(
        id,
        domain,
        path,
        headers,
        """
        <CustomOriginConfig><HTTPPort>80</HTTPPort><HTTPSPort>443</HTTPSPort>
          <OriginProtocolPolicy>%s</OriginProtocolPolicy>
          <OriginSslProtocols>%s</OriginSslProtocols>
          <OriginReadTimeout>30</OriginReadTimeout><OriginKeepaliveTimeout>5</OriginKeepaliveTimeout>
        </CustomOriginConfig>
        """
            .formatted(protocol, list("SslProtocol", List.of("TLSv1.2"))));
  }

  /** A bucket, with an access control or an access identity. */
  ShapeXml bucket(String id, String accessControl, String accessIdentity) {
    return add(
        id,
        id + ".s3.us-east-1.amazonaws.com",
        "",
        Map.of(),
        "<S3OriginConfig><OriginAccessIdentity>%s</OriginAccessIdentity></S3OriginConfig>%s"
            .formatted(
                accessIdentity,
                "<OriginAccessControlId>" + accessControl + "</OriginAccessControlId>"));
  }

  private ShapeXml add(
      String id, String domain, String path, Map<String, String> headers, String kind) {
    List<String> items =
        headers.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(
                header ->
                    "<HeaderName>%s</HeaderName><HeaderValue>%s</HeaderValue>"
                        .formatted(header.getKey(), header.getValue()))
            .toList();
    origins.add(
        """
        <Id>%s</Id><DomainName>%s</DomainName><OriginPath>%s</OriginPath>
        <CustomHeaders>%s</CustomHeaders>%s
        <ConnectionAttempts>3</ConnectionAttempts><ConnectionTimeout>10</ConnectionTimeout>
        <OriginShield><Enabled>false</Enabled></OriginShield>
        """
            .formatted(id, domain, path, list("OriginCustomHeader", items), kind));
    return this;
  }

  /** The next behaviour in the order of precedence. */
  ShapeXml behaviour(String pattern, String target, String settings) {
    behaviours.add("<PathPattern>" + pattern + "</PathPattern>" + body(target, settings));
    return this;
  }

  ShapeXml otherwise(String target, String settings) {
    defaultBehaviour = body(target, settings);
    return this;
  }

  private static String body(String target, String settings) {
    return """
    <TargetOriginId>%s</TargetOriginId>
    <TrustedSigners><Enabled>false</Enabled><Quantity>0</Quantity></TrustedSigners>
    <TrustedKeyGroups><Enabled>false</Enabled><Quantity>0</Quantity></TrustedKeyGroups>
    <ViewerProtocolPolicy>redirect-to-https</ViewerProtocolPolicy>
    <SmoothStreaming>false</SmoothStreaming><Compress>true</Compress>
    <FieldLevelEncryptionId></FieldLevelEncryptionId>%s
    """
        .formatted(target, settings);
  }

  /** Other elements of the configuration. */
  ShapeXml with(String elements) {
    more.append(elements);
    return this;
  }

  /** For a behaviour of an API: nothing kept, everything but Host sent on. */
  static String toApi() {
    return policies(NO_CACHE, WITHOUT_HOST) + ALL;
  }

  /** For a behaviour of files. */
  static String toFiles() {
    return policies(OPTIMIZED, "") + READS;
  }

  private static String policies(String cache, String originRequest) {
    return "<CachePolicyId>%s</CachePolicyId>".formatted(cache)
        + (originRequest.isEmpty()
            ? ""
            : "<OriginRequestPolicyId>%s</OriginRequestPolicyId>".formatted(originRequest));
  }

  /** The same as it was said before there were policies. */
  static String forwarded(boolean query, String cookies, List<String> headers, int defaultTtl) {
    return """
    <ForwardedValues><QueryString>%s</QueryString><Cookies><Forward>%s</Forward></Cookies>
      <Headers>%s</Headers><QueryStringCacheKeys><Quantity>0</Quantity></QueryStringCacheKeys>
    </ForwardedValues>
    <MinTTL>0</MinTTL><DefaultTTL>%d</DefaultTTL><MaxTTL>31536000</MaxTTL>%s
    """
        .formatted(query, cookies, list("Name", headers), defaultTtl, query ? ALL : READS);
  }

  /** Functions by their events. */
  static String lambdas(Map<String, String> functions) {
    return "<LambdaFunctionAssociations>%s</LambdaFunctionAssociations>"
        .formatted(
            list(
                "LambdaFunctionAssociation",
                functions.entrySet().stream()
                    .map(
                        each ->
                            "<LambdaFunctionARN>%s</LambdaFunctionARN><EventType>%s</EventType><IncludeBody>false</IncludeBody>"
                                .formatted(each.getValue(), each.getKey()))
                    .toList()));
  }

  /** The same of CloudFront's own. */
  static String functions(Map<String, String> functions) {
    return "<FunctionAssociations>%s</FunctionAssociations>"
        .formatted(
            list(
                "FunctionAssociation",
                functions.entrySet().stream()
                    .map(
                        each ->
                            "<FunctionARN>%s</FunctionARN><EventType>%s</EventType>"
                                .formatted(each.getValue(), each.getKey()))
                    .toList()));
  }

  private static String methods(String... methods) {
    return "<AllowedMethods>%s<CachedMethods>%s</CachedMethods></AllowedMethods>"
        .formatted(list("Method", List.of(methods)), list("Method", List.of("HEAD", "GET")));
  }

  /** A quantity, and the items if there are any. */
  static String list(String item, List<String> contents) {
    String items =
        contents.stream()
            .map(content -> "<%s>%s</%s>".formatted(item, content, item))
            .collect(Collectors.joining());
    return "<Quantity>%d</Quantity>".formatted(contents.size())
        + (contents.isEmpty() ? "" : "<Items>" + items + "</Items>");
  }

  @Override
  public String toString() {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <DistributionConfig xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/">
    <CallerReference>%s</CallerReference>
    <Origins>%s</Origins>
    <DefaultCacheBehavior>%s</DefaultCacheBehavior>
    <CacheBehaviors>%s</CacheBehaviors>
    <Comment>shop &amp; more</Comment>
    <Enabled>true</Enabled>
    %s
    </DistributionConfig>
    """
        .formatted(
            UUID.randomUUID(),
            list("Origin", origins),
            defaultBehaviour,
            list("CacheBehavior", behaviours),
            more)
        .strip();
  }
}
