package io.originlock.lab.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.lab.iam.Statement;
import io.originlock.lab.model.ApiCatalog;
import io.originlock.lab.model.ApiCatalog.Domain;
import io.originlock.lab.model.ApiCatalog.Endpoint;
import io.originlock.lab.model.ApiCatalog.Mapping;
import io.originlock.lab.model.ApiCatalog.Quota;
import io.originlock.lab.model.ApiCatalog.RoutingRule;
import io.originlock.lab.model.ApiCatalog.Throttle;
import io.originlock.lab.model.Catalogs;
import io.originlock.lab.net.Request;
import io.originlock.lab.net.Response;
import io.originlock.lab.spread.Delays;
import io.originlock.testing.MovingClock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands before an API's methods: its names, its resource policy, its usage plans' limits. */
class FrontDoorsTest {
  private static final String DOMAIN = "api.example.com";
  private static final Endpoint OPEN = new Endpoint(false, Optional.empty());

  private final MovingClock now = new MovingClock("2026-01-01T00:00:00Z");
  private final GatewayHosts hosts =
      new GatewayHosts(
          2,
          Delays.none(),
          host -> {
            throw new IOException("no backend");
          },
          now);

  @AfterEach
  void close() throws IOException {
    hosts.close();
  }

  private static ApiCatalog open() {
    return Catalogs.of(
        1, List.of(Catalogs.mock("/{proxy+}", "ANY", false, "$input.params('proxy')")), Map.of());
  }

  private Response get(String host, String path, String from) {
    return hosts.answer(
        Request.of("GET", path).with("host", host), new InetSocketAddress(from, 40000));
  }

  /** Who is refused is told so by API Gateway, as if there were no such API. */
  @ParameterizedTest
  @CsvSource({
    "false, api1.execute-api.us-east-1.amazonaws.com, /prod/pets, 200",
    "true, api1.execute-api.us-east-1.amazonaws.com, /prod/pets, 403",
    "false, api.example.com, /shop/pets, 200",
    "true, api.example.com, /shop/pets, 200"
  })
  void aNameOfItsOwnThatIsSwitchedOffIsForbidden(
      boolean disabled, String host, String path, int status) {
    Domain domain = new Domain(DOMAIN, List.of(), List.of(new Mapping("shop", "api1", "prod")));
    hosts.push(Catalogs.behind(open(), new Endpoint(disabled, Optional.empty()), domain));

    Response response = get(host, path, "127.0.0.1");

    assertThat(response.status()).isEqualTo(status);
    if (status == 403) {
      assertThat(response.text()).isEqualTo("{\"message\":\"Forbidden\"}");
      assertThat(response.headers().first("x-amzn-errortype")).contains("ForbiddenException");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      textBlock =
          """
          Allow * {}                                                              > 127.0.0.1   > allow
          Allow * {'IpAddress':{'aws:SourceIp':'130.176.0.0/17'}}                  > 130.176.0.1 > allow
          Allow * {'IpAddress':{'aws:SourceIp':'130.176.0.0/17'}}                  > 127.0.0.1   > nothing
          Deny * {'NotIpAddress':{'aws:SourceIp':['130.176.0.0/17']}}              > 130.176.0.1 > nothing
          Deny * {'NotIpAddress':{'aws:SourceIp':['130.176.0.0/17']}}              > 127.0.0.1   > deny
          Allow * {'StringEquals':{'aws:SourceVpce':'vpce-1'}}                     > 127.0.0.1   > nothing
          Deny * {'StringNotEquals':{'aws:SourceVpce':'vpce-1'}}                   > 127.0.0.1   > deny
          Allow arn:aws:execute-api:us-east-1:123456789012:api1/prod/GET/pets {}   > 127.0.0.1   > allow
          Allow arn:aws:execute-api:us-east-1:123456789012:api1/prod/POST/* {}     > 127.0.0.1   > nothing
          Allow arn:aws:execute-api:us-east-1:123456789012:api2/* {}               > 127.0.0.1   > nothing
          """)
  void aResourcePolicyMustAllowAndNotDeny(String statement, String from, String outcome)
      throws IOException {
    String[] parts = statement.strip().split(" ", 3);
    String document =
        "{\"Statement\":{\"Effect\":\"%s\",\"Action\":\"execute-api:Invoke\",\"Resource\":\"%s\",\"Condition\":%s}}"
            .formatted(parts[0], parts[1], parts[2].replace('\'', '"'));
    List<Statement> policy = Statement.parse("p", new ObjectMapper().readTree(document));
    hosts.push(Catalogs.behind(open(), new Endpoint(false, Optional.of(policy))));

    Response response = get(Catalogs.API_HOST, "/prod/pets", from);

    assertThat(response.status()).isEqualTo(outcome.equals("allow") ? 200 : 403);
    if (!outcome.equals("allow")) {
      assertThat(response.text())
          .isEqualTo(
              "{\"Message\":\"User: anonymous is not authorized to perform: execute-api:Invoke on"
                  + " resource: arn:aws:execute-api:us-east-1:********9012:api1/prod/GET/pets%s\"}",
              outcome.equals("deny") ? " with an explicit deny" : "");
      assertThat(response.headers().first("x-amzn-errortype")).contains("AccessDeniedException");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/shop/pets, 200, pets",
    "/shop/deep/pets, 200, pets",
    "/shop, 403, Missing Authentication Token",
    "/shopping/pets, 403, Forbidden",
    "/staged/prod/pets, 200, pets",
    "/staged/test/pets, 403, Forbidden",
    "/, 403, Forbidden"
  })
  void aDomainLeadsToStagesByItsLongestBasePath(String path, int status, String text) {
    Domain domain =
        new Domain(
            DOMAIN,
            List.of(),
            List.of(
                new Mapping("shop", "api1", "prod"),
                new Mapping("shop/deep", "api1", "prod"),
                new Mapping("staged", "api1", "")));
    hosts.push(Catalogs.behind(open(), OPEN, domain));

    Response response = get(DOMAIN, path, "127.0.0.1");

    assertThat(response.status()).isEqualTo(status);
    assertThat(response.text()).contains(text);
  }

  @ParameterizedTest
  @CsvSource({
    "/shop/pets, '', 200, pets",
    "/shop/pets, beta-2, 200, shop/pets",
    "/shop/pets, Beta-2, 200, pets",
    "/other/pets, '', 200, other/pets"
  })
  void aDomainsRulesGoByPriorityAndBeforeItsBasePaths(
      String path, String version, int status, String text) {
    Domain domain =
        new Domain(
            DOMAIN,
            List.of(
                new RoutingRule(20, List.of(), List.of(List.of("shop")), "api1", "prod", true),
                new RoutingRule(
                    10, List.of(Map.of("X-Version", "beta-*")), List.of(), "api1", "prod", false)),
            List.of(new Mapping("(none)", "api1", "prod")));
    hosts.push(Catalogs.behind(open(), OPEN, domain));

    Response response =
        hosts.answer(
            Request.of("GET", path).with("host", DOMAIN).with("x-version", version),
            new InetSocketAddress("127.0.0.1", 40000));

    assertThat(response.status()).isEqualTo(status);
    assertThat(response.text()).isEqualTo(text);
  }

  private Response use(String key, int host) {
    return hosts.answer(
        Request.of("GET", "/prod/pets")
            .with("host", Catalogs.API_HOST)
            .with("x-api-key", key)
            .with(GatewayHosts.HOST_HEADER, String.valueOf(host)),
        new InetSocketAddress("127.0.0.1", 40000));
  }

  /** A key's bucket is one for all hosts, and each key has its own. */
  @Test
  void aKeyIsThrottledByItsPlan() {
    hosts.push(Catalogs.limiting(1, Optional.of(new Throttle(2, 3)), Optional.empty(), "a", "b"));

    for (int i = 0; i < 3; i++) {
      assertThat(use("a", i).status()).isEqualTo(200);
    }
    Response throttled = use("a", 0);
    assertThat(throttled.status()).isEqualTo(429);
    assertThat(throttled.text()).isEqualTo("{\"message\":\"Too Many Requests\"}");
    assertThat(throttled.headers().first("x-amzn-errortype")).contains("TooManyRequestsException");
    assertThat(use("b", 0).status()).isEqualTo(200);
    assertThat(use("wrong", 0).status()).isEqualTo(403);

    now.pass(Duration.ofMillis(500));
    assertThat(use("a", 1).status()).isEqualTo(200);
    assertThat(use("a", 1).status()).isEqualTo(429);
  }

  @ParameterizedTest
  @CsvSource({
    "DAY, 2026-01-01T23:59:59Z, 2026-01-02T00:00:00Z",
    "WEEK, 2026-01-03T23:59:59Z, 2026-01-04T00:00:00Z",
    "MONTH, 2026-01-31T23:59:59Z, 2026-02-01T00:00:00Z"
  })
  void aKeysQuotaLastsForItsPeriod(String period, String last, String next) {
    hosts.push(Catalogs.limiting(1, Optional.empty(), Optional.of(new Quota(2, period)), "a"));
    use("a", 0);
    use("a", 1);

    now.set(Instant.parse(last));
    Response spent = use("a", 0);
    assertThat(spent.status()).isEqualTo(429);
    assertThat(spent.text()).isEqualTo("{\"message\":\"Limit Exceeded\"}");
    assertThat(spent.headers().first("x-amzn-errortype")).contains("LimitExceededException");

    now.set(Instant.parse(next));
    assertThat(use("a", 0).status()).isEqualTo(200);
  }
}
