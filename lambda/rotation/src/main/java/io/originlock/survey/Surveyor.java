package io.originlock.survey;

/** Looks at the world around a lock; changes nothing. */
public interface Surveyor {

  /** Never fails for what AWS answers: a part that cannot be read is in {@link Survey#unread}. */
  Survey survey(Scope scope);
}
