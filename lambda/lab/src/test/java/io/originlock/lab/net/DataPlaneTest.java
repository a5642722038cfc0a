package io.originlock.lab.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.lab.edge.Configs;
import io.originlock.lab.edge.EdgeFleet;
import io.originlock.lab.gateway.GatewayHosts;
import io.originlock.lab.iam.Statement;
import io.originlock.lab.model.ApiCatalog.Endpoint;
import io.originlock.lab.model.Catalogs;
import io.originlock.lab.model.ManagedPolicies;
import io.originlock.lab.spread.Delays;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Edges and API behind real ports: plain HTTP, and HTTPS under AWS's own names. */
class DataPlaneTest {

  private static final String DOMAIN = "d1.cloudfront.net";

  @TempDir Path directory;

  private final DataPlane plane = new DataPlane();
  private final EdgeFleet fleet =
      new EdgeFleet(4, Delays.none(), plane.ofEdges(), Clock.systemUTC());
  private final GatewayHosts hosts = new GatewayHosts(2, Delays.none(), plane, Clock.systemUTC());

  @BeforeEach
  void open() {
    plane.open(directory, fleet, hosts);
    hosts.push(Catalogs.honouring(1, "secret"));
    fleet.push("D1", DOMAIN, "E1", Configs.presenting(Catalogs.API_HOST, "x-api-key", "secret"));
  }

  @AfterEach
  void close() throws IOException {
    plane.close();
    fleet.close();
    hosts.close();
  }

  /** API Gateway knows its APIs by their own names, whatever the key. */
  @ParameterizedTest
  @CsvSource({
    "AllViewerExceptHostHeader, 200",
    "AllViewer, 403",
    "HostHeaderOnly, 403",
    "UserAgentRefererHeaders, 200"
  })
  void anApiRefusesTheHostOfViewers(String policy, int status) throws IOException {
    String id =
        ManagedPolicies.originRequest().stream()
            .filter(each -> each.name().equals(policy))
            .map(ManagedPolicies.OriginRequest::id)
            .findFirst()
            .orElseThrow();
    fleet.push(
        "D1",
        DOMAIN,
        "E2",
        Configs.forwarding(
            Catalogs.API_HOST,
            "x-api-key",
            "secret",
            "<OriginRequestPolicyId>" + id + "</OriginRequestPolicyId>"));

    try (Wire wire = new Wire(Duration.ofSeconds(5), 1)) {
      Response response = wire.send(plane.edges(), Request.of("GET", "/pets").with("host", DOMAIN));

      assertThat(response.status()).isEqualTo(status);
      if (status == 403) {
        assertThat(response.text()).isEqualTo("{\"message\":\"Forbidden\"}");
        assertThat(response.headers().first("x-amzn-errortype")).contains("ForbiddenException");
      }
    }
  }

  /** A resource policy tells edges from everybody else by the address that they call from. */
  @Test
  void edgesCallFromAnAddressOfCloudFronts() throws IOException {
    List<Statement> edgesAlone =
        Statement.parse(
            "edges",
            new ObjectMapper()
                .readTree(
                    """
                    {"Statement": [
                      {"Effect": "Allow", "Action": "execute-api:Invoke", "Resource": "*"},
                      {"Effect": "Deny", "Action": "execute-api:Invoke", "Resource": "*",
                       "Condition": {"NotIpAddress": {"aws:SourceIp": "130.176.0.0/17"}}}
                    ]}
                    """));
    hosts.push(
        Catalogs.behind(
            Catalogs.honouring(2, "secret"), new Endpoint(false, Optional.of(edgesAlone))));

    try (Wire wire = new Wire(Duration.ofSeconds(5), 1)) {
      Request viewer = Request.of("GET", "/pets").with("host", DOMAIN);
      assertThat(wire.send(plane.edges(), viewer).status()).isEqualTo(200);
      Request direct =
          Request.of("GET", "/prod/pets")
              .with("host", Catalogs.API_HOST)
              .with("x-api-key", "secret");
      Response refused = wire.send(plane.gateway(), direct);
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.text())
          .isEqualTo(
              "{\"Message\":\"User: anonymous is not authorized to perform: execute-api:Invoke on"
                  + " resource: arn:aws:execute-api:us-east-1:********9012:api1/prod/GET/pets with"
                  + " an explicit deny\"}");
    }
  }

  @Test
  void throughAnEdgeARequestPassesAndPastItDoesNot() throws IOException {
    try (Wire wire = new Wire(Duration.ofSeconds(5), 10)) {
      for (int i = 0; i < 30; i++) {
        Request viewer = Request.of("GET", "/pets").with("host", DOMAIN);
        assertThat(wire.send(plane.edges(), viewer).text()).isEqualTo("[\"dog\"]");
        Request intruder = Request.of("GET", "/prod/pets").with("host", Catalogs.API_HOST);
        assertThat(wire.send(plane.gateway(), intruder).status()).isEqualTo(403);
      }
    }
  }

  @Test
  void aClientWithTheTrustStoreAndTheProxyReachesTheRealNames() throws Exception {
    HttpClient client =
        HttpClient.newBuilder()
            .proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", plane.proxyPort())))
            .sslContext(trusting(plane.certificates().trustStore()))
            .build();

    HttpResponse<String> viewer = get(client, "https://" + DOMAIN + "/pets");
    HttpResponse<String> direct = get(client, "https://" + Catalogs.API_HOST + "/prod/pets");

    assertThat(viewer.statusCode()).isEqualTo(200);
    assertThat(viewer.headers().firstValue("x-amz-cf-pop")).isPresent();
    assertThat(direct.statusCode()).isEqualTo(403);
    assertThat(plane.certificates().pem()).content().startsWith("-----BEGIN CERTIFICATE-----");
    assertThatThrownBy(() -> get(client, "https://example.com/")).isInstanceOf(IOException.class);
  }

  private static HttpResponse<String> get(HttpClient client, String url) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static SSLContext trusting(Path trustStore) throws Exception {
    KeyStore trust = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(trustStore)) {
      trust.load(in, Certificates.PASSWORD.toCharArray());
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trust);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }
}
