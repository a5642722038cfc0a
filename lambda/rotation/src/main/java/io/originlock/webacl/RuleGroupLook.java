package io.originlock.webacl;

import io.originlock.aws.Looks;
import io.originlock.finding.Finding;
import io.originlock.finding.Kind;
import io.originlock.finding.Place;
import io.originlock.gate.GateLook;
import io.originlock.gate.GateSight;
import io.originlock.survey.Unread.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.wafv2.model.Rule;

/** Looks into the lock's rule group. */
final class RuleGroupLook implements GateLook {
  private final RuleGroup group;
  private final String arn;

  RuleGroupLook(RuleGroup group, String arn) {
    this.group = group;
    this.arn = arn;
  }

  @Override
  public GateSight look() {
    Looks looks = new Looks();
    Optional<RuleGroup.Reading> reading = looks.at(Part.RULE_GROUP, group.place(), group::read);
    boolean blocks = reading.map(each -> !each.counts()).orElse(true);
    return new GateSight(
        new WebAclTraits(arn, blocks),
        reading.map(this::findings).orElse(List.of()),
        looks.unread());
  }

  private List<Finding> findings(RuleGroup.Reading reading) {
    Place place = new Place(group.place());
    List<Finding> findings = new ArrayList<>();
    if (reading.counts()) {
      findings.add(
          new Finding(
              Kind.RULE_COUNTS,
              place,
              "Its rule blocks nobody: it counts, or is not there.",
              "Enforce the lock once every edge sends the secret. If it is enforced, the next tick"
                  + " mends this; look who changes the group."));
    }
    String others =
        reading.rules().stream()
            .filter(rule -> LockRule.parse(rule).isEmpty())
            .map(Rule::name)
            .collect(Collectors.joining(", "));
    boolean strangers =
        reading.rule().stream()
            .flatMap(rule -> rule.entries().stream())
            .anyMatch(entry -> entry.id().isEmpty());
    if (!others.isEmpty() || strangers) {
      findings.add(
          new Finding(
              Kind.OTHER_KEYS,
              place,
              others.isEmpty()
                  ? "It lets in a secret that is not the lock's."
                  : "It holds rules that are not the lock's: " + others + ".",
              "The lock takes them out once nothing can depend on them; look who put them there."));
    }
    return findings;
  }
}
