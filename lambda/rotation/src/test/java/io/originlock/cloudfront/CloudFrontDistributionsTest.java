package io.originlock.cloudfront;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.aws.ApiStage;
import io.originlock.aws.CustomDomains;
import io.originlock.fake.FakeCloudFront;
import io.originlock.fake.FakeServer;
import io.originlock.fake.TestClients;
import io.originlock.model.Header;
import io.originlock.model.LockException;
import io.originlock.port.Presentation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudFrontDistributionsTest {
  private static final Header SECRET = new Header("x-api-key", "value-of-g1-0123456789");
  private static final List<Header> WANTED = List.of(SECRET);
  private static final String CONFIG =
      """
      <DistributionConfig><CallerReference>c</CallerReference><FromTheFuture><Deep>1</Deep></FromTheFuture>\
      <Origins><Quantity>1</Quantity><Items><Origin><Id>api</Id><DomainName>d</DomainName>\
      <CustomHeaders><Quantity>0</Quantity></CustomHeaders><OriginMtlsConfig><Arn>a</Arn></OriginMtlsConfig>\
      </Origin></Items></Origins></DistributionConfig>\
      """;

  private final FakeCloudFront cloudFront = new FakeCloudFront();
  private final FakeServer domains =
      new FakeServer(call -> FakeServer.Reply.of(200, "{\"item\":[]}"));
  private final CloudFrontDistributions distributions = distributions("E1", "E2STAGING");

  @BeforeEach
  void fill() {
    cloudFront.configs.put("E1", CONFIG);
    cloudFront.configs.put(
        "E2STAGING",
        CONFIG.replace("<Quantity>1</Quantity>", "<Staging>true</Staging><Quantity>1</Quantity>"));
  }

  @AfterEach
  void stop() {
    cloudFront.close();
    domains.close();
  }

  @Test
  void everyMemberIsReadWithItsStatus() {
    assertThat(present(WANTED)).isTrue();
    cloudFront.status("InProgress");

    assertThat(distributions.read())
        .containsExactly(
            new Presentation("E1", "E2", Map.of("api", WANTED), false),
            new Presentation("E2STAGING", "E2", Map.of("api", List.of()), false));
  }

  @Test
  void edgesThatRunAFunctionNeedTheHeaderWhereOneTakesIt() {
    CloudFrontDistributions taken =
        new CloudFrontDistributions(
            TestClients.at(cloudFront.server.uri()),
            List.of(new Member("E1", List.of("api"))),
            "x-api-key"::equalsIgnoreCase,
            true,
            noRoutes());
    assertThat(taken.read()).noneMatch(Presentation::needed);

    cloudFront.status("InProgress");
    assertThat(taken.read()).as("one may still run what is gone").allMatch(Presentation::needed);

    cloudFront.status("Deployed");
    cloudFront.configs.put(
        "E1",
        CONFIG.replace(
            "</DistributionConfig>",
            "<DefaultCacheBehavior><TargetOriginId>api</TargetOriginId>"
                + "<LambdaFunctionAssociations><Items><LambdaFunctionAssociation>"
                + "<EventType>origin-request</EventType></LambdaFunctionAssociation></Items>"
                + "</LambdaFunctionAssociations></DefaultCacheBehavior></DistributionConfig>"));
    assertThat(taken.read()).allMatch(Presentation::needed);
    assertThat(distributions.read()).noneMatch(Presentation::needed);
  }

  @Test
  void aReleasedDistributionIsReadWhenItIsAskedForAndThere() {
    cloudFront.configs.put("E3", used("<Enabled>true</Enabled>", "api"));
    CloudFrontDistributions leaving = leaving("E3", List.of("api", "gone"));

    assertThat(leaving.read()).extracting(Presentation::distribution).containsExactly("E1");
    List<Presentation> both = leaving.at(Set.of("E1", "E3")).read();
    assertThat(both).extracting(Presentation::distribution).containsExactly("E1", "E3");
    assertThat(both.get(0).leads()).isEmpty();
    assertThat(both.get(1).leads()).isEqualTo(Map.of("shop123456/prod", "proxy.example.com"));

    cloudFront.configs.remove("E3");
    assertThat(leaving.at(Set.of("E1", "E3")).read()).hasSize(1);
    cloudFront.configs.remove("E1");
    assertThatThrownBy(leaving::read).hasMessageContaining("E1: it does not exist");
  }

  @Test
  void withoutNamedOriginsThoseCountThatCarryTheHeader() {
    cloudFront.configs.put("E3", used("", "api"));
    CloudFrontDistributions leaving = leaving("E3", List.of()).at(Set.of("E3"));
    assertThat(leaving.read().get(0).headers()).isEmpty();
    assertThat(leaving.read().get(0).leads()).isEmpty();

    CloudFrontDistributions named = leaving("E3", List.of("api")).at(Set.of("E3"));
    named.present(named.read().get(0), WANTED);
    assertThat(leaving.read().get(0).headers()).isEqualTo(Map.of("api", WANTED));
    assertThat(leaving.read().get(0).leads()).containsOnlyKeys("shop123456/prod");

    assertThat(leaving.present(leaving.read().get(0), List.of())).isTrue();
    assertThat(leaving.read().get(0).headers()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<Enabled>true</Enabled> | api | 1",
        "<Enabled>false</Enabled> | api | 0",
        "<Enabled>true</Enabled> | other | 0",
        "<Enabled>true</Enabled> | unexplained | 1",
        "<Enabled>true</Enabled> | a-group | 1",
        "<Enabled>true</Enabled> | anothers-group | 0",
      })
  void anOriginLeadsSomewhereIfABehaviourOfAnEnabledDistributionUsesIt(
      String enabled, String target, int leads) {
    cloudFront.configs.put("E3", used(enabled, target));

    assertThat(leaving("E3", List.of("api")).at(Set.of("E3")).read().get(0).leads()).hasSize(leads);
  }

  private static String used(String enabled, String target) {
    return CONFIG
        .replace("<DomainName>d<", "<DomainName>proxy.example.com<")
        .replace(
            "</Items></Origins>",
            "<Origin><Id>other</Id><DomainName>o</DomainName></Origin></Items></Origins>"
                + "<OriginGroups><Items><OriginGroup><Id>a-group</Id><Members><Items>"
                + "<OriginGroupMember><OriginId>other</OriginId></OriginGroupMember>"
                + "<OriginGroupMember><OriginId>api</OriginId></OriginGroupMember>"
                + "</Items></Members></OriginGroup><OriginGroup><Id>anothers-group</Id><Members>"
                + "<Items><OriginGroupMember><OriginId>other</OriginId></OriginGroupMember></Items>"
                + "</Members></OriginGroup></Items></OriginGroups>"
                + enabled
                + "<DefaultCacheBehavior><TargetOriginId>"
                + target
                + "</TargetOriginId></DefaultCacheBehavior>");
  }

  private CloudFrontDistributions leaving(String id, List<String> origins) {
    return new CloudFrontDistributions(
        TestClients.at(cloudFront.server.uri()),
        List.of(new Member("E1", List.of("api")), new Member(id, origins, true)),
        "x-api-key"::equalsIgnoreCase,
        false,
        new Routes(List.of(new ApiStage("shop123456", "prod")), domainsAt(domains)));
  }

  @Test
  void anUpdateSendsTheWholeConfigurationWithTheElementsThatTheSdkDoesNotKnow() {
    present(WANTED);

    assertThat(cloudFront.updates()).hasSize(1);
    assertThat(cloudFront.updates().get(0))
        .startsWith(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><DistributionConfig xmlns=\"" + Trees.NS)
        .contains("<FromTheFuture><Deep>1</Deep></FromTheFuture>")
        .contains("<OriginMtlsConfig><Arn>a</Arn></OriginMtlsConfig>")
        .contains("<HeaderValue>" + SECRET.value() + "</HeaderValue>");
    assertThat(cloudFront.server.calls().get(2).headers())
        .containsEntry("If-Match", "E1")
        .hasEntrySatisfying("Authorization", v -> assertThat(v).contains("/us-east-1/cloudfront/"))
        .hasEntrySatisfying("Content-Type", v -> assertThat(v).contains("application/xml"));
    assertThat(cloudFront.server.calls().get(2).uri().getPath())
        .isEqualTo("/2020-05-31/distribution/E1/config");
  }

  @Test
  void nothingIsSentWhereItIsSoAlready() {
    present(WANTED);

    assertThat(present(WANTED)).isFalse();
    assertThat(cloudFront.updates()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PreconditionFailed", "InvalidIfMatchVersion"})
  void whatSomebodyElseChangedMeanwhileIsNotOverwritten(String code) {
    cloudFront.stale(code);
    cloudFront.overtake(update -> update == 1);

    assertThat(present(WANTED)).isFalse();
    assertThat(cloudFront.updates()).hasSize(1);
    assertThat(distributions.read().get(0).shows(WANTED)).isFalse();

    assertThat(present(WANTED)).isTrue();
    assertThat(distributions.read().get(0).shows(WANTED)).isTrue();
  }

  @Test
  void whatWasChangedSinceItWasReadIsLeftAsItIs() {
    List<Header> late = List.of(new Header("x-api-key", "late"));
    Presentation old = distributions.read().get(0);
    present(WANTED);

    assertThat(distributions.present(old, late)).isFalse();
    distributions.read();
    assertThat(distributions.present(old, late)).as("a newer reading is there").isFalse();

    assertThat(cloudFront.updates()).hasSize(1);
    assertThat(distributions.read().get(0).shows(WANTED)).isTrue();
  }

  @Test
  void aChangeCostsNoReadBeyondTheOneThatItWasDecidedOn() {
    Presentation seen = distributions.read().get(0);
    int before = cloudFront.server.calls().size();

    assertThat(distributions.present(seen, WANTED)).isTrue();

    assertThat(cloudFront.server.calls().stream().skip(before))
        .extracting(FakeServer.Call::method)
        .containsExactly("PUT");
  }

  @Test
  void aReadingIsWrittenBackOnceWhateverBecameOfIt() {
    Presentation seen = distributions.read().get(0);
    cloudFront.refuse("AccessDenied");
    assertThatThrownBy(() -> distributions.present(seen, WANTED)).isInstanceOf(LockException.class);
    cloudFront.refuse("");

    assertThat(distributions.present(seen, WANTED)).isFalse();

    assertThat(present(WANTED)).isTrue();
    assertThat(distributions.read().get(0).shows(WANTED)).isTrue();
  }

  @Test
  void anUpdateWhoseAnswerWasLostShowsAtTheNextLook() {
    cloudFront.loseAnswer();

    present(WANTED);

    assertThat(distributions.read().get(0).shows(WANTED)).isTrue();
  }

  @Test
  void anAnswerThatBreaksOffIsAskedForAgain() {
    cloudFront.truncateAnswer();

    assertThat(distributions.read()).hasSize(2);
    assertThat(cloudFront.server.calls()).hasSize(3);
  }

  @Test
  void aMissingDistributionIsNamed() {
    CloudFrontDistributions wrong = distributions("E1", "EGONE");

    assertThatThrownBy(wrong::read)
        .isInstanceOf(LockException.class)
        .hasMessageContaining("CloudFront distribution EGONE")
        .hasMessageContaining("does not exist");
  }

  @Test
  void aDistributionThatIsDeletedAfterItWasReadIsNamed() {
    Presentation seen = distributions.read().get(1);
    cloudFront.configs.remove("E2STAGING");

    assertThatThrownBy(() -> distributions.present(seen, WANTED))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("CloudFront distribution E2STAGING: it does not exist");
  }

  @Test
  void theQuotaOnHeadersIsExplained() {
    cloudFront.refuse("TooManyOriginCustomHeaders");

    assertThatThrownBy(() -> present(WANTED))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("quota");
  }

  @Test
  void aRefusalNamesTheOperationAndNoSecret() {
    cloudFront.refuse("AccessDenied");

    assertThatThrownBy(() -> present(WANTED))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("cloudfront:UpdateDistribution")
        .hasMessageContaining("AccessDenied")
        .hasMessageContaining("role")
        .hasMessageNotContaining(SECRET.value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Amz-Key",
        "x-edge-secret",
        "Host",
        "COOKIE",
        "via",
        "te",
        "x real",
        "x:y",
        "ü",
        ""
      })
  void aHeaderThatCloudFrontForbidsIsRefusedBeforeAnyCall(String name) {
    assertThatThrownBy(
            () ->
                distributions.present(
                    new Presentation("E1", "E1", Map.of(), true), List.of(new Header(name, "v"))))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("An origin header of the lock's: it has a name that");
    assertThat(cloudFront.server.calls()).isEmpty();
  }

  @Test
  void namesAndValuesAreTakenUpToCloudFrontsLength() {
    OriginHeaderRules.check(new Header("x".repeat(256), "v".repeat(1783)));
    OriginHeaderRules.check(new Header("X-Some-B0", "v"));

    assertThatThrownBy(() -> OriginHeaderRules.check(new Header("x".repeat(257), "v")))
        .hasMessageContaining("257")
        .hasMessageNotContaining("xxx");
    assertThatThrownBy(() -> OriginHeaderRules.check(new Header("x-a", "v".repeat(1784))))
        .hasMessageContaining("1784")
        .hasMessageNotContaining("vvv");
  }

  /** Reads, and decides on what was read. */
  private boolean present(List<Header> headers) {
    return distributions.present(distributions.read().get(0), headers);
  }

  private CloudFrontDistributions distributions(String... ids) {
    return new CloudFrontDistributions(
        TestClients.at(cloudFront.server.uri()),
        java.util.Arrays.stream(ids).map(id -> new Member(id, List.of("api"))).toList(),
        "x-api-key"::equalsIgnoreCase,
        false,
        noRoutes());
  }

  /** A header that is demanded somewhere must not come off because of a look that failed. */
  @Test
  void anOriginOfWhichNothingIsKnownMayLeadToEveryStageAndTheErrorIsNamed() {
    cloudFront.configs.put("E3", used("<Enabled>true</Enabled>", "api"));
    domains.instead(
        call ->
            Optional.of(
                new FakeServer.Reply(
                    403, Map.of("x-amzn-ErrorType", "AccessDeniedException"), "{}")));

    Map<String, String> leads =
        leaving("E3", List.of("api")).at(Set.of("E3")).read().get(0).leads();

    assertThat(leads).containsOnlyKeys("shop123456/prod");
    assertThat(leads.get("shop123456/prod"))
        .contains("proxy.example.com", "Domain names", "apigateway:GET");
  }

  private static CustomDomains domainsAt(FakeServer server) {
    return new CustomDomains(
        TestClients.at(server.uri()).apiGateway(), TestClients.at(server.uri()).apiGatewayV2());
  }

  private Routes noRoutes() {
    return new Routes(List.of(), domainsAt(cloudFront.server));
  }
}
