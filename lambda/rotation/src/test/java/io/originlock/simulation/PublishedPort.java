package io.originlock.simulation;

import io.originlock.port.Published;
import java.util.Optional;

/** The published document, as a worker reads and writes it. */
final class PublishedPort implements Published {
  private final Aws aws;

  PublishedPort(Aws aws) {
    this.aws = aws;
  }

  @Override
  public Optional<Document> read() {
    return Optional.of(
        aws.calls.make(
            Operation.GET_PUBLISHED, cause -> aws.ledger.published(aws.calls.staleness())));
  }

  @Override
  public void write(Document document) {
    aws.calls.make(
        Operation.PUT_PUBLISHED,
        cause -> {
          aws.ledger.publish(document, cause);
          return true;
        });
  }
}
