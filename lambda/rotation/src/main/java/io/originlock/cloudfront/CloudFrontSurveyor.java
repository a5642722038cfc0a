package io.originlock.cloudfront;

import io.originlock.aws.AwsClients;
import io.originlock.aws.AwsFailures;
import io.originlock.aws.Looks;
import io.originlock.model.LockException;
import io.originlock.survey.DistributionFacts;
import io.originlock.survey.Scope;
import io.originlock.survey.Survey;
import io.originlock.survey.Surveyor;
import io.originlock.survey.Unread.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.cloudfront.model.DistributionList;

/**
 * Surveys distributions: the lock's with the policies that they refer to, and all others by
 * CloudFront's list, a call for a hundred.
 */
public final class CloudFrontSurveyor implements Surveyor {
  private static final String LIST = "cloudfront:ListDistributions";
  private static final String PAGE = "100";

  private final CloudFrontClient cloudFront;

  public CloudFrontSurveyor(AwsClients clients) {
    this.cloudFront = clients.cloudFront(List.of(new RawXml()));
  }

  @Override
  public Survey survey(Scope scope) {
    Looks looks = new Looks();
    DistributionElements read = new DistributionElements(new ReadPolicies(cloudFront, looks));
    List<DistributionFacts> all = new ArrayList<>();
    for (String id : new TreeSet<>(scope.origins().keySet())) {
      String place = "CloudFront distribution " + id;
      looks.at(Part.DISTRIBUTION, place, () -> distribution(id, place, read)).ifPresent(all::add);
    }
    looks.at(Part.DISTRIBUTIONS, "CloudFront distributions", this::list).orElse(List.of()).stream()
        .filter(each -> !scope.hasMember(each))
        .forEach(all::add);
    return Survey.of(scope).withDistributions(all).withUnread(looks.unread());
  }

  private DistributionFacts distribution(String id, String place, DistributionElements read) {
    AtomicReference<byte[]> body = new AtomicReference<>(new byte[0]);
    try {
      cloudFront.getDistribution(
          request ->
              request
                  .id(id)
                  .overrideConfiguration(
                      call -> call.putExecutionAttribute(RawXml.RECEIVED, body)));
    } catch (SdkException e) {
      throw AwsFailures.of(place, "cloudfront:GetDistribution", e);
    }
    Element answer = parse(place, body.get());
    return read.facts(
        answer, Xml.child(answer, "DistributionConfig").orElseThrow(() -> unreadable(place)));
  }

  /** Their policies are not asked for: others' distributions cost no calls of their own. */
  private List<DistributionFacts> list() {
    String place = "CloudFront distributions";
    DistributionElements read = new DistributionElements(PolicyBook.CLOSED);
    List<DistributionFacts> all = new ArrayList<>();
    Optional<String> next = Optional.of("");
    while (next.isPresent()) {
      String marker = next.get();
      AtomicReference<byte[]> body = new AtomicReference<>(new byte[0]);
      next = page(marker, body);
      DistributionElements.items(parse(place, body.get()), "DistributionSummary")
          .forEach(each -> all.add(read.facts(each, each)));
    }
    return all;
  }

  /** Reads a page, and tells the marker of the next one. */
  private Optional<String> page(String marker, AtomicReference<byte[]> body) {
    try {
      DistributionList list =
          cloudFront
              .listDistributions(
                  request ->
                      request
                          .marker(marker.isEmpty() ? null : marker)
                          .maxItems(PAGE)
                          .overrideConfiguration(
                              call -> call.putExecutionAttribute(RawXml.RECEIVED, body)))
              .distributionList();
      // Without a list its body is none, which says so.
      return Optional.ofNullable(list)
          .map(DistributionList::nextMarker)
          .filter(text -> !text.isEmpty());
    } catch (SdkException e) {
      throw AwsFailures.of("CloudFront distributions", LIST, e);
    }
  }

  private static Element parse(String place, byte[] body) {
    try {
      return Xml.parse(body).getDocumentElement();
    } catch (SAXException e) {
      // Without its cause, which quotes what it could not read: headers may be secrets.
      throw unreadable(place);
    }
  }

  private static LockException unreadable(String place) {
    return new LockException(
        place,
        "CloudFront's answer is not the XML of a distribution.",
        "Try again; tell us if it stays so.");
  }
}
