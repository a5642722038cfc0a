package io.originlock.lab.control.cloudfront;

import io.originlock.lab.control.AwsErrors;
import io.originlock.lab.moto.WireReply;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** CloudFront's answers. */
final class Answers {
  private static final String NAMESPACE = "http://cloudfront.amazonaws.com/doc/2020-05-31/";

  private Answers() {}

  static WireReply distribution(int status, Distribution distribution, boolean deployed) {
    String body =
        "<?xml version=\"1.0\"?>\n<Distribution xmlns=\"%s\">%s<InProgressInvalidationBatches>0</InProgressInvalidationBatches><ActiveTrustedSigners><Enabled>false</Enabled><Quantity>0</Quantity></ActiveTrustedSigners><ActiveTrustedKeyGroups><Enabled>false</Enabled><Quantity>0</Quantity></ActiveTrustedKeyGroups>%s</Distribution>"
            .formatted(NAMESPACE, head(distribution, deployed), distribution.config());
    return WireReply.of(status, "text/xml", body).with("ETag", distribution.etag());
  }

  static WireReply list(Collection<Distribution> all, Predicate<Distribution> deployed) {
    String items =
        all.stream()
            .map(
                distribution ->
                    "<DistributionSummary>%s%s</DistributionSummary>"
                        .formatted(
                            head(distribution, deployed.test(distribution)),
                            inner(distribution.config())))
            .collect(Collectors.joining());
    return WireReply.of(
        200,
        "text/xml",
        "<?xml version=\"1.0\"?>\n<DistributionList xmlns=\"%s\"><Marker></Marker><MaxItems>100</MaxItems><IsTruncated>false</IsTruncated><Quantity>%d</Quantity><Items>%s</Items></DistributionList>"
            .formatted(NAMESPACE, all.size(), items));
  }

  static WireReply tags(Map<String, String> tags) {
    String items =
        tags.entrySet().stream()
            .map(
                tag ->
                    "<Tag><Key>%s</Key><Value>%s</Value></Tag>"
                        .formatted(
                            AwsErrors.escape(tag.getKey()), AwsErrors.escape(tag.getValue())))
            .collect(Collectors.joining());
    return WireReply.of(
        200,
        "text/xml",
        "<?xml version=\"1.0\"?>\n<Tags xmlns=\"%s\"><Items>%s</Items></Tags>"
            .formatted(NAMESPACE, items));
  }

  /** An element of CloudFront's as an answer. */
  static WireReply xml(int status, String element) {
    return WireReply.of(
        status,
        "text/xml",
        "<?xml version=\"1.0\"?>\n"
            + element.replaceFirst(">", " xmlns=\"%s\">".formatted(NAMESPACE)));
  }

  /** A configuration that stands alone needs the namespace that the request may not have named. */
  static String namespaced(String config) {
    return config.startsWith("<DistributionConfig>")
        ? "<?xml version=\"1.0\"?>\n<DistributionConfig xmlns=\"%s\">".formatted(NAMESPACE)
            + config.substring("<DistributionConfig>".length())
        : "<?xml version=\"1.0\"?>\n" + config;
  }

  private static String head(Distribution distribution, boolean deployed) {
    return "<Id>%s</Id><ARN>%s</ARN><Status>%s</Status><LastModifiedTime>%s</LastModifiedTime><DomainName>%s</DomainName>"
        .formatted(
            distribution.id(),
            Distribution.arn(distribution.id()),
            deployed ? "Deployed" : "InProgress",
            distribution.modified().truncatedTo(ChronoUnit.MILLIS),
            distribution.domain());
  }

  private static String inner(String config) {
    return config.substring(config.indexOf('>') + 1, config.lastIndexOf("</"));
  }
}
