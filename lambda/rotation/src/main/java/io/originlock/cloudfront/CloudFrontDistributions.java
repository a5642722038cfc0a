package io.originlock.cloudfront;

import io.originlock.aws.Answers;
import io.originlock.aws.AwsClients;
import io.originlock.aws.AwsFailures;
import io.originlock.model.Header;
import io.originlock.model.LockException;
import io.originlock.port.Distributions;
import io.originlock.port.Presentation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.cloudfront.model.GetDistributionResponse;
import software.amazon.awssdk.services.cloudfront.model.InvalidIfMatchVersionException;
import software.amazon.awssdk.services.cloudfront.model.NoSuchDistributionException;
import software.amazon.awssdk.services.cloudfront.model.PreconditionFailedException;

/** The secret as an origin custom header of distributions, changed by UpdateDistribution. */
public final class CloudFrontDistributions implements Distributions {
  private static final String GET = "cloudfront:GetDistribution";

  private final CloudFrontClient cloudFront;
  private final List<Member> all;
  private final List<Member> members;
  private final Predicate<String> owned;
  private final boolean edgesTakeIt;
  private final Routes routes;

  /** The last reading of each distribution, by its id, until it is written back. */
  private final Map<String, Reading> readings = new HashMap<>();

  /**
   * @param members the distributions of the lock, at least one that stays; those that do are read
   *     until {@link #at} says otherwise
   * @param owned which header names are the gate's ({@code gate::owns}); no other header is touched
   * @param edgesTakeIt whether a function at the edges takes the header, and sends nothing on
   *     without it
   * @param routes tells where released distributions lead
   */
  public CloudFrontDistributions(
      AwsClients clients,
      List<Member> members,
      Predicate<String> owned,
      boolean edgesTakeIt,
      Routes routes) {
    this.cloudFront = clients.cloudFront(List.of(new RawXml()));
    this.all = List.copyOf(members);
    this.members = members.stream().filter(member -> !member.released()).toList();
    this.owned = owned;
    this.edgesTakeIt = edgesTakeIt;
    this.routes = routes;
  }

  private CloudFrontDistributions(CloudFrontDistributions other, List<Member> members) {
    this.cloudFront = other.cloudFront;
    this.all = other.all;
    this.members = members;
    this.owned = other.owned;
    this.edgesTakeIt = other.edgesTakeIt;
    this.routes = other.routes;
  }

  @Override
  public CloudFrontDistributions at(Set<String> ids) {
    return new CloudFrontDistributions(
        this, all.stream().filter(member -> ids.contains(member.id())).toList());
  }

  @Override
  public List<Presentation> read() {
    List<Presentation> seen = new ArrayList<>();
    for (Member member : members) {
      Optional<Reading> there = find(member);
      if (there.isPresent() || !member.released()) {
        Reading reading = there.orElseThrow(() -> missing(member));
        readings.put(member.id(), reading);
        seen.add(presentation(member, reading));
      }
    }
    return List.copyOf(seen);
  }

  private Presentation presentation(Member member, Reading reading) {
    DistributionXml xml = reading.xml();
    return new Presentation(
        member.id(),
        reading.etag(),
        xml.headers(),
        xml.deployed(),
        // Until every edge has let go of the function, one may still run it.
        edgesTakeIt && (xml.runsFunction() || !xml.deployed()),
        member.released() ? leads(xml) : Map.of());
  }

  private Map<String, String> leads(DistributionXml xml) {
    Map<String, String> leads = new HashMap<>();
    for (Routes.Origin origin : xml.leads()) {
      try {
        routes.behind(origin).forEach(stage -> leads.put(stage.member(), origin.host()));
      } catch (LockException e) {
        String unseen = origin.host() + ", of which it is not known: " + e.getMessage();
        routes.anywhere().forEach(stage -> leads.put(stage.member(), unseen));
      }
    }
    return leads;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Writes back the reading that it was decided on, under its ETag. CloudFront refuses that with
   * 412 if somebody changed the configuration since, and it is not tried again here: what was
   * changed may be what the lock must look at first. A reading is written back once at most.
   */
  @Override
  public boolean present(Presentation seen, List<Header> headers) {
    Member member =
        members.stream()
            .filter(each -> each.id().equals(seen.distribution()))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException(seen.distribution() + " is not of this lock."));
    headers.forEach(OriginHeaderRules::check);
    Reading reading = readings.remove(member.id());
    return reading != null
        && reading.etag().equals(seen.version())
        && reading.xml().present(headers)
        && update(member, reading);
  }

  private record Reading(String etag, DistributionXml xml) {}

  private Reading read(Member member) {
    return find(member).orElseThrow(() -> missing(member));
  }

  private Optional<Reading> find(Member member) {
    AtomicReference<byte[]> body = new AtomicReference<>(new byte[0]);
    try {
      GetDistributionResponse answer =
          cloudFront.getDistribution(
              request ->
                  request
                      .id(member.id())
                      .overrideConfiguration(
                          call -> call.putExecutionAttribute(RawXml.RECEIVED, body)));
      return Optional.of(
          new Reading(
              Answers.part(answer.eTag(), resource(member), GET, "an ETag"),
              new DistributionXml(member, body.get(), owned)));
    } catch (NoSuchDistributionException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw AwsFailures.of(resource(member), GET, e);
    }
  }

  /**
   * Whether it was taken; false if CloudFront says by either of its codes that the ETag is not the
   * newest: the next look at the configuration tells what became of it.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_UpdateDistribution.html">UpdateDistribution</a>
   */
  private boolean update(Member member, Reading reading) {
    byte[] body = reading.xml().config();
    try {
      cloudFront.updateDistribution(
          request ->
              request
                  .id(member.id())
                  .ifMatch(reading.etag())
                  .overrideConfiguration(call -> call.putExecutionAttribute(RawXml.SENT, body)));
      return true;
    } catch (PreconditionFailedException | InvalidIfMatchVersionException e) {
      return false;
    } catch (NoSuchDistributionException e) {
      throw missing(member);
    } catch (SdkException e) {
      throw AwsFailures.of(
          resource(member),
          "cloudfront:UpdateDistribution",
          e,
          reading.xml().values().toArray(String[]::new));
    }
  }

  private static LockException missing(Member member) {
    return new LockException(
        resource(member),
        "it does not exist in this account.",
        "Correct the lock's list of distributions.");
  }

  private static String resource(Member member) {
    return "CloudFront distribution " + member.id();
  }
}
