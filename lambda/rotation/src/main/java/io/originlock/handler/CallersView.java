package io.originlock.handler;

import io.originlock.model.LockException;
import io.originlock.survey.Scope;
import io.originlock.survey.Survey;
import io.originlock.survey.Surveyor;
import io.originlock.survey.Unread;
import io.originlock.survey.Unread.Reason;

/**
 * A survey with somebody's own credentials: no role of a worker's is to be mended, and no tick
 * looks again.
 */
final class CallersView implements Surveyor {
  private final Surveyor surveyor;

  CallersView(Surveyor surveyor) {
    this.surveyor = surveyor;
  }

  /**
   * {@inheritDoc}
   *
   * @throws LockException if nothing at all could be looked at
   */
  @Override
  public Survey survey(Scope scope) {
    Survey survey = surveyor.survey(scope);
    boolean seen =
        !survey.apis().isEmpty()
            || !survey.stages().isEmpty()
            || !survey.distributions().isEmpty()
            || survey.unread().stream().anyMatch(each -> each.reason() == Reason.ABSENT);
    if (!seen && !survey.unread().isEmpty()) {
      throw new LockException(
          survey.unread().get(0).place(),
          survey.unread().get(0).said(),
          "Nothing could be looked at. Log in again, take credentials that may read API Gateway and"
              + " CloudFront, or correct AWS_PROFILE, AWS_REGION or the network.");
    }
    return survey.withUnread(survey.unread().stream().map(CallersView::own).toList());
  }

  private static Unread own(Unread unread) {
    return new Unread(
        unread.part(),
        unread.place(),
        unread.reason(),
        unread.said(),
        unread.permission(),
        switch (unread.reason()) {
          case DENIED ->
              "Check with credentials that have "
                  + unread.permission().orElse("the permission that AWS names")
                  + ".";
          case ABSENT -> "Check that it exists in this account and region.";
          case BUSY -> "Check again.";
          case OTHER -> "Mend what AWS names here, and check again.";
        });
  }
}
