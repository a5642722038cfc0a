package io.originlock.engine;

import io.originlock.model.Header;
import io.originlock.port.Demand;
import io.originlock.port.Gate;
import io.originlock.port.Published;
import io.originlock.port.Published.Document;
import java.util.List;
import java.util.Optional;

/**
 * R3: lets Terraform read what is presented before CloudFront is changed, and what the gate demands
 * once it does.
 */
final class PublishRule implements Rule {
  private final Published published;
  private final Gate gate;

  PublishRule(Published published, Gate gate) {
    this.published = published;
    this.gate = gate;
  }

  @Override
  public Decision decide(Situation situation) {
    boolean fought = !situation.toChange().isEmpty() && !situation.unsent();
    boolean held = !situation.held().isEmpty();
    if (fought || held && !everyDistributionShows(situation, current(situation))) {
      return Decision.pass();
    }
    Optional<Document> there = published.read();
    Desired desired = situation.desired();
    // Takes back what was published before it was held back: Terraform must not be ahead.
    List<Header> headers =
        held ? current(situation) : there.map(desired::headersOf).orElse(desired.headers());
    // While the gate is to be changed, what it announced stands.
    Demand demand =
        there
            .filter(document -> desired.gate().differs())
            .map(Document::demand)
            .orElse(situation.observed().gate().demand());
    boolean same =
        there.filter(d -> d.headers().equals(headers) && d.demand().equals(demand)).isPresent();
    return same
        ? Decision.pass()
        : Decision.act(
            List.of(
                new Decision.Publish(new Document(situation.state().sequence(), headers, demand))),
            Decision::pass);
  }

  private List<Header> current(Situation situation) {
    return gate.present(List.of(situation.state().current()));
  }

  private static boolean everyDistributionShows(Situation situation, List<Header> headers) {
    return situation.observed().distributions().stream().allMatch(each -> each.shows(headers));
  }
}
