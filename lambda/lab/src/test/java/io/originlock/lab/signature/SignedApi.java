package io.originlock.lab.signature;

import io.originlock.lab.aws.AwsLab;
import io.originlock.lab.control.Clients;
import io.originlock.lab.demo.Repository;
import io.originlock.lab.edge.Configs;
import io.originlock.lab.edge.EdgeFleet;
import io.originlock.lab.functions.Deployed;
import io.originlock.lab.gateway.AuthorizerPath;
import io.originlock.lab.gateway.GatewayHosts;
import io.originlock.lab.model.ApiCatalog.Authorizer;
import io.originlock.lab.model.Catalogs;
import io.originlock.lab.net.Listener;
import io.originlock.lab.net.Request;
import io.originlock.lab.net.Response;
import io.originlock.lab.spread.Delays;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * An API that takes any path, behind an edge and the gate's real functions: the edge's in Node, the
 * authorizer's in a JVM, with two honoured keys of which the edge signs with the first. There is no
 * lock.
 */
final class SignedApi implements AutoCloseable {
  private static final InetSocketAddress PEER = new InetSocketAddress("127.0.0.1", 40000);
  private static final String DOMAIN = "d1.cloudfront.net";
  static final String SIGNATURE = "x-origin-lock-signature";

  private final Clients clients;
  private final String name = "signed-" + UUID.randomUUID().toString().substring(0, 8);
  private final String path = "/origin-lock/" + name;
  private final AtomicReference<Request> arrived = new AtomicReference<>();
  private final GatewayHosts hosts;
  private final Listener front;
  private final EdgeFleet fleet;

  /**
   * @param environment of the authorizer, on top of what it must have
   * @param authorizerPath the form of the path in its events
   */
  SignedApi(
      AwsLab lab, Clients clients, Map<String, String> environment, AuthorizerPath authorizerPath) {
    this.clients = clients;
    this.hosts =
        new GatewayHosts(
            1,
            Delays.none(),
            host -> null,
            Clock.systemUTC(),
            lab.functions().served(),
            authorizerPath);
    this.front = Listener.plain(0, this::arrive);
    this.fleet =
        new EdgeFleet(
            1, Delays.none(), host -> front.address(), Clock.systemUTC(), lab.functions().served());
    honour("g1");
    honour("g2");
    String authorizer = authorizer(environment);
    Authorizer deployed =
        new Authorizer(
            "auth1",
            "REQUEST",
            "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
                + authorizer
                + "/invocations",
            "method.request.header." + SIGNATURE,
            0);
    hosts.push(
        Catalogs.of(
            1,
            List.of(Catalogs.authorized("/", deployed), Catalogs.authorized("/{proxy+}", deployed)),
            Map.of()));
    fleet.push(
        "D1",
        DOMAIN,
        "E1",
        Configs.signing(Catalogs.API_HOST, "x-origin-lock-key", "g1." + secret("g1"), signer())
            .replaceFirst(
                "<AllowedMethods>.*</AllowedMethods>",
                "<AllowedMethods><Quantity>7</Quantity><Items><Method>GET</Method><Method>HEAD</Method><Method>OPTIONS</Method><Method>PUT</Method><Method>POST</Method><Method>PATCH</Method><Method>DELETE</Method></Items></AllowedMethods>"));
  }

  static String secret(String id) {
    return id + "x".repeat(38);
  }

  void honour(String id) {
    clients
        .ssm()
        .putParameter(
            r ->
                r.name(path + "/honoured/" + id)
                    .value(secret(id))
                    .type(ParameterType.SECURE_STRING)
                    .overwrite(true));
  }

  void retire(String id) {
    clients.ssm().deleteParameters(r -> r.names(path + "/honoured/" + id));
  }

  private String authorizer(Map<String, String> environment) {
    String function = name + "-authorizer";
    Map<String, String> variables = new HashMap<>();
    variables.put("ORIGIN_LOCK_NAME", name);
    variables.put("ORIGIN_LOCK_PATH", path);
    variables.putAll(environment);
    String role =
        Deployed.role(
            clients,
            function,
            "lambda.amazonaws.com",
            Deployed.logs()
                + ","
                + Deployed.statement(
                    "Keys",
                    "ssm:GetParametersByPath",
                    "arn:aws:ssm:us-east-1:123456789012:parameter" + path + "/honoured*"));
    create(
        Repository.find().authorizer(),
        r ->
            r.functionName(function)
                .role(role)
                .runtime(Runtime.JAVA21)
                .handler("io.originlock.authorizer.AuthorizerHandler::handleRequest")
                .environment(e -> e.variables(variables)));
    clients
        .lambda()
        .addPermission(
            r ->
                r.functionName(function)
                    .statementId("authorizer")
                    .action("lambda:InvokeFunction")
                    .principal("apigateway.amazonaws.com")
                    .sourceArn(
                        "arn:aws:execute-api:us-east-1:123456789012:api1/authorizers/auth1"));
    return "arn:aws:lambda:us-east-1:123456789012:function:" + function;
  }

  private String signer() {
    String function = name + "-edge";
    String role = Deployed.role(clients, function, "lambda.amazonaws.com", Deployed.logs());
    create(
        Repository.find().edgeSigner(),
        r ->
            r.functionName(function)
                .role(role)
                .runtime(Runtime.NODEJS22_X)
                .handler("index.handler")
                .publish(true));
    return "arn:aws:lambda:us-east-1:123456789012:function:" + function + ":1";
  }

  private void create(Path zip, Consumer<CreateFunctionRequest.Builder> more) {
    try {
      SdkBytes code = SdkBytes.fromByteArray(Files.readAllBytes(zip));
      clients.lambda().createFunction(r -> more.accept(r.timeout(30).code(c -> c.zipFile(code))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Response arrive(Request request, InetSocketAddress peer) {
    arrived.set(request);
    return hosts.answer(request, peer);
  }

  /** As a viewer asks. */
  Response through(Request request) {
    arrived.set(null);
    return fleet.answer(request.with("host", DOMAIN), PEER);
  }

  /** What came to the API of the last viewer's request. */
  Request captured() {
    return arrived.get();
  }

  /** As somebody asks who goes past CloudFront. */
  Response direct(Request request) {
    return hosts.answer(request.with("host", Catalogs.API_HOST), PEER);
  }

  @Override
  public void close() throws IOException {
    fleet.close();
    front.close();
    hosts.close();
    clients.lambda().deleteFunction(r -> r.functionName(name + "-edge"));
    clients.lambda().deleteFunction(r -> r.functionName(name + "-authorizer"));
  }
}
