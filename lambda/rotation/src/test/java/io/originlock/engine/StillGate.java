package io.originlock.engine;

import io.originlock.model.Header;
import io.originlock.model.LockState;
import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.model.SecretValue;
import io.originlock.port.Acceptance;
import io.originlock.port.Announcement;
import io.originlock.port.Checking;
import io.originlock.port.DesiredGate;
import io.originlock.port.Gate;
import io.originlock.port.HinderedException;
import io.originlock.port.ObservedGate;
import io.originlock.port.OvertakenException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The gate of a {@link StillWorld}: it does at once what it is asked for. */
final class StillGate implements Gate {
  private final StillWorld still;
  private int made = 100;

  StillGate(StillWorld still) {
    this.still = still;
  }

  @Override
  public Acceptance acceptance() {
    return still.acceptance;
  }

  @Override
  public boolean opensItself() {
    return still.opensItself;
  }

  @Override
  public boolean standsWhereNamed() {
    return still.standsWhereNamed || Gate.super.standsWhereNamed();
  }

  @Override
  public boolean destroyedByTerraform() {
    return still.destroyedByTerraform || Gate.super.destroyedByTerraform();
  }

  @Override
  public SecretValue generate() {
    return new SecretValue("value-" + ++made);
  }

  @Override
  public List<Header> present(Collection<Secret> secrets) {
    if (still.acceptance == Acceptance.ANY_OF && secrets.size() > 1) {
      throw new IllegalArgumentException("one header carries one secret");
    }
    return secrets.stream()
        .map(secret -> still.header(secret.value()))
        .sorted(Comparator.comparing(Header::name))
        .toList();
  }

  @Override
  public boolean owns(String headerName) {
    return headerName.startsWith("x-");
  }

  @Override
  public Optional<SecretValue> carriedBy(Header header) {
    return still.carried(header);
  }

  @Override
  public ObservedGate observe(Collection<Secret> known) {
    Set<SecretId> ids = new TreeSet<>(still.held);
    ids.addAll(still.others);
    ids.retainAll(known.stream().map(Secret::id).toList());
    return new ObservedGate(ids, still.open, still.exact, "", still.demand, still.others);
  }

  @Override
  public List<String> warnings(LockState state) {
    return still.others.stream().map(id -> id + " is let in by another's key.").toList();
  }

  @Override
  public void check() {
    still.unready.ifPresent(
        problem -> {
          throw problem;
        });
  }

  @Override
  public Optional<String> mend() {
    return still.mended;
  }

  @Override
  public boolean honour(DesiredGate desired, ObservedGate observed, Announcement announcement) {
    refuseOvertaken();
    hindrance(desired)
        .ifPresent(
            hindered -> {
              throw hindered;
            });
    still.onAnnounce.accept(announcement);
    still.announced.ifPresent(announcement::publish);
    Set<SecretId> after =
        new TreeSet<>(still.acceptance == Acceptance.ANY_OF ? still.held : Set.of());
    after.removeAll(desired.removable());
    desired.secrets().forEach(secret -> after.add(secret.id()));
    boolean changed = !after.equals(still.held) || still.open != desired.open() || !still.exact;
    still.open = still.opensItself && desired.open();
    still.exact = true;
    still.held.clear();
    still.held.addAll(after);
    still.demand = still.announced.orElse(still.demand);
    still.wrote("honour " + still.held + (desired.open() ? " open" : ""));
    return changed;
  }

  @Override
  public Optional<HinderedException> hindrance(DesiredGate desired) {
    return still.hindrance.map(what -> new HinderedException(what, "do it"));
  }

  @Override
  public Map<String, Checking> checking(Set<String> stages) {
    Map<String, Checking> checking = new TreeMap<>(still.checking);
    checking.keySet().retainAll(stages);
    return checking;
  }

  @Override
  public void open(Set<String> stages, ObservedGate observed, Announcement announcement) {
    refuseOvertaken();
    hindrance(new DesiredGate(true, List.of(), Set.of()))
        .ifPresent(
            hindered -> {
              throw hindered;
            });
    still.announced.ifPresent(announcement::publish);
    still.checking.keySet().removeAll(stages);
    still.wrote("open " + stages);
  }

  private void refuseOvertaken() {
    if (still.overtakenGate-- > 0) {
      throw new OvertakenException("The gate");
    }
  }

  @Override
  public void tidy() {
    if (still.acceptance == Acceptance.ALL_OF) {
      still.wrote("tidy");
    }
  }

  @Override
  public Optional<SecretId> lastId() {
    return still.held.stream().max(Comparator.naturalOrder());
  }

  @Override
  public List<Secret> survivors(Collection<SecretValue> presented) {
    return List.copyOf(still.survivors);
  }

  @Override
  public void adopt(Secret adopted) {
    still.wrote("adopt " + adopted.id());
  }
}
