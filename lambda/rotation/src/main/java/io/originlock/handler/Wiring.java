package io.originlock.handler;

import io.originlock.apikey.ApiKeyGate;
import io.originlock.aws.ApiStage;
import io.originlock.aws.AwsClients;
import io.originlock.cloudfront.CloudFrontDistributions;
import io.originlock.cloudfront.Member;
import io.originlock.engine.Gate;
import io.originlock.engine.Journal;
import io.originlock.engine.Lock;
import io.originlock.engine.Pause;
import io.originlock.engine.World;
import io.originlock.handler.Configuration.GateChoice;
import io.originlock.probe.HttpsProber;
import io.originlock.probe.HttpsProber.Target;
import io.originlock.probe.HttpsProber.Timeouts;
import io.originlock.probe.Refusal;
import io.originlock.state.SsmPublished;
import io.originlock.state.SsmStateLog;
import io.originlock.webacl.WebAclGate;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Puts the engine and the adapters together. */
final class Wiring {
  private Wiring() {}

  static Lock lock(Configuration config, Clock clock, Journal journal) {
    AwsClients aws = new AwsClients(config.region());
    SecureRandom random = new SecureRandom();
    SsmClient ssm = aws.ssm();
    Pause pause = Wiring::sleep;
    Gate gate = gate(config, aws, random, clock);
    World world =
        new World(
            gate,
            new CloudFrontDistributions(
                aws,
                config.distributions().stream()
                    .map(each -> new Member(each.id(), each.origins()))
                    .toList(),
                gate::owns),
            prober(config, random),
            new SsmStateLog(ssm, config.path(), config.kmsKey()),
            new SsmPublished(ssm, config.name(), config.path(), config.kmsKey()));
    return new Lock(config.name(), world, config.settings(), clock, pause, journal);
  }

  private static Gate gate(Configuration config, AwsClients aws, SecureRandom random, Clock clock) {
    List<ApiStage> stages =
        config.stages().stream().map(each -> new ApiStage(each.restApiId(), each.stage())).toList();
    GateChoice choice = config.gate();
    if (choice instanceof GateChoice.ApiKey apiKey) {
      return new ApiKeyGate(
          aws.apiGateway(),
          config.name(),
          config.region(),
          apiKey.usagePlanId(),
          stages,
          apiKey.probePaths(),
          random);
    }
    if (choice instanceof GateChoice.WebAcl webAcl) {
      return new WebAclGate(
          aws.waf(),
          aws.apiGateway(),
          webAcl.ruleGroupArn(),
          stages,
          webAcl.probePaths(),
          random,
          clock);
    }
    throw new IllegalStateException("A gate without wiring: " + choice);
  }

  private static HttpsProber prober(Configuration config, SecureRandom random) {
    return new HttpsProber(
        config.stages().stream()
            .map(each -> new Target("stage " + each.stage(), each.probe()))
            .toList(),
        config.distributions().stream()
            .collect(
                Collectors.toMap(
                    Configuration.Distribution::id, each -> new Target(each.id(), each.probe()))),
        Refusal.forbidden(),
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
