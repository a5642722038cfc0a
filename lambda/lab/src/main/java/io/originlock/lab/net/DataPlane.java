package io.originlock.lab.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The ports of the data plane: plain HTTP for each side, HTTPS under AWS's own host names through a
 * CONNECT proxy, and the names by which the sides find each other.
 */
public final class DataPlane implements Resolver, AutoCloseable {

  /**
   * Where the lab's edges call from: an address of CloudFront's.
   *
   * @see <a href="https://ip-ranges.amazonaws.com/ip-ranges.json">AWS's address ranges</a>,
   *     CLOUDFRONT_ORIGIN_FACING
   */
  public static final String EDGES_ADDRESS = "130.176.0.1";

  private static final List<String> CERTIFIED =
      List.of("*.execute-api.us-east-1.amazonaws.com", "*.cloudfront.net");

  private final Map<String, InetSocketAddress> backends = new ConcurrentHashMap<>();
  private Listener edges;
  private Listener gateway;
  private Listener gatewayOfEdges;
  private Listener tls;
  private ConnectProxy proxy;
  private Certificates certificates;

  /**
   * Opens the ports, all free ones.
   *
   * @param directory where the certificate's files go
   */
  public void open(Path directory, Service edgeService, Service gatewayService) {
    certificates = Certificates.make(directory, CERTIFIED);
    gateway = Listener.plain(0, gatewayService);
    gatewayOfEdges =
        Listener.plain(
            0,
            (request, peer) ->
                gatewayService.answer(
                    request, new InetSocketAddress(EDGES_ADDRESS, peer.getPort())));
    edges = Listener.plain(0, edgeService);
    tls =
        Listener.tls(
            0,
            certificates.context(),
            (request, peer) ->
                (isApi(host(request)) ? gatewayService : edgeService).answer(request, peer));
    proxy = new ConnectProxy(0, tls.address(), name -> isApi(name) || isDistribution(name));
  }

  /** Gives the lab one more host name, for the backend of an HTTP integration or an origin. */
  public void backend(String host, InetSocketAddress address) {
    backends.put(host, address);
  }

  @Override
  public InetSocketAddress resolve(String host) throws UnknownHostException {
    InetSocketAddress backend = backends.get(host);
    if (backend != null) {
      return backend;
    }
    if (isApi(host)) {
      return gateway.address();
    }
    if (isDistribution(host)) {
      return edges.address();
    }
    throw new UnknownHostException("the lab has no host " + host);
  }

  /** The names as edges know them: they reach the API's hosts from {@value #EDGES_ADDRESS}. */
  public Resolver ofEdges() {
    return host -> {
      InetSocketAddress address = resolve(host);
      return address.equals(gateway.address()) ? gatewayOfEdges.address() : address;
    };
  }

  private static String host(Request request) {
    return request.headers().first("host").orElse("").replaceFirst(":\\d+$", "");
  }

  private static boolean isApi(String host) {
    return host.endsWith(".execute-api.us-east-1.amazonaws.com");
  }

  private static boolean isDistribution(String host) {
    return host.endsWith(".cloudfront.net");
  }

  /** Where the edges serve plain HTTP; the {@code Host} header names the distribution. */
  public InetSocketAddress edges() {
    return edges.address();
  }

  /** Where the API's hosts serve plain HTTP; the {@code Host} header names the API. */
  public InetSocketAddress gateway() {
    return gateway.address();
  }

  /** The port of the CONNECT proxy for AWS's own host names. */
  public int proxyPort() {
    return proxy.port();
  }

  /** The certificate of the HTTPS side. */
  public Certificates certificates() {
    return certificates;
  }

  /** What a JVM needs among its arguments to reach the data plane over HTTPS. */
  public List<String> jvmFlags() {
    return List.of(
        "-Dhttps.proxyHost=127.0.0.1",
        "-Dhttps.proxyPort=" + proxyPort(),
        "-Djavax.net.ssl.trustStore=" + certificates.trustStore(),
        "-Djavax.net.ssl.trustStoreType=PKCS12",
        "-Djavax.net.ssl.trustStorePassword=" + Certificates.PASSWORD);
  }

  @Override
  public void close() throws IOException {
    proxy.close();
    tls.close();
    edges.close();
    gateway.close();
    gatewayOfEdges.close();
  }
}
