package io.originlock.examine;

import io.originlock.survey.Target;

/** The partition that a target's ARNs are of: {@code aws}, {@code aws-cn} or {@code aws-us-gov}. */
final class Partition {
  private Partition() {}

  static String of(Target target) {
    String region = target.region();
    return region.startsWith("cn-")
        ? "aws-cn"
        : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }
}
