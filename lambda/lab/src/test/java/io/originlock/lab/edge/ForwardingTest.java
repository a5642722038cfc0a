package io.originlock.lab.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.lab.LabException;
import io.originlock.lab.model.EdgePolicies;
import io.originlock.lab.model.ManagedPolicies;
import io.originlock.lab.model.RequestPolicy;
import io.originlock.lab.model.RequestPolicy.Choice;
import io.originlock.lab.model.ResponsePolicy;
import io.originlock.lab.model.ResponsePolicy.Added;
import io.originlock.lab.net.HeaderMap;
import io.originlock.lab.net.Listener;
import io.originlock.lab.net.Request;
import io.originlock.lab.net.Response;
import io.originlock.lab.spread.Delays;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of one viewer's request arrives at the origin, by the settings of a behaviour. */
class ForwardingTest {
  private static final InetSocketAddress PEER = new InetSocketAddress("127.0.0.1", 40000);
  private static final String VIEWER = "www.example.com";
  private static final String ORIGIN = "origin.test";
  private static final String NO_CACHE = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

  private final AtomicReference<Request> arrived = new AtomicReference<>();
  private final Listener origin =
      Listener.plain(
          0,
          (request, peer) -> {
            arrived.set(request);
            return new Response(
                200, new HeaderMap().set("x-one", "origin").set("x-two", "origin"), new byte[0]);
          });
  private final EdgeFleet fleet =
      new EdgeFleet(1, Delays.none(), host -> origin.address(), Clock.systemUTC());

  @AfterEach
  void close() throws IOException {
    fleet.close();
    origin.close();
  }

  /** Host, query, cookies, and those of some headers that arrived as the viewer sent them. */
  private String arrives(String settings, EdgePolicies policies) {
    String alias =
        "<Aliases><Quantity>1</Quantity><Items><CNAME>" + VIEWER + "</CNAME></Items></Aliases>";
    String config = Configs.forwarding(ORIGIN, "x-api-key", "secret", settings);
    fleet.push(
        "D1",
        "d1.cloudfront.net",
        "E1",
        config.replace("<Origins>", alias + "<Origins>"),
        policies);
    Request viewer =
        Request.of("GET", "/pets?a=1&b=2&A=3")
            .with("host", VIEWER)
            .with("user-agent", "curl")
            .with("accept", "x/y")
            .with("authorization", "Bearer t")
            .with("x-custom", "c")
            .with("x-api-key", "viewer's")
            .with("cookie", "session=1; theme=dark");
    assertThat(fleet.answer(viewer, PEER).status()).isEqualTo(200);
    HeaderMap got = arrived.get().headers();
    assertThat(got.all("x-api-key")).containsExactly("secret");
    String headers =
        List.of("accept", "authorization", "user-agent", "x-custom").stream()
            .filter(name -> got.first(name).equals(viewer.headers().first(name)))
            .collect(Collectors.joining(" "));
    return String.join(
        " | ",
        got.first("host").orElse(""),
        String.valueOf(arrived.get().query()),
        got.first("cookie").orElse("-"),
        headers.isEmpty() ? "-" : headers);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '"',
      textBlock =
          """
          AllViewer > www.example.com | a=1&b=2&A=3 | session=1; theme=dark | accept authorization user-agent x-custom
          AllViewerAndCloudFrontHeaders-2022-06 > www.example.com | a=1&b=2&A=3 | session=1; theme=dark | accept authorization user-agent x-custom
          AllViewerExceptHostHeader > origin.test | a=1&b=2&A=3 | session=1; theme=dark | accept authorization user-agent x-custom
          HostHeaderOnly > www.example.com | null | - | -
          UserAgentRefererHeaders > origin.test | null | - | user-agent
          CORS-CustomOrigin > origin.test | null | - | -
          Elemental-MediaTailor-PersonalizedManifests > origin.test | a=1&b=2&A=3 | - | user-agent
          """)
  void managedOriginRequestPolicies(String name, String expected) {
    String id =
        ManagedPolicies.originRequest().stream()
            .filter(policy -> policy.name().equals(name))
            .map(ManagedPolicies.OriginRequest::id)
            .findFirst()
            .orElseThrow();

    assertThat(arrives(policies(NO_CACHE, id), ManagedPolicies.all())).isEqualTo(expected);
  }

  /** What is in the key of a cache goes to the origin without being asked for. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      textBlock =
          """
          CachingDisabled > origin.test | null | - | -
          CachingOptimized > origin.test | null | - | -
          UseOriginCacheControlHeaders > www.example.com | null | session=1; theme=dark | -
          UseOriginCacheControlHeaders-QueryStrings > www.example.com | a=1&b=2&A=3 | session=1; theme=dark | -
          Amplify > www.example.com | a=1&b=2&A=3 | session=1; theme=dark | authorization
          """)
  void managedCachePolicies(String name, String expected) {
    String id =
        ManagedPolicies.cache().stream()
            .filter(policy -> policy.name().equals(name))
            .map(ManagedPolicies.Cache::id)
            .findFirst()
            .orElseThrow();

    assertThat(arrives(policies(id, ""), ManagedPolicies.all())).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      textBlock =
          """
          whitelist:host,X-Custom > whitelist:theme > whitelist:a > www.example.com | a=1 | theme=dark | x-custom
          allExcept:Host,x-custom > allExcept:theme > allExcept:a > origin.test | b=2&A=3 | session=1 | accept authorization user-agent
          none > all > none > origin.test | null | session=1; theme=dark | -
          """)
  void customPolicies(String headers, String cookies, String query, String expected) {
    RequestPolicy policy = new RequestPolicy(choice(headers), choice(cookies), choice(query));
    Map<String, RequestPolicy> all = new HashMap<>(ManagedPolicies.all().originRequest());
    all.put("custom", policy);

    assertThat(
            arrives(
                policies(NO_CACHE, "custom"),
                new EdgePolicies(ManagedPolicies.all().cache(), all, Map.of())))
        .isEqualTo(expected);
  }

  /** Legacy settings send on what nobody names, but for some headers. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      textBlock =
          """
          false > '' > none > origin.test | null | - | x-custom
          true > '' > all > origin.test | a=1&b=2&A=3 | session=1; theme=dark | x-custom
          true > Host > none > www.example.com | a=1&b=2&A=3 | - | x-custom
          true > Authorization,Accept > none > origin.test | a=1&b=2&A=3 | - | accept authorization x-custom
          true > * > none > www.example.com | a=1&b=2&A=3 | - | accept authorization user-agent x-custom
          """)
  void forwardedValues(String query, String headers, String cookies, String expected) {
    String names =
        List.of(headers.split(",")).stream()
            .filter(name -> !name.isEmpty())
            .map("<Name>%s</Name>"::formatted)
            .collect(Collectors.joining());
    String settings =
        "<ForwardedValues><QueryString>%s</QueryString><Cookies><Forward>%s</Forward></Cookies><Headers><Items>%s</Items></Headers></ForwardedValues>"
            .formatted(query, cookies, names);

    assertThat(arrives(settings, ManagedPolicies.all())).isEqualTo(expected);
  }

  /** Of two headers of the origin's, and one that it does not send. */
  @ParameterizedTest
  @CsvSource({
    "X-One, '', false, - origin -",
    "'', x-one, true, policy origin -",
    "'', x-one, false, origin origin -",
    "'', x-three, false, origin origin policy",
    "x-two, x-two, false, origin policy -"
  })
  void aResponseHeadersPolicyChangesAnswers(
      String removed, String added, boolean overrides, String expected) {
    ResponsePolicy policy =
        new ResponsePolicy(
            removed.isEmpty() ? List.of() : List.of(removed),
            added.isEmpty() ? List.of() : List.of(new Added(added, "policy", overrides)));
    fleet.push(
        "D1",
        "d1.cloudfront.net",
        "E1",
        Configs.forwarding(
            ORIGIN, "x-api-key", "secret", "<ResponseHeadersPolicyId>r</ResponseHeadersPolicyId>"),
        new EdgePolicies(Map.of(), Map.of(), Map.of("r", policy)));

    Response response =
        fleet.answer(Request.of("GET", "/").with("host", "d1.cloudfront.net"), PEER);

    assertThat(
            Stream.of("x-one", "x-two", "x-three")
                .map(name -> response.headers().first(name).orElse("-"))
                .collect(Collectors.joining(" ")))
        .isEqualTo(expected);
  }

  @Test
  void aPolicyThatIsNotThereIsNeverTakenForAnother() {
    assertThatThrownBy(() -> arrives(policies(NO_CACHE, "gone"), ManagedPolicies.all()))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("gone");
  }

  private static Choice choice(String text) {
    String[] parts = text.split(":");
    return new Choice(parts[0], parts.length < 2 ? List.of() : List.of(parts[1].split(",")));
  }

  private static String policies(String cache, String originRequest) {
    return "<CachePolicyId>%s</CachePolicyId><OriginRequestPolicyId>%s</OriginRequestPolicyId>"
        .formatted(cache, originRequest);
  }
}
