package io.originlock.engine;

import io.originlock.model.Header;
import io.originlock.port.Demand;
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

  PublishRule(Published published) {
    this.published = published;
  }

  @Override
  public Decision decide(Situation situation) {
    boolean fought = !situation.toChange().isEmpty() && !situation.unsent();
    if (fought || !situation.held().isEmpty()) {
      return Decision.pass();
    }
    Optional<Document> there = published.read();
    Desired desired = situation.desired();
    List<Header> headers = there.map(desired::headersOf).orElse(desired.headers());
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
}
