package io.originlock.survey;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.survey.DomainFacts.By;
import io.originlock.survey.DomainFacts.Mode;
import io.originlock.survey.DomainFacts.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where an origin's requests go, and which distributions a survey keeps for it. */
class DestinationTest {
  private static final String REGION = "eu-central-1";
  private static final Scope SCOPE =
      new Scope(
          List.of(
              new Target.Stage(REGION, "shop123456", "prod"),
              new Target.Stage(REGION, "shop123456", "beta"),
              new Target.Stage(REGION, "blog123456", "prod")),
          Map.of("MEMBER", Set.of("o")),
          Optional.empty());

  private static final List<DomainFacts> DOMAINS =
      List.of(
          domain(
              "shop.example.com",
              Set.of("d-other.execute-api.eu-central-1.amazonaws.com", "d1.cloudfront.net"),
              new Route(By.MAPPING, "v1", "shop123456", Optional.of("prod"), false),
              new Route(By.RULE, "v2", "shop123456", Optional.of("beta"), true),
              new Route(By.MAPPING, "gone", "shop123456", Optional.of("gone"), false)),
          domain(
              "*.blog.example.com",
              Set.of(),
              new Route(By.MAPPING, "", "blog123456", Optional.empty(), false)),
          domain("empty.example.com", Set.of()));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          shop123456.execute-api.eu-central-1.amazonaws.com   | /prod    | API       | shop123456/prod
          SHOP123456.execute-api.eu-central-1.amazonaws.com   | /prod/   | API       | shop123456/prod
          shop123456.execute-api.eu-central-1.amazonaws.com   | /beta/v1 | API       | shop123456/beta
          shop123456.execute-api.eu-central-1.amazonaws.com   |          | API       | shop123456/prod shop123456/beta
          shop123456.execute-api.eu-central-1.amazonaws.com   | /dev     | API       |
          shop123456.execute-api.eu-central-1.amazonaws.com   | /produce | API       |
          shop123456.execute-api.eu-west-1.amazonaws.com      | /prod    | API       |
          other12345.execute-api.eu-central-1.amazonaws.com   | /prod    | API       |
          shop.example.com                                    | /v1      | DOMAIN    | shop123456/prod
          shop.example.com                                    | /v1/pets | DOMAIN    | shop123456/prod
          shop.example.com                                    | /v10     | DOMAIN    |
          shop.example.com                                    |          | DOMAIN    | shop123456/prod shop123456/beta
          d-other.execute-api.eu-central-1.amazonaws.com      | /v2      | DOMAIN    | shop123456/beta
          d1.cloudfront.net                                   | /v2      | DOMAIN    | shop123456/beta
          any.blog.example.com                                |          | DOMAIN    | blog123456/prod
          empty.example.com                                   |          | DOMAIN    |
          assets.s3.eu-central-1.amazonaws.com                |          | ELSEWHERE |
          assets.s3-website-us-east-1.amazonaws.com           |          | ELSEWHERE |
          abc.lambda-url.eu-central-1.on.aws                  |          | ELSEWHERE |
          proxy.example.net                                   |          | UNKNOWN   |
          blog.example.com                                    |          | UNKNOWN   |
          shop123456-vpce-1.execute-api.eu-central-1.amazonaws.com | /prod | UNKNOWN |
          """)
  void anOriginLeadsTo(String host, String path, Destination.Kind kind, String targets) {
    Destination destination =
        Destination.of(origin(host, path == null ? "" : path), SCOPE.targets(), DOMAINS);

    assertThat(destination.kind()).isEqualTo(kind);
    assertThat(
            destination.targets().stream()
                .map(Target.Stage::member)
                .collect(Collectors.joining(" ")))
        .isEqualTo(targets == null ? "" : targets);
    assertThat(destination.reachesTarget()).isEqualTo(targets != null);
  }

  @Test
  void othersAreKeptThatLeadToATargetDirectlyOrByADomain() {
    Survey edges =
        Survey.of(SCOPE)
            .withDistributions(
                List.of(
                    distribution("MEMBER", "stranger.example.net", ""),
                    distribution(
                        "DIRECT", "shop123456.execute-api.eu-central-1.amazonaws.com", "/prod"),
                    distribution(
                        "OTHER", "shop123456.execute-api.eu-central-1.amazonaws.com", "/dev"),
                    distribution("DOMAIN", "shop.example.com", "/v2"),
                    distribution("FILES", "assets.s3.eu-central-1.amazonaws.com", "")));
    Survey apis =
        new Survey(
            SCOPE, List.of(), List.of(), List.of(), List.of(), List.of(), DOMAINS, List.of(),
            List.of());

    Survey whole = new Together(List.of(scope -> edges, scope -> apis)).survey(SCOPE);

    assertThat(whole.distributions())
        .extracting(DistributionFacts::id)
        .containsExactly("MEMBER", "DIRECT", "DOMAIN");
    assertThat(whole.members()).extracting(DistributionFacts::id).containsExactly("MEMBER");
    assertThat(whole.domains()).isEqualTo(DOMAINS);
  }

  private static DomainFacts domain(String name, Set<String> hosts, Route... routes) {
    return new DomainFacts(
        name, hosts, EndpointType.REGIONAL, Mode.MAPPINGS, false, List.of(routes));
  }

  private static Origin origin(String host, String path) {
    return new Origin("o", host, path, Origin.Protocol.HTTPS_ONLY, HeaderNames.NONE);
  }

  private static DistributionFacts distribution(String id, String host, String path) {
    return new DistributionFacts(
        id,
        "d.cloudfront.net",
        List.of(),
        true,
        true,
        false,
        Optional.empty(),
        List.of(origin(host, path)),
        List.of(),
        List.of(),
        List.of(),
        Attached.NOTHING);
  }
}
