package io.originlock.cloudfront;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.originlock.fake.FakeCloudFront;
import io.originlock.fake.FakeServer.Reply;
import io.originlock.fake.TestClients;
import io.originlock.survey.Attached;
import io.originlock.survey.Behaviour;
import io.originlock.survey.Behaviour.Policies;
import io.originlock.survey.Behaviour.Viewers;
import io.originlock.survey.Caching;
import io.originlock.survey.DistributionFacts;
import io.originlock.survey.EdgeFunction;
import io.originlock.survey.ErrorPage;
import io.originlock.survey.Forwarding;
import io.originlock.survey.HeaderNames;
import io.originlock.survey.Origin;
import io.originlock.survey.Origin.Protocol;
import io.originlock.survey.OriginGroup;
import io.originlock.survey.Scope;
import io.originlock.survey.Selection;
import io.originlock.survey.Survey;
import io.originlock.survey.Target;
import io.originlock.survey.Unread;
import io.originlock.survey.Unread.Part;
import io.originlock.survey.Unread.Reason;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read of distributions, by the XML that CloudFront answers. */
class CloudFrontSurveyorTest {
  private static final String ORIGIN =
      """
      <Origins><Quantity>1</Quantity><Items>
        <Origin><Id>api</Id><DomainName>a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com</DomainName>
          <OriginPath>/prod</OriginPath>
          <CustomHeaders><Quantity>1</Quantity><Items><OriginCustomHeader>
            <HeaderName>X-Api-Key</HeaderName><HeaderValue>a-secret-of-somebody</HeaderValue>
          </OriginCustomHeader></Items></CustomHeaders>
          <CustomOriginConfig><OriginProtocolPolicy>https-only</OriginProtocolPolicy>
          </CustomOriginConfig></Origin>
      </Items></Origins>\
      """;

  private final FakeCloudFront aws = new FakeCloudFront();

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void aDistributionIsReadWhole() {
    aws.configs.put(
        "E1",
        config(
            """
            <Aliases><Quantity>1</Quantity><Items><CNAME>shop.example.com</CNAME></Items></Aliases>
            <Origins><Quantity>4</Quantity><Items>
              <Origin><Id>api</Id><DomainName>a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com</DomainName>
                <OriginPath>/prod</OriginPath>
                <CustomHeaders><Quantity>2</Quantity><Items>
                  <OriginCustomHeader><HeaderName>X-Api-Key</HeaderName><HeaderValue>a-secret-of-somebody</HeaderValue></OriginCustomHeader>
                  <OriginCustomHeader><HeaderName>X-Tenant</HeaderName><HeaderValue>7</HeaderValue></OriginCustomHeader>
                </Items></CustomHeaders>
                <CustomOriginConfig><OriginProtocolPolicy>https-only</OriginProtocolPolicy></CustomOriginConfig></Origin>
              <Origin><Id>old</Id><DomainName>old.example.com</DomainName><OriginPath></OriginPath>
                <CustomHeaders><Quantity>0</Quantity></CustomHeaders>
                <CustomOriginConfig><OriginProtocolPolicy>http-only</OriginProtocolPolicy></CustomOriginConfig></Origin>
              <Origin><Id>files</Id><DomainName>files.s3.eu-central-1.amazonaws.com</DomainName><OriginPath></OriginPath>
                <S3OriginConfig><OriginAccessIdentity></OriginAccessIdentity></S3OriginConfig></Origin>
              <Origin><Id>inner</Id><DomainName>alb.example.com</DomainName><OriginPath></OriginPath>
                <VpcOriginConfig><VpcOriginId>vo_1</VpcOriginId></VpcOriginConfig></Origin>
            </Items></Origins>
            <OriginGroups><Quantity>1</Quantity><Items><OriginGroup><Id>both</Id>
              <FailoverCriteria><StatusCodes><Quantity>2</Quantity><Items><StatusCode>403</StatusCode><StatusCode>503</StatusCode></Items></StatusCodes></FailoverCriteria>
              <Members><Quantity>2</Quantity><Items><OriginGroupMember><OriginId>api</OriginId></OriginGroupMember>
                <OriginGroupMember><OriginId>files</OriginId></OriginGroupMember></Items></Members>
            </OriginGroup></Items></OriginGroups>
            <DefaultCacheBehavior><TargetOriginId>files</TargetOriginId>
              <TrustedSigners><Enabled>false</Enabled></TrustedSigners>
              <TrustedKeyGroups><Enabled>true</Enabled><Quantity>1</Quantity></TrustedKeyGroups>
              <ViewerProtocolPolicy>redirect-to-https</ViewerProtocolPolicy>
              <ForwardedValues><QueryString>false</QueryString></ForwardedValues>
              <MinTTL>0</MinTTL></DefaultCacheBehavior>
            <CacheBehaviors><Quantity>1</Quantity><Items><CacheBehavior><PathPattern>/v1/*</PathPattern>
              <TargetOriginId>both</TargetOriginId><ViewerProtocolPolicy>https-only</ViewerProtocolPolicy>
              <AllowedMethods><Quantity>3</Quantity><Items><Method>GET</Method><Method>HEAD</Method><Method>OPTIONS</Method></Items>
                <CachedMethods><Quantity>1</Quantity><Items><Method>GET</Method></Items></CachedMethods></AllowedMethods>
              <LambdaFunctionAssociations><Quantity>1</Quantity><Items><LambdaFunctionAssociation>
                <LambdaFunctionARN>arn:aws:lambda:us-east-1:111122223333:function:sign:3</LambdaFunctionARN>
                <EventType>origin-request</EventType></LambdaFunctionAssociation></Items></LambdaFunctionAssociations>
              <FunctionAssociations><Quantity>1</Quantity><Items><FunctionAssociation>
                <FunctionARN>arn:aws:cloudfront::111122223333:function/rewrite</FunctionARN>
                <EventType>viewer-request</EventType></FunctionAssociation></Items></FunctionAssociations>
              <RealtimeLogConfigArn>arn:aws:cloudfront::111122223333:realtime-log-config/rt</RealtimeLogConfigArn>
              <CachePolicyId>c1</CachePolicyId><OriginRequestPolicyId>o1</OriginRequestPolicyId>
              <ResponseHeadersPolicyId>r1</ResponseHeadersPolicyId></CacheBehavior></Items></CacheBehaviors>
            <CustomErrorResponses><Quantity>2</Quantity><Items>
              <CustomErrorResponse><ErrorCode>403</ErrorCode><ResponsePagePath>/index.html</ResponsePagePath><ResponseCode>200</ResponseCode><ErrorCachingMinTTL>30</ErrorCachingMinTTL></CustomErrorResponse>
              <CustomErrorResponse><ErrorCode>500</ErrorCode><ResponsePagePath></ResponsePagePath><ResponseCode></ResponseCode></CustomErrorResponse>
            </Items></CustomErrorResponses>
            <Logging><Enabled>true</Enabled><Bucket>logs.s3.amazonaws.com</Bucket></Logging>
            <Enabled>true</Enabled><Staging>true</Staging>
            <ContinuousDeploymentPolicyId>cd1</ContinuousDeploymentPolicyId>
            <ViewerCertificate><ACMCertificateArn>arn:aws:acm:us-east-1:111122223333:certificate/1</ACMCertificateArn></ViewerCertificate>
            <WebACLId>arn:aws:wafv2:us-east-1:111122223333:global/webacl/w/1</WebACLId>
            """));
    aws.policies.put("cache-policy/c1", cachePolicy(0, 0, 0, "none", "none"));
    aws.policies.put("origin-request-policy/o1", originRequestPolicy("allExcept|Host", "all"));

    Survey survey = survey("E1");

    Origin api =
        new Origin(
            "api",
            "a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com",
            "/prod",
            Protocol.HTTPS_ONLY,
            HeaderNames.of("x-api-key", "x-tenant"));
    assertThat(survey.unread()).isEmpty();
    assertThat(survey.distributions())
        .containsExactly(
            new DistributionFacts(
                "E1",
                "de1.cloudfront.net",
                List.of("shop.example.com"),
                true,
                true,
                true,
                Optional.of("cd1"),
                List.of(
                    api,
                    origin("old", "old.example.com", Protocol.HTTP_ONLY),
                    origin("files", "files.s3.eu-central-1.amazonaws.com", Protocol.S3),
                    origin("inner", "alb.example.com", Protocol.VPC)),
                List.of(new OriginGroup("both", List.of("api", "files"), List.of(403, 503))),
                List.of(
                    new Behaviour(
                        "/v1/*",
                        "both",
                        Viewers.HTTPS_ONLY,
                        false,
                        Set.of("GET", "HEAD", "OPTIONS"),
                        List.of(
                            new EdgeFunction(
                                "arn:aws:lambda:us-east-1:111122223333:function:sign:3",
                                EdgeFunction.Event.ORIGIN_REQUEST,
                                EdgeFunction.Kind.LAMBDA_AT_EDGE),
                            new EdgeFunction(
                                "arn:aws:cloudfront::111122223333:function/rewrite",
                                EdgeFunction.Event.VIEWER_REQUEST,
                                EdgeFunction.Kind.CLOUDFRONT_FUNCTION)),
                        new Policies(
                            Optional.of("c1"),
                            Optional.of("o1"),
                            Optional.of("r1"),
                            Optional.of("arn:aws:cloudfront::111122223333:realtime-log-config/rt")),
                        Optional.of(
                            new Forwarding(Selection.allBut(List.of("host")), Selection.ALL)),
                        Optional.of(new Caching(0, 0, 0, Selection.NONE, Selection.NONE))),
                    new Behaviour(
                        "*",
                        "files",
                        Viewers.REDIRECT_TO_HTTPS,
                        true,
                        Set.of("GET", "HEAD"),
                        List.of(),
                        Policies.NONE,
                        Optional.of(new Forwarding(Selection.NONE, Selection.NONE)),
                        Optional.of(
                            new Caching(0, 86_400, 31_536_000, Selection.NONE, Selection.NONE)))),
                List.of(
                    new ErrorPage(403, Optional.of(200), Optional.of("/index.html"), 30),
                    new ErrorPage(500, Optional.empty(), Optional.empty(), 10)),
                new Attached(
                    Optional.of("arn:aws:wafv2:us-east-1:111122223333:global/webacl/w/1"),
                    Optional.of("logs.s3.amazonaws.com"),
                    Optional.of("arn:aws:acm:us-east-1:111122223333:certificate/1"))));
    assertThat(survey.toString())
        .doesNotContain("a-secret-of-somebody")
        .doesNotContainIgnoringCase("x-api-key");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ',',
      textBlock =
          """
          # cache policy's headers, query, origin request policy's headers, query; then: is Host sent on, is the query
          none,              none,         ,                                ,              false, false
          none,              all,          ,                                ,              false, true
          none,              whitelist|a,  ,                                ,              false, false
          none,              whitelist|n,  ,                                ,              false, true
          none,              allExcept|n,  ,                                ,              false, false
          none,              allExcept|a,  ,                                ,              false, true
          whitelist|Accept,  none,         ,                                ,              false, false
          whitelist|host,    none,         ,                                ,              true,  false
          none,              none,         allViewer,                       none,          true,  false
          none,              none,         allViewerAndWhitelistCloudFront|CloudFront-Viewer-Country, all, true, true
          none,              none,         allExcept|Host,                  all,           false, true
          none,              none,         allExcept|Accept,                whitelist|n,   true,  true
          none,              none,         whitelist|Accept,                whitelist|a,   false, false
          none,              none,         whitelist|Host,                  allExcept|n,   true,  false
          whitelist|Host,    none,         allExcept|host,                  allExcept|a,   true,  true
          none,              whitelist|n,  allExcept|Host,                  allExcept|n,   false, true
          """)
  void policiesSendOn(
      String cacheHeaders,
      String cacheQuery,
      String headers,
      String query,
      boolean host,
      boolean nonce) {
    aws.policies.put("cache-policy/c1", cachePolicy(0, 0, 1, cacheHeaders, cacheQuery));
    String second = "";
    if (headers != null) {
      aws.policies.put("origin-request-policy/o1", originRequestPolicy(headers, query));
      second = "<OriginRequestPolicyId>o1</OriginRequestPolicyId>";
    }
    aws.configs.put("E1", behaving("<CachePolicyId>c1</CachePolicyId>" + second));

    Forwarding forwarding = only(survey("E1")).forwarding().orElseThrow();

    assertThat(forwarding.host()).isEqualTo(host);
    assertThat(forwarding.query().includes("n")).isEqualTo(nonce);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ',',
      textBlock =
          """
          # headers, query, keyed by; then: is Host sent on, is the query, is the nonce in the key, are answers kept
                  , false,  , false, false, false, true
          Accept  , false,  , false, false, false, true
          Host    , true,   , true,  true,  true,  true
          *       , true,   , true,  true,  true,  false
          Accept  , true,  a, false, true,  false, true
          Accept  , true,  n, false, true,  true,  true
          """)
  void forwardedValuesSendOn(
      String headers,
      boolean query,
      String keys,
      boolean host,
      boolean sent,
      boolean keyed,
      boolean keeps) {
    aws.configs.put(
        "E1",
        behaving(
            "<ForwardedValues><QueryString>%s</QueryString>%s%s</ForwardedValues><MinTTL>0</MinTTL>"
                .formatted(query, list("Headers", headers), list("QueryStringCacheKeys", keys))));

    Behaviour behaviour = only(survey("E1"));

    assertThat(behaviour.forwarding().orElseThrow().host()).isEqualTo(host);
    assertThat(behaviour.forwarding().orElseThrow().query().includes("n")).isEqualTo(sent);
    assertThat(behaviour.caching().orElseThrow().query().includes("n")).isEqualTo(keyed);
    assertThat(behaviour.caching().orElseThrow().keeps()).isEqualTo(keeps);
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0, false", "0, 0, 1, true", "0, 86400, 31536000, true", "60, 60, 60, true"})
  void aCachePolicyKeepsAnswers(long min, long usual, long max, boolean keeps) {
    aws.policies.put("cache-policy/c1", cachePolicy(min, usual, max, "none", "none"));
    aws.configs.put("E1", behaving("<CachePolicyId>c1</CachePolicyId>"));

    Caching caching = only(survey("E1")).caching().orElseThrow();

    assertThat(caching.keeps()).isEqualTo(keeps);
    assertThat(List.of(caching.minimumSeconds(), caching.defaultSeconds()))
        .containsExactly(min, usual);
  }

  @Test
  void eachPolicyThatIsUsedIsReadOnce() {
    String named =
        "<CachePolicyId>c1</CachePolicyId><OriginRequestPolicyId>o1</OriginRequestPolicyId>";
    aws.policies.put("cache-policy/c1", cachePolicy(0, 0, 0, "none", "none"));
    aws.policies.put("cache-policy/unused", cachePolicy(0, 0, 0, "none", "none"));
    aws.policies.put("origin-request-policy/o1", originRequestPolicy("allViewer", "all"));
    aws.configs.put("E1", behaving(named));
    aws.configs.put("E2", behaving(named));

    assertThat(survey("E1", "E2").unread()).isEmpty();

    assertThat(aws.server.calls().stream().map(call -> call.uri().getPath()))
        .filteredOn(path -> path.contains("policy"))
        .containsExactlyInAnyOrder(
            "/2020-05-31/cache-policy/c1", "/2020-05-31/origin-request-policy/o1");
  }

  @Test
  void aDeniedPolicyIsNamedAndTheRestIsRead() {
    aws.configs.put(
        "E1",
        behaving(
            "<CachePolicyId>c1</CachePolicyId><OriginRequestPolicyId>o1</OriginRequestPolicyId>"));
    aws.policies.put("cache-policy/c1", cachePolicy(0, 0, 0, "none", "none"));
    deny(
        "origin-request-policy",
        "User: arn:aws:sts::111122223333:assumed-role/worker/w is not authorized to perform:"
            + " cloudfront:GetOriginRequestPolicy on resource:"
            + " arn:aws:cloudfront::111122223333:origin-request-policy/o1");

    Survey survey = survey("E1");

    Unread unread = survey.unread().get(0);
    assertThat(survey.unread()).hasSize(1);
    assertThat(unread.part()).isEqualTo(Part.ORIGIN_REQUEST_POLICY);
    assertThat(unread.place()).isEqualTo("origin request policy o1");
    assertThat(unread.reason()).isEqualTo(Reason.DENIED);
    assertThat(unread.permission()).contains("cloudfront:GetOriginRequestPolicy");
    assertThat(only(survey).forwarding()).isEmpty();
    assertThat(only(survey).caching()).isPresent();
  }

  @Test
  void whatIsNotThereIsNamedAndTheRestIsRead() {
    aws.configs.put("E1", behaving("<CachePolicyId>gone</CachePolicyId>"));

    Survey survey = survey("E1", "E9");

    assertThat(survey.members()).extracting(DistributionFacts::id).containsExactly("E1");
    assertThat(survey.unread())
        .extracting(Unread::part, Unread::place, Unread::reason, Unread::permission)
        .containsExactlyInAnyOrder(
            tuple(Part.CACHE_POLICY, "cache policy gone", Reason.ABSENT, Optional.empty()),
            tuple(
                Part.DISTRIBUTION, "CloudFront distribution E9", Reason.ABSENT, Optional.empty()));
    assertThat(only(survey).caching()).isEmpty();
  }

  @Test
  void othersAreListedWithoutTheirPolicies() {
    for (String id : List.of("E1", "E2", "E3", "E4", "E5")) {
      aws.configs.put(id, behaving("<CachePolicyId>c1</CachePolicyId>"));
    }
    aws.policies.put("cache-policy/c1", cachePolicy(0, 0, 0, "none", "none"));

    Survey survey = survey("E2");

    assertThat(survey.distributions())
        .extracting(DistributionFacts::id)
        .containsExactly("E2", "E1", "E3", "E4", "E5");
    assertThat(survey.distributions().get(1).origins()).hasSize(1);
    assertThat(survey.distributions().get(1).behaviours().get(0).caching()).isEmpty();
    assertThat(aws.server.calls()).as("one, its policy, three pages").hasSize(5);
  }

  @Test
  void whereListingIsDeniedTheLocksOwnAreRead() {
    aws.configs.put("E1", behaving("<CachePolicyId>c1</CachePolicyId>"));
    aws.policies.put("cache-policy/c1", cachePolicy(0, 0, 0, "none", "none"));
    aws.server.instead(
        call ->
            call.uri().getPath().endsWith("/distribution")
                ? Optional.of(denied("Access denied"))
                : Optional.empty());

    Survey survey = survey("E1");

    assertThat(survey.members()).hasSize(1);
    assertThat(survey.unread()).hasSize(1);
    assertThat(survey.unread().get(0).part()).isEqualTo(Part.DISTRIBUTIONS);
    assertThat(survey.unread().get(0).permission()).contains("cloudfront:ListDistributions");
  }

  private void deny(String kind, String message) {
    aws.server.instead(
        call ->
            call.uri().getPath().contains("/" + kind + "/")
                ? Optional.of(denied(message))
                : Optional.empty());
  }

  private static Reply denied(String message) {
    return Reply.of(
        403,
        "<ErrorResponse xmlns=\"http://cloudfront.amazonaws.com/doc/2020-05-31/\"><Error>"
            + "<Type>Sender</Type><Code>AccessDenied</Code><Message>"
            + message
            + "</Message></Error><RequestId>r1</RequestId></ErrorResponse>");
  }

  private Survey survey(String... members) {
    return new CloudFrontSurveyor(TestClients.at(aws.server.uri()))
        .survey(
            new Scope(
                List.of(new Target.Stage("eu-central-1", "a1b2c3d4e5", "prod")),
                Set.of(members).stream().collect(Collectors.toMap(id -> id, id -> Set.of("api"))),
                Optional.empty()));
  }

  private static Behaviour only(Survey survey) {
    return survey.distributions().get(0).behaviours().get(0);
  }

  private static Origin origin(String id, String domain, Protocol protocol) {
    return new Origin(id, domain, "", protocol, HeaderNames.NONE);
  }

  private static String config(String content) {
    return "<DistributionConfig>" + content + "</DistributionConfig>";
  }

  private static String behaving(String behaviour) {
    return config(
        ORIGIN
            + "<DefaultCacheBehavior><TargetOriginId>api</TargetOriginId>"
            + behaviour
            + "</DefaultCacheBehavior><Enabled>true</Enabled>");
  }

  private static String cachePolicy(long min, long usual, long max, String headers, String query) {
    return """
    <CachePolicyConfig><MinTTL>%d</MinTTL><DefaultTTL>%d</DefaultTTL><MaxTTL>%d</MaxTTL>
    <ParametersInCacheKeyAndForwardedToOrigin>%s%s</ParametersInCacheKeyAndForwardedToOrigin>
    </CachePolicyConfig>\
    """
        .formatted(min, usual, max, headers(headers), query(query));
  }

  private static String originRequestPolicy(String headers, String query) {
    return "<OriginRequestPolicyConfig>"
        + headers(headers)
        + query(query)
        + "</OriginRequestPolicyConfig>";
  }

  private static String headers(String kind) {
    String[] parts = kind.split("\\|");
    return "<HeadersConfig><HeaderBehavior>%s</HeaderBehavior>%s</HeadersConfig>"
        .formatted(parts[0], list("Headers", parts.length > 1 ? parts[1] : null));
  }

  private static String query(String kind) {
    String[] parts = kind.split("\\|");
    return "<QueryStringsConfig><QueryStringBehavior>%s</QueryStringBehavior>%s</QueryStringsConfig>"
        .formatted(parts[0], list("QueryStrings", parts.length > 1 ? parts[1] : null));
  }

  private static String list(String name, String item) {
    return item == null
        ? "<%s><Quantity>0</Quantity></%s>".formatted(name, name)
        : "<%s><Quantity>1</Quantity><Items><Name>%s</Name></Items></%s>"
            .formatted(name, item, name);
  }
}
