package io.originlock.simulation;

import io.originlock.model.Header;
import io.originlock.model.LockException;
import io.originlock.port.Distributions;
import io.originlock.port.Presentation;
import io.originlock.simulation.Fleet.Distribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The distributions: each is read by a call of its own, and updated under its ETag. */
final class DistributionsPort implements Distributions {
  private final Aws aws;
  private final Predicate<Distribution> members;

  /** An invocation that began before a member was released knows it as one that stays. */
  DistributionsPort(Aws aws, Set<String> listed) {
    this(aws, member -> !member.released || listed.contains(member.id));
  }

  private DistributionsPort(Aws aws, Predicate<Distribution> members) {
    this.aws = aws;
    this.members = members;
  }

  @Override
  public Distributions at(Set<String> ids) {
    return new DistributionsPort(aws, member -> ids.contains(member.id));
  }

  @Override
  public List<Presentation> read() {
    Invocation reader = aws.time.current();
    if (reader != null) {
      reader.readBegan = aws.time.now();
    }
    List<Presentation> all = new ArrayList<>();
    for (Distribution member : aws.fleet.members().stream().filter(members).toList()) {
      all.add(
          aws.calls.make(
              Operation.GET_DISTRIBUTION,
              cause ->
                  new Presentation(
                      member.id,
                      Integer.toString(there(member).version),
                      Map.of("api", member.headers),
                      member.deployed(),
                      false,
                      leads(member))));
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

  private static Map<String, String> leads(Distribution member) {
    return member.elsewhere
        ? Map.of()
        : Map.of(member.old ? Fleet.OLD : Fleet.STAGE, "api.example");
  }

  private static Distribution there(Distribution member) {
    if (member.gone) {
      throw new LockException("the model's " + member.id, "it does not exist.", "Look again.");
    }
    return member;
  }
}
