package io.originlock.examine;

import io.originlock.finding.Finding;
import io.originlock.finding.Kind;
import io.originlock.finding.Place;
import io.originlock.survey.Survey;
import io.originlock.survey.Unread;
import io.originlock.survey.WebAclFacts;
import java.util.ArrayList;
import java.util.List;

/** Says what could not be looked at, so that nobody takes silence for a good sign. */
final class Unseen implements Judge {

  @Override
  public List<Finding> judge(Survey survey, LockFacts lock) {
    List<Finding> findings = new ArrayList<>();
    survey.unread().stream()
        .filter(each -> !MissingMembers.absent(each))
        .map(Unseen::finding)
        .forEach(findings::add);
    survey.webAcls().stream()
        .filter(acl -> acl.generation() == WebAclFacts.Generation.CLASSIC)
        .map(Unseen::classic)
        .forEach(findings::add);
    return findings;
  }

  private static Finding finding(Unread unread) {
    return new Finding(
        Kind.UNREAD,
        new Place(unread.place()),
        "It could not be looked at: " + unread.said(),
        unread.remedy());
  }

  private static Finding classic(WebAclFacts acl) {
    return new Finding(
        Kind.UNREAD,
        new Place(acl.label()),
        "It is of WAF Classic, whose rules, samples and logs are not looked at.",
        "Look there whether it records or refuses requests, or move it to WAF.");
  }
}
