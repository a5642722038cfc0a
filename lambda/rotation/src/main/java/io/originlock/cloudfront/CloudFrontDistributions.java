package io.originlock.cloudfront;

import io.originlock.aws.AwsClients;
import io.originlock.aws.AwsFailures;
import io.originlock.engine.Distributions;
import io.originlock.engine.Header;
import io.originlock.engine.LockException;
import io.originlock.engine.Pause;
import io.originlock.engine.Presentation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.cloudfront.model.GetDistributionResponse;
import software.amazon.awssdk.services.cloudfront.model.NoSuchDistributionException;
import software.amazon.awssdk.services.cloudfront.model.PreconditionFailedException;
import software.amazon.awssdk.services.cloudfront.model.TooManyOriginCustomHeadersException;

/** The secret as an origin custom header of distributions, changed by UpdateDistribution. */
public final class CloudFrontDistributions implements Distributions {
  /** How often an update is tried while others keep changing the distribution. */
  static final int ATTEMPTS = 5;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

  private final CloudFrontClient cloudFront;
  private final List<Member> members;
  private final Predicate<String> owned;
  private final Pause pause;

  /**
   * @param members the distributions of the lock, at least one
   * @param owned which header names are the gate's ({@code gate::owns}); no other header is touched
   * @param pause waits that long; called before an update is tried again
   */
  public CloudFrontDistributions(
      AwsClients clients, List<Member> members, Predicate<String> owned, Pause pause) {
    this.cloudFront = clients.cloudFront(List.of(new RawXml()));
    this.members = List.copyOf(members);
    this.owned = owned;
    this.pause = pause;
  }

  @Override
  public List<Presentation> read() {
    return members.stream()
        .map(
            member -> {
              DistributionXml xml = read(member).xml();
              return new Presentation(member.id(), xml.headers(), xml.deployed());
            })
        .toList();
  }

  /**
   * {@inheritDoc}
   *
   * <p>An update of a configuration that somebody changed meanwhile is refused by CloudFront (412);
   * then the new one is read and edited, up to {@value #ATTEMPTS} times.
   */
  @Override
  public boolean present(String distribution, List<Header> headers) {
    Member member =
        members.stream()
            .filter(each -> each.id().equals(distribution))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException(distribution + " is not of this lock."));
    headers.forEach(OriginHeaderRules::check);
    Duration wait = FIRST_PAUSE;
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Read read = read(member);
      if (!read.xml().present(headers)) {
        // After a 412 the change may be our own: the SDK repeats a call whose answer was lost.
        return attempt > 1;
      }
      if (update(member, read)) {
        return true;
      }
      pause.sleep(wait);
      wait = wait.multipliedBy(2);
    }
    throw new LockException(
        resource(member),
        "cloudfront:UpdateDistribution found it changed by others " + ATTEMPTS + " times in a row.",
        "Look for what keeps changing it; the next tick tries again.");
  }

  private record Read(String etag, DistributionXml xml) {}

  private Read read(Member member) {
    AtomicReference<byte[]> body = new AtomicReference<>(new byte[0]);
    try {
      GetDistributionResponse answer =
          cloudFront.getDistribution(
              request ->
                  request
                      .id(member.id())
                      .overrideConfiguration(
                          call -> call.putExecutionAttribute(RawXml.RECEIVED, body)));
      return new Read(answer.eTag(), new DistributionXml(member, body.get(), owned));
    } catch (NoSuchDistributionException e) {
      throw new LockException(
          resource(member),
          "it does not exist in this account.",
          "Correct the lock's list of distributions.");
    } catch (SdkException e) {
      throw AwsFailures.withoutDetail(resource(member), "cloudfront:GetDistribution", e);
    }
  }

  /** Whether it was taken; false if the configuration was not the newest any more. */
  private boolean update(Member member, Read read) {
    byte[] body = read.xml().config();
    try {
      cloudFront.updateDistribution(
          request ->
              request
                  .id(member.id())
                  .ifMatch(read.etag())
                  .overrideConfiguration(call -> call.putExecutionAttribute(RawXml.SENT, body)));
      return true;
    } catch (PreconditionFailedException e) {
      return false;
    } catch (TooManyOriginCustomHeadersException e) {
      throw new LockException(
          resource(member),
          "one of its origins would have more custom headers than CloudFront's quota allows"
              + " (10 unless raised).",
          "Take a header of your own off that origin, or have the quota raised.");
    } catch (SdkException e) {
      throw AwsFailures.withoutDetail(resource(member), "cloudfront:UpdateDistribution", e);
    }
  }

  private static String resource(Member member) {
    return "CloudFront distribution " + member.id();
  }
}
