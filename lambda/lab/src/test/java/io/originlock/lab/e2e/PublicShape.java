package io.originlock.lab.e2e;

import static io.originlock.lab.e2e.ShapeXml.forwarded;
import static io.originlock.lab.e2e.ShapeXml.functions;
import static io.originlock.lab.e2e.ShapeXml.lambdas;
import static io.originlock.lab.e2e.ShapeXml.list;
import static io.originlock.lab.e2e.ShapeXml.toApi;
import static io.originlock.lab.e2e.ShapeXml.toFiles;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A distribution of a shape that is found in public, in front of the petstore: what {@code make
 * check} finds there, and what its owner then does about it.
 *
 * @param config its configuration
 * @param known the origins that its owner knows to be the API
 * @param covered those that are
 * @param host the name by which viewers come; empty: the distribution's own
 * @param found before anything is done, {@code <kind>: <where>} with {@code {d}} for the
 *     distribution
 * @param left of it after all that the owner does
 * @param mend of the configuration
 * @param attached what the lock's list names for it
 */
record PublicShape(
    String config,
    List<String> known,
    List<String> covered,
    String host,
    List<String> found,
    List<String> left,
    UnaryOperator<String> mend,
    Map<String, Object> attached) {

  /**
   * Twelve origins and, with the default one, thirteen behaviours, two of which run a function; one
   * way to the API is old.
   *
   * @param function the ARN of a version that edges may run
   */
  static PublicShape manyOrigins(String apiHost, String function) {
    String config =
        new ShapeXml()
            .origin("web", "www.example.com", "/site", Map.of("x-team", "web &amp; shop"))
            .origin("api", apiHost, "/prod", Map.of("x-team", "pets", "x-tier", "1"))
            .origin("api-v2", apiHost, "/prod", Map.of("X-Api-Version", "2"))
            .origin("api-old", apiHost, "/prod", Map.of())
            .origin("orders", "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com", "/live", Map.of())
            .origin("search", "search-1.us-east-1.elb.amazonaws.com", "", Map.of(), "http-only")
            .origin("login", "login.example.com", "", Map.of("x-realm", "shop"))
            .origin("status", "abc.lambda-url.us-east-1.on.aws", "", Map.of())
            .origin("partner", "partner.example.net", "/v1", Map.of(), "match-viewer")
            .bucket("assets", "E2ASSETS123456", "")
            .bucket("assets-spare", "E2ASSETS123456", "")
            .bucket("media", "", "origin-access-identity/cloudfront/E2MEDIA1234567")
            .behaviour("/pets*", "api", toApi())
            .behaviour("/files/*", "api-v2", toApi() + lambdas(Map.of("origin-request", function)))
            .behaviour("/v1/pets/*", "api-old", toApi())
            .behaviour("/origin-lock-probe", "api", toApi())
            .behaviour("/orders/*", "orders", toApi())
            .behaviour("/search*", "search", toApi())
            .behaviour("/login/*", "login", toApi())
            .behaviour("/status", "status", toApi())
            .behaviour("/partner/*", "partner", toApi())
            .behaviour("/assets/*", "all-assets", toFiles())
            .behaviour("*.jpg", "media", toFiles() + lambdas(Map.of("origin-response", function)))
            .behaviour("/media/?/*", "media", toFiles())
            .otherwise("web", toFiles())
            .with(
                "<OriginGroups>%s</OriginGroups>"
                    .formatted(
                        list(
                            "OriginGroup",
                            List.of(
                                "<Id>all-assets</Id><FailoverCriteria><StatusCodes>%s</StatusCodes></FailoverCriteria><Members>%s</Members>"
                                    .formatted(
                                        list("StatusCode", List.of("403", "500")),
                                        list(
                                            "OriginGroupMember",
                                            List.of(
                                                "<OriginId>assets</OriginId>",
                                                "<OriginId>assets-spare</OriginId>")))))))
            .toString();
    String shown = "function-receives-secret: behaviour /files/* of {d}";
    return new PublicShape(
        config,
        List.of("api", "api-v2"),
        List.of("api", "api-v2", "api-old"),
        "",
        List.of("unguarded-origin: origin api-old of {d}", "missing-permission: {d}", shown),
        List.of(shown),
        UnaryOperator.identity(),
        Map.of("edge_function_arns", List.of(function)));
  }

  /** ForwardedValues everywhere, an alias, standard logs; one behaviour sends Host on. */
  static PublicShape legacy(String apiHost) {
    String alias = "pets.example.com";
    String config =
        new ShapeXml()
            .origin("Custom-api", apiHost, "/prod", Map.of("X-Forwarded-By", "cdn"))
            .bucket("site", "", "origin-access-identity/cloudfront/E2SITE12345678")
            .behaviour("/static/*", "site", forwarded(false, "none", List.of(), 86_400))
            .behaviour("/files/*", "Custom-api", forwarded(true, "all", List.of("Host"), 0))
            .otherwise(
                "Custom-api",
                forwarded(true, "all", List.of("Accept", "Authorization", "Origin"), 0))
            .with("<Aliases>%s</Aliases>".formatted(list("CNAME", List.of(alias))))
            .with(
                """
                <Logging><Enabled>true</Enabled><IncludeCookies>true</IncludeCookies>
                  <Bucket>old-logs.s3.amazonaws.com</Bucket><Prefix>cdn/</Prefix></Logging>
                <ViewerCertificate>
                  <ACMCertificateArn>arn:aws:acm:us-east-1:123456789012:certificate/c</ACMCertificateArn>
                  <SSLSupportMethod>sni-only</SSLSupportMethod>
                  <MinimumProtocolVersion>TLSv1.2_2021</MinimumProtocolVersion>
                  <Certificate>arn:aws:acm:us-east-1:123456789012:certificate/c</Certificate>
                  <CertificateSource>acm</CertificateSource>
                </ViewerCertificate>
                """)
            .toString();
    return new PublicShape(
        config,
        List.of("Custom-api"),
        List.of("Custom-api"),
        alias,
        List.of("forwarded-host: behaviour /files/* of {d}", "missing-permission: {d}"),
        List.of(),
        old -> old.replace("<Name>Host</Name>", "<Name>Accept</Name>"),
        Map.of("log_bucket_arn", "arn:aws:s3:::old-logs"));
  }

  /**
   * What a flat-rate pricing plan takes: CloudFront's own functions, managed policies, error pages,
   * and the web ACL that its owner cannot take off.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/flat-rate-pricing-plan.html">CloudFront
   *     flat-rate pricing plans</a>
   */
  static PublicShape ofAPlan(String apiHost, String pages, String webAcl) {
    String functions = "arn:aws:cloudfront::123456789012:function/";
    String config =
        new ShapeXml()
            .origin("api", apiHost, "/prod", Map.of("x-env", "live"))
            .origin("pages", pages, "", Map.of())
            .behaviour(
                "/pets*",
                "api",
                toApi() + functions(Map.of("viewer-request", functions + "authorize")))
            .behaviour(
                "/files/*",
                "api",
                toApi() + functions(Map.of("viewer-response", functions + "headers")))
            .behaviour("/origin-lock-probe", "api", toApi())
            .otherwise(
                "pages", toFiles() + functions(Map.of("viewer-request", functions + "rewrite")))
            .with("<WebACLId>%s</WebACLId>".formatted(webAcl))
            .with(
                "<CustomErrorResponses>%s</CustomErrorResponses>"
                    .formatted(
                        list(
                            "CustomErrorResponse",
                            List.of(page(403, 200), page(404, 200), page(503, 503)))))
            .toString();
    return new PublicShape(
        config,
        List.of("api"),
        List.of("api"),
        "",
        List.of("missing-permission: {d}", "hidden-refusals: {d}"),
        List.of("hidden-refusals: {d}"),
        UnaryOperator.identity(),
        Map.of("web_acl_arn", webAcl));
  }

  private static String page(int code, int answered) {
    return "<ErrorCode>%d</ErrorCode><ResponsePagePath>/index.html</ResponsePagePath><ResponseCode>%d</ResponseCode><ErrorCachingMinTTL>10</ErrorCachingMinTTL>"
        .formatted(code, answered);
  }
}
