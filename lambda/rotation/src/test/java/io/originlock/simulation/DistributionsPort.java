package io.originlock.simulation;

import io.originlock.model.Header;
import io.originlock.model.LockException;
import io.originlock.port.Distributions;
import io.originlock.port.Presentation;
import io.originlock.simulation.Fleet.Distribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The distributions: each is read by a call of its own, and updated under its ETag. */
final class DistributionsPort implements Distributions {
  private final Aws aws;

  DistributionsPort(Aws aws) {
    this.aws = aws;
  }

  @Override
  public List<Presentation> read() {
    Invocation reader = aws.time.current();
    if (reader != null) {
      reader.readBegan = aws.time.now();
    }
    List<Presentation> all = new ArrayList<>();
    for (Distribution member : List.copyOf(aws.fleet.members())) {
      all.add(
          aws.calls.make(
              Operation.GET_DISTRIBUTION,
              cause ->
                  new Presentation(
                      member.id,
                      Integer.toString(there(member).version),
                      Map.of("api", member.headers),
                      member.deployed())));
    }
    return all;
  }

  @Override
  public boolean present(Presentation seen, List<Header> headers) {
    Distribution member = aws.fleet.find(seen.distribution());
    if (member == null) {
      throw new LockException("the model's " + seen.distribution(), "it left.", "Look again.");
    }
    int etag = Integer.parseInt(seen.version());
    return !seen.headers().get("api").equals(headers)
        && aws.calls.make(
            Operation.UPDATE_DISTRIBUTION,
            cause -> {
              if (there(member).version != etag) {
                return false;
              }
              aws.fleet.configure(member, List.copyOf(headers), cause);
              return true;
            });
  }

  private static Distribution there(Distribution member) {
    if (member.gone) {
      throw new LockException("the model's " + member.id, "it does not exist.", "Look again.");
    }
    return member;
  }
}
