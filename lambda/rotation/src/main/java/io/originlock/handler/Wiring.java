package io.originlock.handler;

import io.originlock.apigateway.ApiSurveyor;
import io.originlock.aws.ApiStage;
import io.originlock.aws.AwsClients;
import io.originlock.aws.CustomDomains;
import io.originlock.aws.ParameterStore;
import io.originlock.cloudfront.CloudFrontDistributions;
import io.originlock.cloudfront.CloudFrontSurveyor;
import io.originlock.cloudfront.Member;
import io.originlock.cloudfront.Routes;
import io.originlock.engine.Lock;
import io.originlock.gate.GateKind;
import io.originlock.gate.InstalledGate;
import io.originlock.gate.Workshop;
import io.originlock.port.Journal;
import io.originlock.port.World;
import io.originlock.probe.HttpsProber;
import io.originlock.probe.HttpsProber.Target;
import io.originlock.probe.HttpsProber.Timeouts;
import io.originlock.settings.Environment;
import io.originlock.state.SsmPublished;
import io.originlock.state.SsmStateLog;
import io.originlock.survey.Surveyor;
import io.originlock.survey.Together;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts the engine and the adapters together. */
final class Wiring {
  private Wiring() {}

  /** What serves events. */
  record Services(Lock lock, WorldExaminer examiner, Optional<String> ruleGroup) {}

  /**
   * @param env what the gate reads its own settings from
   */
  static Services wire(Environment env, Configuration config, Clock clock, Journal journal) {
    SecureRandom random = new SecureRandom();
    AwsClients aws = clients(config.region(), random);
    ParameterStore parameters = aws.parameters(config.kmsKey(), config.tags());
    List<ApiStage> stages = stages(config.stages().stream());
    List<Member> members = members(config.distributions(), false);
    GateKind kind = Gates.of(env);
    InstalledGate parts =
        kind.install(
            env,
            new Workshop(
                config.name(),
                config.region(),
                config.path(),
                config.tags(),
                stages,
                config.probePaths(),
                aws,
                parameters,
                random,
                clock,
                System::nanoTime,
                Wiring::sleep));
    CloudFrontDistributions distributions =
        new CloudFrontDistributions(
            aws,
            Stream.concat(
                    members.stream(), members(config.released().distributions(), true).stream())
                .toList(),
            parts.gate()::owns,
            kind.proposed().takenOffAtTheEdge(),
            new Routes(
                stages(
                    Stream.concat(config.stages().stream(), config.released().stages().stream())),
                new CustomDomains(aws.apiGateway(), aws.apiGatewayV2())));
    ApiSurveyor apis = apis(aws, config.region());
    WorldExaminer examiner =
        new WorldExaminer(
            around(apis, aws), apis::stages, parts.look(), Subject.of(config, parts.standsOn()));
    World world =
        new World(
            parts.gate(),
            distributions,
            prober(config, parts, clock, random),
            new SsmStateLog(parameters, config.path()),
            new SsmPublished(parameters, config.name(), config.path()),
            examiner,
            config.roster());
    return new Services(
        new Lock(config.name(), world, config.settings(), clock, Wiring::sleep, journal),
        examiner,
        parts.standsOn().ruleGroup());
  }

  /** Looks at what is around a lock in this region, with the environment's credentials. */
  static Surveyor surveyor(String region) {
    AwsClients aws = clients(region, new SecureRandom());
    return around(apis(aws, region), aws);
  }

  private static AwsClients clients(String region, SecureRandom random) {
    return new AwsClients(region, new AwsClients.Waiting(Wiring::sleep, System::nanoTime, random));
  }

  private static ApiSurveyor apis(AwsClients aws, String region) {
    return new ApiSurveyor(aws.apiGateway(), aws.apiGatewayV2(), aws.waf(), region);
  }

  private static Surveyor around(ApiSurveyor apis, AwsClients aws) {
    return new Together(List.of(apis, new CloudFrontSurveyor(aws)));
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

  private static HttpsProber prober(
      Configuration config, InstalledGate parts, Clock clock, SecureRandom random) {
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
        clock,
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
