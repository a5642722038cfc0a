package io.originlock.examine;

import io.originlock.finding.Finding;
import io.originlock.finding.Kind;
import io.originlock.survey.DistributionFacts;
import io.originlock.survey.ErrorPage;
import io.originlock.survey.Survey;
import java.util.List;

/**
 * Finds error pages that stand over the gate's refusals. They hold for the whole distribution, see
 * <a
 * href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/GeneratingCustomErrorResponses.html">Custom
 * error responses</a>.
 */
final class HiddenRefusals implements Judge {

  @Override
  public List<Finding> judge(Survey survey, LockFacts lock) {
    return survey.members().stream()
        .flatMap(
            distribution ->
                distribution.errorPages().stream()
                    .filter(page -> lock.gate().refusals().contains(page.code()) && page.hides())
                    .map(page -> finding(distribution, page)))
        .toList();
  }

  private static Finding finding(DistributionFacts distribution, ErrorPage page) {
    String answered =
        page.page().map(path -> "the page " + path).orElse("another status")
            + page.answeredCode()
                .filter(code -> code != page.code())
                .map(code -> " with status " + code)
                .orElse("");
    return new Finding(
        Kind.HIDDEN_REFUSALS,
        Places.of(distribution),
        "Its error page for "
            + page.code()
            + " answers "
            + answered
            + " in place of the gate's refusals, so that no probe through it can see one.",
        "Watch the API's own metric 4XXError. If the page is meant for missing objects of a bucket,"
            + " allow CloudFront s3:ListBucket there, which makes them 404, and have the page stand"
            + " for 404 instead.");
  }
}
