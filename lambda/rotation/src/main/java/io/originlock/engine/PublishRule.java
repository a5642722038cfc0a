package io.originlock.engine;

import io.originlock.model.Header;
import io.originlock.port.Demand;
import io.originlock.port.Gate;
import io.originlock.port.Published.Document;
import java.util.List;
import java.util.Optional;

/**
 * R3: lets Terraform read what is presented, and by whom, before CloudFront is changed, and what
 * the gate demands once it does.
 */
final class PublishRule implements Rule {
  private final Gate gate;

  PublishRule(Gate gate) {
    this.gate = gate;
  }

  @Override
  public Decision decide(Situation situation) {
    boolean fought = !situation.toChange().isEmpty() && !situation.unsent();
    boolean held = !situation.held().isEmpty();
    if (fought || held && !everyDistributionShows(situation, current(situation))) {
      return Decision.pass();
    }
    Optional<Document> there = situation.document();
    Desired desired = situation.desired();
    // Takes back what was published before it was held back: Terraform must not be ahead.
    List<Header> headers =
        held ? current(situation) : there.map(desired::headersOf).orElse(desired.headers());
    // While the gate is to be changed, what it announced stands.
    Demand demand =
        there
            .filter(document -> desired.gate().differs())
            .map(Document::demand)
            .orElseGet(() -> situation.published(situation.observed().gate().demand()));
    Document next =
        new Document(situation.state().sequence(), headers, demand, Optional.of(situation.named()));
    return there.filter(next::says).isPresent()
        ? Decision.pass()
        : Decision.act(List.of(new Decision.Publish(next)), Decision::pass);
  }

  private List<Header> current(Situation situation) {
    return gate.present(List.of(situation.state().current()));
  }

  private static boolean everyDistributionShows(Situation situation, List<Header> headers) {
    return situation.observed().distributions().stream().allMatch(each -> each.shows(headers));
  }
}
