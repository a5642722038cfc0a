package io.originlock.examine;

import io.originlock.finding.Finding;
import io.originlock.survey.Survey;
import java.util.List;

/** Says what one concern has to say of the world around a lock. It calls nobody. */
@FunctionalInterface
public interface Judge {

  /** In any order, and the same twice if it is seen twice. */
  List<Finding> judge(Survey survey, LockFacts lock);
}
