package io.originlock.handler;

import io.originlock.apikey.ApiKeyCheck;
import io.originlock.apikey.ApiKeyGate;
import io.originlock.audit.ApiAuditor;
import io.originlock.audit.GateCheck;
import io.originlock.aws.ApiStage;
import io.originlock.aws.AwsClients;
import io.originlock.aws.CustomDomains;
import io.originlock.aws.ParameterStore;
import io.originlock.cloudfront.CloudFrontDistributions;
import io.originlock.cloudfront.Member;
import io.originlock.cloudfront.Origins;
import io.originlock.cloudfront.Routes;
import io.originlock.engine.Lock;
import io.originlock.handler.Configuration.GateChoice;
import io.originlock.port.Gate;
import io.originlock.port.Journal;
import io.originlock.port.Pause;
import io.originlock.port.World;
import io.originlock.probe.AtTheEdge;
import io.originlock.probe.HttpsProber;
import io.originlock.probe.HttpsProber.Target;
import io.originlock.probe.HttpsProber.Timeouts;
import io.originlock.probe.Refusal;
import io.originlock.signature.SignatureCheck;
import io.originlock.signature.SignatureGate;
import io.originlock.signature.SigningEdge;
import io.originlock.state.SsmPublished;
import io.originlock.state.SsmStateLog;
import io.originlock.validation.ProtectedMethods;
import io.originlock.validation.RequestValidationCheck;
import io.originlock.validation.RequestValidationGate;
import io.originlock.webacl.WebAclCheck;
import io.originlock.webacl.WebAclGate;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.wafv2.Wafv2Client;

/** Puts the engine and the adapters together. */
final class Wiring {
  private Wiring() {}

  /** What serves events. */
  record Services(Lock lock, ApiAuditor auditor) {}

  /** A gate, how it is audited, how a probe is sent, and what a refusal of it looks like. */
  private record GateParts(Gate gate, GateCheck check, AtTheEdge edge, Refusal refusal) {
    GateParts(Gate gate, GateCheck check, Refusal refusal) {
      this(gate, check, AtTheEdge.unchanged(), refusal);
    }
  }

  static Services wire(Configuration config, Clock clock, Journal journal) {
    SecureRandom random = new SecureRandom();
    Pause pause = Wiring::sleep;
    AwsClients aws =
        new AwsClients(config.region(), new AwsClients.Waiting(pause, System::nanoTime, random));
    ParameterStore parameters = aws.parameters(config.kmsKey(), config.tags());
    List<ApiStage> stages = stages(config.stages().stream());
    List<Member> members = members(config.distributions(), false);
    GateParts parts = gate(config, aws, stages, random, clock, pause);
    CloudFrontDistributions distributions =
        new CloudFrontDistributions(
            aws,
            Stream.concat(
                    members.stream(), members(config.released().distributions(), true).stream())
                .toList(),
            parts.gate()::owns,
            !parts.check().reachesTheApi(),
            new Routes(
                stages(
                    Stream.concat(config.stages().stream(), config.released().stages().stream())),
                new CustomDomains(aws.apiGateway())));
    World world =
        new World(
            parts.gate(),
            distributions,
            prober(config, parts, random),
            new SsmStateLog(parameters, config.path()),
            new SsmPublished(parameters, config.name(), config.path()),
            config.roster());
    return new Services(
        new Lock(config.name(), world, config.settings(), clock, pause, journal),
        new ApiAuditor(
            aws.apiGateway(),
            aws.waf(),
            stages,
            parts.check(),
            new Origins(aws, members),
            distributions::open));
  }

  private static List<ApiStage> stages(Stream<Configuration.ProtectedStage> stages) {
    return stages.map(Configuration.ProtectedStage::apiStage).toList();
  }

  private static List<Member> members(
      List<Configuration.Distribution> distributions, boolean released) {
    return distributions.stream()
        .map(each -> new Member(each.id(), each.origins(), released))
        .toList();
  }

  private static GateParts gate(
      Configuration config,
      AwsClients aws,
      List<ApiStage> stages,
      SecureRandom random,
      Clock clock,
      Pause pause) {
    GateChoice choice = config.gate();
    if (choice instanceof GateChoice.ApiKey apiKey) {
      ApiGatewayClient apiGateway = aws.apiGateway();
      String plan = apiKey.usagePlanId();
      return new GateParts(
          new ApiKeyGate(
              apiGateway,
              config.name(),
              config.region(),
              config.tags(),
              plan,
              stages,
              apiKey.probePaths(),
              random),
          new ApiKeyCheck(apiGateway, config.name(), config.region(), plan, stages),
          Refusal.forbidden());
    }
    if (choice instanceof GateChoice.WebAcl webAcl) {
      Wafv2Client waf = aws.waf();
      String group = webAcl.ruleGroupArn();
      return new GateParts(
          new WebAclGate(waf, aws.apiGateway(), group, stages, webAcl.probePaths(), random, clock),
          new WebAclCheck(waf, group),
          Refusal.forbidden());
    }
    if (choice instanceof GateChoice.RequestValidation validation) {
      ApiGatewayClient apiGateway = aws.patchingApiGateway();
      return new GateParts(
          new RequestValidationGate(
              apiGateway,
              config.name(),
              stages,
              new ProtectedMethods(validation.methods(), validation.probePaths()),
              validation.deploysDrafts(),
              random,
              clock,
              pause),
          new RequestValidationCheck(),
          Refusal.invalidParameters());
    }
    if (choice instanceof GateChoice.Signature signature) {
      ApiGatewayClient apiGateway = aws.apiGateway();
      String authorizer = signature.authorizerArn();
      return new GateParts(
          new SignatureGate(
              aws.parameters(config.kmsKey(), config.tags()),
              apiGateway,
              config.path(),
              authorizer,
              signature.signsQuery(),
              stages,
              signature.probePaths(),
              random),
          new SignatureCheck(authorizer),
          new SigningEdge(signature.signedPath(), clock)::send,
          Refusal.unauthorized());
    }
    throw new IllegalStateException("A gate without wiring: " + choice);
  }

  private static HttpsProber prober(Configuration config, GateParts parts, SecureRandom random) {
    return new HttpsProber(
        config.stages().stream()
            .map(each -> new Target("stage " + each.stage(), each.probe()))
            .toList(),
        config.distributions().stream()
            .collect(
                Collectors.toMap(
                    Configuration.Distribution::id, each -> new Target(each.id(), each.probe()))),
        parts.edge(),
        parts.refusal(),
        Timeouts.usual(),
        random);
  }

  private static void sleep(Duration duration) {
    try {
      Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting: the runtime is going down.", e);
    }
  }
}
