package io.originlock.cloudfront;

import io.originlock.aws.AwsClients;
import io.originlock.aws.AwsFailures;
import io.originlock.model.LockException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.cloudfront.model.Origin;

/** The domain names of every origin of the lock's distributions. */
public final class Origins implements Supplier<Set<String>> {
  private final CloudFrontClient cloudFront;
  private final List<Member> members;

  public Origins(AwsClients aws, List<Member> members) {
    this.cloudFront = aws.cloudFront(List.of());
    this.members = List.copyOf(members);
  }

  /**
   * @throws LockException if a distribution does not exist, or AWS fails
   */
  @Override
  public Set<String> get() {
    Set<String> names = new TreeSet<>();
    for (Member member : members) {
      try {
        cloudFront
            .getDistribution(request -> request.id(member.id()))
            .distribution()
            .distributionConfig()
            .origins()
            .items()
            .stream()
            .map(Origin::domainName)
            .forEach(names::add);
      } catch (SdkException e) {
        throw AwsFailures.of(
            "CloudFront distribution " + member.id(), "cloudfront:GetDistribution", e);
      }
    }
    return names;
  }
}
