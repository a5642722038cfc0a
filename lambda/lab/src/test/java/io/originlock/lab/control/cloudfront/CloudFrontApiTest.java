package io.originlock.lab.control.cloudfront;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.originlock.lab.aws.AwsLab;
import io.originlock.lab.control.Clients;
import io.originlock.lab.control.SharedLab;
import io.originlock.lab.control.TestFleet;
import io.originlock.lab.control.waf.WafCalls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.cloudfront.model.CloudFrontException;
import software.amazon.awssdk.services.cloudfront.model.DistributionNotDisabledException;
import software.amazon.awssdk.services.cloudfront.model.GetDistributionResponse;
import software.amazon.awssdk.services.cloudfront.model.InvalidIfMatchVersionException;
import software.amazon.awssdk.services.cloudfront.model.NoSuchDistributionException;
import software.amazon.awssdk.services.cloudfront.model.PreconditionFailedException;
import software.amazon.awssdk.services.cloudfront.model.Tag;

@ExtendWith(SharedLab.class)
class CloudFrontApiTest {
  private final AwsLab lab;
  private final TestFleet fleet;
  private final CloudFrontClient cloudFront;

  CloudFrontApiTest(AwsLab lab, TestFleet fleet, Clients clients) {
    this.lab = lab;
    this.fleet = fleet;
    this.cloudFront = clients.cloudFront();
  }

  @Test
  void aConfigurationComesBackAsItWasSubmittedWithElementsThatNoSdkKnows() {
    String id =
        id(create(config("<FutureSetting><Level>3</Level></FutureSetting>", header("a", "b"))));

    String answer = call("GET", "/distribution/" + id, Map.of(), "").body();

    assertThat(answer)
        .contains("<FutureSetting><Level>3</Level></FutureSetting>")
        .contains("<HeaderName>a</HeaderName><HeaderValue>b</HeaderValue>")
        .doesNotContain("ForwardedValues");
    assertThat(fleet.config(id)).contains("<Level>3</Level>");
  }

  @Test
  void everyWriteHasANewETagAndAStaleOneIsRefused() {
    String id = id(create(config("", "")));
    GetDistributionResponse first = cloudFront.getDistribution(r -> r.id(id));

    String second = update(id, first.eTag());

    assertThat(second).isNotEqualTo(first.eTag());
    assertThatExceptionOfType(PreconditionFailedException.class)
        .isThrownBy(() -> update(id, first.eTag()))
        .satisfies(e -> assertThat(e.statusCode()).isEqualTo(412));
    assertThatExceptionOfType(InvalidIfMatchVersionException.class)
        .isThrownBy(() -> update(id, null))
        .satisfies(e -> assertThat(e.statusCode()).isEqualTo(400));
    assertThat(cloudFront.getDistributionConfig(r -> r.id(id)).eTag()).isEqualTo(second);
  }

  @Test
  void isInProgressUntilEveryEdgeHasIt() {
    String id = id(create(config("", "")));
    fleet.hold(id, true);

    assertThat(cloudFront.getDistribution(r -> r.id(id)).distribution().status())
        .isEqualTo("InProgress");

    fleet.hold(id, false);
    assertThat(cloudFront.getDistribution(r -> r.id(id)).distribution().status())
        .isEqualTo("Deployed");
  }

  @Test
  void onlyADisabledDistributionCanBeDeleted() {
    String id = id(create(config("", "")));
    GetDistributionResponse found = cloudFront.getDistribution(r -> r.id(id));
    assertThatExceptionOfType(DistributionNotDisabledException.class)
        .isThrownBy(() -> cloudFront.deleteDistribution(r -> r.id(id).ifMatch(found.eTag())));

    String etag =
        cloudFront
            .updateDistribution(
                r ->
                    r.id(id)
                        .ifMatch(found.eTag())
                        .distributionConfig(
                            found.distribution().distributionConfig().toBuilder()
                                .enabled(false)
                                .build()))
            .eTag();
    cloudFront.deleteDistribution(r -> r.id(id).ifMatch(etag));

    assertThat(fleet.config(id)).isNull();
    assertThatExceptionOfType(NoSuchDistributionException.class)
        .isThrownBy(() -> cloudFront.getDistribution(r -> r.id(id)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Amz-Secret", "x-edge-a", "Host", "Cookie", "bad name"})
  void refusesForbiddenHeaderNames(String name) {
    HttpResponse<String> answer = create(config("", header(name, "v")));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("InvalidArgument").contains("HeaderName");
  }

  @Test
  void refusesTooManyAndTooLongHeaders() {
    assertThat(create(config("", headers(31))).body()).contains("TooManyOriginCustomHeaders");
    assertThat(create(config("", headers(30))).statusCode()).isEqualTo(201);
    assertThat(create(config("", header("h", "v".repeat(1_784)))).body())
        .contains("InvalidArgument");
    assertThat(create(config("", header("h", "v".repeat(1_783)))).statusCode()).isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource({
    "CLOUDFRONT, '', 201, ''",
    "REGIONAL, '', 400, Web ACL is not accessible by the requester.",
    "CLOUDFRONT, -gone, 400, Web ACL is not accessible by the requester.",
    "'', foobar, 400, Invalid webACL identifier provided foobar"
  })
  void aWebAclIsOneOfCloudFronts(String scope, String more, int status, String message) {
    String acl = (scope.isEmpty() ? "" : webAcl(scope)) + more;
    String webAclId = "<WebACLId>" + acl + "</WebACLId>";

    HttpResponse<String> created = create(config(webAclId, ""));
    String id = id(create(config("", "")));
    HttpResponse<String> read = call("GET", "/distribution/" + id + "/config", Map.of(), "");
    HttpResponse<String> updated =
        call(
            "PUT",
            "/distribution/" + id + "/config",
            Map.of("If-Match", read.headers().firstValue("ETag").orElseThrow()),
            read.body().replaceFirst("<WebACLId></WebACLId>", webAclId));

    assertThat(created.statusCode()).as(created.body()).isEqualTo(status);
    assertThat(updated.statusCode()).isEqualTo(status == 201 ? 200 : status);
    for (HttpResponse<String> answer : List.of(created, updated)) {
      assertThat(answer.body()).contains(message);
      assertThat(answer.body().contains("InvalidWebACLId")).isEqualTo(status == 400);
    }
  }

  /** A new web ACL's ARN. */
  private String webAcl(String scope) {
    return new WafCalls(lab.endpoint())
        .call(
            "CreateWebACL",
            "{'Name':'w%s','Scope':'%s','DefaultAction':{'Allow':{}},'VisibilityConfig':{'SampledRequestsEnabled':false,'CloudWatchMetricsEnabled':true,'MetricName':'m'}}"
                .formatted(UUID.randomUUID().toString().substring(0, 8), scope))
        .body()
        .at("/Summary/ARN")
        .asText();
  }

  @Test
  void keepsTags() {
    String body =
        "<DistributionConfigWithTags>%s<Tags><Items><Tag><Key>a</Key><Value>1</Value></Tag></Items></Tags></DistributionConfigWithTags>"
            .formatted(config("", ""));
    String id = id(call("POST", "/distribution?WithTags", Map.of(), body));
    String arn = cloudFront.getDistribution(r -> r.id(id)).distribution().arn();

    cloudFront.tagResource(
        r -> r.resource(arn).tags(t -> t.items(Tag.builder().key("b").value("2").build())));
    cloudFront.untagResource(r -> r.resource(arn).tagKeys(k -> k.items("a")));

    assertThat(cloudFront.listTagsForResource(r -> r.resource(arn)).tags().items())
        .singleElement()
        .satisfies(tag -> assertThat(tag.key() + tag.value()).isEqualTo("b2"));
  }

  @Test
  void malformedXmlIsTheCallersMistake() {
    assertThatExceptionOfType(CloudFrontException.class)
        .isThrownBy(() -> cloudFront.getDistribution(r -> r.id("ENONE")));
    assertThat(call("POST", "/distribution", Map.of(), "<DistributionConfig>").statusCode())
        .isEqualTo(400);
  }

  private String update(String id, String etag) {
    return cloudFront
        .updateDistribution(
            r ->
                r.id(id)
                    .ifMatch(etag)
                    .distributionConfig(
                        cloudFront
                            .getDistribution(g -> g.id(id))
                            .distribution()
                            .distributionConfig()))
        .eTag();
  }

  private HttpResponse<String> create(String config) {
    return call("POST", "/distribution", Map.of(), config);
  }

  private static String id(HttpResponse<String> created) {
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    return created.body().replaceAll("(?s).*<Id>(E[A-Z0-9]+)</Id>.*", "$1");
  }

  private static String headers(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> header("h" + i, "v"))
        .collect(Collectors.joining());
  }

  private static String header(String name, String value) {
    return "<OriginCustomHeader><HeaderName>%s</HeaderName><HeaderValue>%s</HeaderValue></OriginCustomHeader>"
        .formatted(name, value);
  }

  private static String config(String more, String headers) {
    return "<DistributionConfig><CallerReference>%s</CallerReference><Comment></Comment><Enabled>true</Enabled><Origins><Quantity>1</Quantity><Items><Origin><Id>api</Id><DomainName>a.example.com</DomainName><CustomHeaders><Quantity>1</Quantity><Items>%s</Items></CustomHeaders></Origin></Items></Origins>%s<DefaultCacheBehavior><TargetOriginId>api</TargetOriginId><ViewerProtocolPolicy>https-only</ViewerProtocolPolicy></DefaultCacheBehavior></DistributionConfig>"
        .formatted(UUID.randomUUID(), headers, more);
  }

  private HttpResponse<String> call(
      String method, String path, Map<String, String> headers, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(lab.endpoint() + "/2020-05-31" + path))
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=lab/20260101/us-east-1/cloudfront/aws4_request")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try {
      return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
