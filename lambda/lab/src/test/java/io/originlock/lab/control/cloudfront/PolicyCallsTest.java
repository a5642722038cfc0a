package io.originlock.lab.control.cloudfront;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.originlock.lab.control.Clients;
import io.originlock.lab.control.SharedLab;
import io.originlock.lab.control.TestFleet;
import io.originlock.lab.model.ManagedPolicies;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.cloudfront.model.CloudFrontException;
import software.amazon.awssdk.services.cloudfront.model.CreateDistributionResponse;
import software.amazon.awssdk.services.cloudfront.model.GetOriginRequestPolicyResponse;
import software.amazon.awssdk.services.cloudfront.model.NoSuchOriginRequestPolicyException;
import software.amazon.awssdk.services.cloudfront.model.Origin;
import software.amazon.awssdk.services.cloudfront.model.OriginRequestPolicyAlreadyExistsException;
import software.amazon.awssdk.services.cloudfront.model.OriginRequestPolicyConfig;
import software.amazon.awssdk.services.cloudfront.model.OriginRequestPolicyInUseException;
import software.amazon.awssdk.services.cloudfront.model.PreconditionFailedException;

@ExtendWith(SharedLab.class)
class PolicyCallsTest {
  private static final String ALL_VIEWER = "216adef6-5c7f-47e4-b989-5492eafa07d3";
  private static final String NO_CACHE = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

  private final TestFleet fleet;
  private final CloudFrontClient cloudFront;

  PolicyCallsTest(TestFleet fleet, Clients clients) {
    this.fleet = fleet;
    this.cloudFront = clients.cloudFront();
  }

  private static OriginRequestPolicyConfig sending(String name, String... headers) {
    return OriginRequestPolicyConfig.builder()
        .name(name)
        .headersConfig(
            h ->
                h.headerBehavior("whitelist")
                    .headers(names -> names.quantity(headers.length).items(headers)))
        .cookiesConfig(c -> c.cookieBehavior("none"))
        .queryStringsConfig(q -> q.queryStringBehavior("all"))
        .build();
  }

  private String create(OriginRequestPolicyConfig config) {
    return cloudFront
        .createOriginRequestPolicy(r -> r.originRequestPolicyConfig(config))
        .originRequestPolicy()
        .id();
  }

  private CreateDistributionResponse distribution(String policy) {
    return cloudFront.createDistribution(
        r ->
            r.distributionConfig(
                c ->
                    c.callerReference(UUID.randomUUID().toString())
                        .comment("")
                        .enabled(true)
                        .origins(
                            o ->
                                o.quantity(1)
                                    .items(
                                        Origin.builder()
                                            .id("api")
                                            .domainName("api.example.com")
                                            .build()))
                        .defaultCacheBehavior(
                            b ->
                                b.targetOriginId("api")
                                    .viewerProtocolPolicy("https-only")
                                    .cachePolicyId(NO_CACHE)
                                    .originRequestPolicyId(policy))));
  }

  @Test
  void managedPoliciesAreToldAsCloudFrontHasThem() {
    OriginRequestPolicyConfig all =
        cloudFront
            .getOriginRequestPolicy(r -> r.id(ALL_VIEWER))
            .originRequestPolicy()
            .originRequestPolicyConfig();
    assertThat(all.name()).isEqualTo("Managed-AllViewer");
    assertThat(all.headersConfig().headerBehaviorAsString()).isEqualTo("allViewer");
    assertThat(all.cookiesConfig().cookieBehaviorAsString()).isEqualTo("all");
    assertThat(all.queryStringsConfig().queryStringBehaviorAsString()).isEqualTo("all");
    assertThat(
            cloudFront
                .getOriginRequestPolicyConfig(r -> r.id("b689b0a8-53d0-40ab-baf2-68738e2966ac"))
                .originRequestPolicyConfig()
                .headersConfig())
        .satisfies(
            headers -> {
              assertThat(headers.headerBehaviorAsString()).isEqualTo("allExcept");
              assertThat(headers.headers().items()).containsExactly("Host");
            });
    assertThat(cloudFront.getCachePolicy(r -> r.id(NO_CACHE)).cachePolicy().cachePolicyConfig())
        .satisfies(
            config -> {
              assertThat(config.name()).isEqualTo("Managed-CachingDisabled");
              assertThat(config.maxTTL()).isZero();
            });
    assertThat(
            cloudFront
                .getCachePolicy(r -> r.id("83da9c7e-98b4-4e11-a168-04f0df8e2c65"))
                .cachePolicy()
                .cachePolicyConfig()
                .parametersInCacheKeyAndForwardedToOrigin()
                .headersConfig()
                .headers()
                .items())
        .contains("Host", "Origin");
    assertThat(
            cloudFront
                .getResponseHeadersPolicy(r -> r.id("67f7725c-6f97-4210-82d7-5512b31e9d03"))
                .responseHeadersPolicy()
                .responseHeadersPolicyConfig())
        .satisfies(
            config -> {
              assertThat(config.name()).isEqualTo("Managed-SecurityHeadersPolicy");
              assertThat(config.securityHeadersConfig().contentTypeOptions().override()).isTrue();
            });
  }

  @Test
  void listsTellManagedFromCustomOnes() {
    String id = create(sending(UUID.randomUUID().toString(), "Host"));

    assertThat(cloudFront.listOriginRequestPolicies(r -> {}).originRequestPolicyList().items())
        .extracting(each -> each.typeAsString(), each -> each.originRequestPolicy().id())
        .contains(tuple("managed", ALL_VIEWER), tuple("custom", id));
    assertThat(
            cloudFront
                .listOriginRequestPolicies(r -> r.type("managed"))
                .originRequestPolicyList()
                .items())
        .hasSameSizeAs(ManagedPolicies.originRequest())
        .noneMatch(each -> each.originRequestPolicy().id().equals(id));
    assertThat(cloudFront.listCachePolicies(r -> r.type("managed")).cachePolicyList().quantity())
        .isEqualTo(ManagedPolicies.cache().size());
    assertThat(
            cloudFront
                .listResponseHeadersPolicies(r -> r.type("managed"))
                .responseHeadersPolicyList()
                .quantity())
        .isEqualTo(5);
  }

  @Test
  void aCustomPolicyReachesTheEdgesOfEveryDistributionThatNamesIt() {
    String name = UUID.randomUUID().toString();
    String id = create(sending(name, "X-Custom"));
    String distribution = distribution(id).distribution().id();
    assertThat(fleet.policies(distribution).originRequest().get(id))
        .satisfies(
            policy -> {
              assertThat(policy.sendsHeader("x-custom")).isTrue();
              assertThat(policy.sendsHeader("host")).isFalse();
              assertThat(policy.sendsParameter("a")).isTrue();
              assertThat(policy.sendsCookie("a")).isFalse();
            });

    GetOriginRequestPolicyResponse read = cloudFront.getOriginRequestPolicy(r -> r.id(id));
    cloudFront.updateOriginRequestPolicy(
        r -> r.id(id).ifMatch(read.eTag()).originRequestPolicyConfig(sending(name, "Host")));

    assertThat(fleet.policies(distribution).originRequest().get(id).sendsHeader("host")).isTrue();
    assertThatExceptionOfType(PreconditionFailedException.class)
        .isThrownBy(
            () ->
                cloudFront.updateOriginRequestPolicy(
                    r ->
                        r.id(id)
                            .ifMatch(read.eTag())
                            .originRequestPolicyConfig(sending(name, "Host"))));
    assertThat(
            cloudFront
                .listDistributionsByOriginRequestPolicyId(r -> r.originRequestPolicyId(id))
                .distributionIdList()
                .items())
        .containsExactly(distribution);
  }

  @Test
  void aPolicyIsDeletedOnlyWhereNothingNamesIt() {
    String name = UUID.randomUUID().toString();
    String id = create(sending(name, "Host"));
    assertThatExceptionOfType(OriginRequestPolicyAlreadyExistsException.class)
        .isThrownBy(() -> create(sending(name, "Origin")));
    distribution(id);
    String etag = cloudFront.getOriginRequestPolicy(r -> r.id(id)).eTag();
    assertThatExceptionOfType(OriginRequestPolicyInUseException.class)
        .isThrownBy(() -> cloudFront.deleteOriginRequestPolicy(r -> r.id(id).ifMatch(etag)));

    String free = create(sending(UUID.randomUUID().toString(), "Host"));
    String itsEtag = cloudFront.getOriginRequestPolicy(r -> r.id(free)).eTag();
    cloudFront.deleteOriginRequestPolicy(r -> r.id(free).ifMatch(itsEtag));

    assertThatExceptionOfType(NoSuchOriginRequestPolicyException.class)
        .isThrownBy(() -> cloudFront.getOriginRequestPolicy(r -> r.id(free)));
    assertThatExceptionOfType(NoSuchOriginRequestPolicyException.class)
        .isThrownBy(() -> distribution(free));
  }

  @ParameterizedTest
  @CsvSource({"delete, IllegalDelete", "update, IllegalUpdate"})
  void managedPoliciesStayAsTheyAre(String operation, String code) {
    String etag = cloudFront.getOriginRequestPolicy(r -> r.id(ALL_VIEWER)).eTag();

    assertThatExceptionOfType(CloudFrontException.class)
        .isThrownBy(
            () -> {
              if (operation.equals("delete")) {
                cloudFront.deleteOriginRequestPolicy(r -> r.id(ALL_VIEWER).ifMatch(etag));
              } else {
                cloudFront.updateOriginRequestPolicy(
                    r ->
                        r.id(ALL_VIEWER)
                            .ifMatch(etag)
                            .originRequestPolicyConfig(sending("mine", "Host")));
              }
            })
        .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
  }
}
