package io.originlock.engine;

import io.originlock.model.Header;
import io.originlock.model.LockState;
import io.originlock.model.Roster;
import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.model.Wait;
import io.originlock.port.Examination;
import io.originlock.port.Presentation;
import io.originlock.port.Prober.Probe;
import io.originlock.port.World;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How a lock stands, in full.
 *
 * @param distributions what each distribution presents
 * @param honoured the secrets that the gate lets through
 * @param examination what stands around the lock, and how the deployed API stands behind the gate
 * @param warnings what the API's owner should know of the lock's secrets, a sentence each
 * @param history the newest states, oldest first
 * @param released the members that the lock is to let go of, and what each of them waits for
 */
public record Status(
    List<Member> distributions,
    Set<SecretId> honoured,
    Examination examination,
    List<String> warnings,
    List<LockState> history,
    List<Released> released) {

  /**
   * One distribution of the lock.
   *
   * @param id its id
   * @param presents the ids of the known secrets that it presents
   * @param foreign how many of the gate's headers on it carry a secret that the lock does not know
   * @param deployed whether every edge has its configuration
   * @param viewer what came of a request through it just now; one that leaves is not asked
   */
  public record Member(
      String id, List<SecretId> presents, int foreign, boolean deployed, Optional<Probe> viewer) {}

  /**
   * A released member.
   *
   * @param name as {@link io.originlock.model.Members} have it
   * @param gone whether the lock has let it go
   * @param awaiting what that waits for; empty if only for the next tick of a lock at rest
   */
  public record Released(String name, boolean gone, Optional<Wait> awaiting) {}

  static Status read(World world, LockState state, Map<String, Wait> departures) {
    List<Secret> known = state.known();
    return new Status(
        world.distributions().read().stream().map(each -> member(world, each, known)).toList(),
        world.gate().observe(known).honoured(),
        world.examiner().examine(),
        world.gate().warnings(state),
        world.log().history(),
        released(world.roster(), departures));
  }

  private static List<Released> released(Roster roster, Map<String, Wait> departures) {
    return Stream.concat(
            roster.released().distributions().stream(), roster.released().stages().stream())
        .map(
            name ->
                new Released(
                    name,
                    roster.gone().distributions().contains(name)
                        || roster.gone().stages().contains(name),
                    Optional.ofNullable(departures.get(name))))
        .toList();
  }

  private static Member member(World world, Presentation distribution, List<Secret> known) {
    Set<SecretId> presents = new LinkedHashSet<>();
    int foreign = 0;
    for (Header header : distribution.allHeaders()) {
      Optional<SecretId> id =
          world
              .gate()
              .carriedBy(header)
              .flatMap(value -> known.stream().filter(s -> s.value().equals(value)).findFirst())
              .map(Secret::id);
      id.ifPresent(presents::add);
      foreign += id.isPresent() ? 0 : 1;
    }
    return new Member(
        distribution.distribution(),
        List.copyOf(presents),
        foreign,
        distribution.deployed(),
        Optional.of(distribution.distribution())
            .filter(world.roster().listed().distributions()::contains)
            .map(world.prober()::through));
  }
}
