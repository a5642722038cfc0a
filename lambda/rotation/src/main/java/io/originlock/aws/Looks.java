package io.originlock.aws;

import io.originlock.model.LockException;
import io.originlock.survey.Unread;
import io.originlock.survey.Unread.Part;
import io.originlock.survey.Unread.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks at one part after another, and notes each that fails: the rest goes on. */
public final class Looks {
  private final List<Unread> unread = new ArrayList<>();

  /**
   * What a look sees; empty if it fails.
   *
   * @param place which part it is, as findings name it
   */
  public <T> Optional<T> at(Part part, String place, Supplier<T> look) {
    try {
      return Optional.of(look.get());
    } catch (AwsFailure e) {
      unread.add(new Unread(part, place, e.reason(), e.operation(), e.permission(), e.remedy()));
    } catch (LockException e) {
      unread.add(
          new Unread(part, place, Reason.OTHER, e.operation(), Optional.empty(), e.remedy()));
    }
    return Optional.empty();
  }

  /** Notes a part that was looked at and not seen. */
  public void note(Part part, String place, Reason reason, String said, String remedy) {
    unread.add(new Unread(part, place, reason, said, Optional.empty(), remedy));
  }

  /** What failed so far. */
  public List<Unread> unread() {
    return List.copyOf(unread);
  }
}
