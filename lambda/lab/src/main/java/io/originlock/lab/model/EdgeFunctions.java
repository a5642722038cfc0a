package io.originlock.lab.model;

import java.util.Optional;
import java.util.Set;

/** Lambda's functions, as CloudFront sees them. */
public interface EdgeFunctions {

  /** Why CloudFront does not take this function; nothing if it does. */
  Optional<String> unfit(String arn);

  /** A distribution has these functions from now on; none when it is deleted. */
  void associate(String distribution, Set<String> arns);
}
