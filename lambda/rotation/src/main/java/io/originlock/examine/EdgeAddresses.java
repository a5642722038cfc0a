package io.originlock.examine;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From where CloudFront asks origins: blocks of {@code CLOUDFRONT_ORIGIN_FACING} in AWS's <a
 * href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html">ip-ranges.json</a>
 * that have long been there. A few are enough: a policy that admits CloudFront names them, and one
 * for somebody's office names none.
 */
final class EdgeAddresses {
  private static final List<Block> SOME =
      List.of(
          new Block(130 << 24 | 176 << 16, 18),
          new Block(64 << 24 | 252 << 16 | 64 << 8, 18),
          new Block(64 << 24 | 252 << 16 | 128 << 8, 18),
          new Block(70 << 24 | 132 << 16, 18),
          new Block(15 << 24 | 158 << 16, 16),
          new Block(18 << 24 | 68 << 16, 16));

  private static final Pattern CIDR =
      Pattern.compile(
          "([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})(?:/([0-9]{1,2}))?");

  private EdgeAddresses() {}

  /** A block of IPv4 addresses. */
  private record Block(int address, int bits) {
    boolean holds(Block other) {
      return bits <= other.bits && (bits == 0 || (address ^ other.address) >>> 32 - bits == 0);
    }

    boolean meets(Block other) {
      return holds(other) || other.holds(this);
    }
  }

  /**
   * Whether edges are among these.
   *
   * @param ranges addresses and CIDR blocks of IPv4 and IPv6; API Gateway speaks IPv4 to an edge
   *     that does
   */
  static Verdict among(List<String> ranges) {
    List<Block> blocks = ranges.stream().flatMap(range -> block(range).stream()).toList();
    Predicate<Block> held = each -> blocks.stream().anyMatch(block -> block.holds(each));
    if (SOME.stream().allMatch(held)) {
      return Verdict.YES;
    }
    return SOME.stream().anyMatch(each -> blocks.stream().anyMatch(each::meets))
        ? Verdict.UNCLEAR
        : Verdict.NO;
  }

  /** Whether everybody is among these. */
  static boolean everybody(List<String> ranges) {
    return ranges.stream()
        .flatMap(range -> block(range).stream())
        .anyMatch(block -> block.bits() == 0);
  }

  private static Optional<Block> block(String range) {
    Matcher cidr = CIDR.matcher(range);
    if (!cidr.matches()) {
      return Optional.empty();
    }
    int address = 0;
    for (int part = 1; part <= 4; part++) {
      int number = Integer.parseInt(cidr.group(part));
      if (number > 255) {
        return Optional.empty();
      }
      address = address << 8 | number;
    }
    int bits = cidr.group(5) == null ? 32 : Integer.parseInt(cidr.group(5));
    return bits > 32 ? Optional.empty() : Optional.of(new Block(address, bits));
  }
}
