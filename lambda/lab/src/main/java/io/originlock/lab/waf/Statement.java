package io.originlock.lab.waf;

import io.originlock.lab.waf.WebAcl.Effect;
import io.originlock.lab.waf.WebAcl.Rule;
import java.util.List;
import java.util.Map;

/** What a rule looks for in a request. Bytes are strings here, one char a byte (ISO 8859-1). */
public sealed interface Statement {

  /** Where a byte match must stand. */
  enum Position {
    EXACTLY,
    STARTS_WITH,
    ENDS_WITH,
    CONTAINS,
    /** Between characters that are neither letter, digit nor underscore. */
    CONTAINS_WORD
  }

  /** How a size compares. */
  enum Comparison {
    EQ,
    NE,
    LE,
    LT,
    GE,
    GT
  }

  /**
   * Some bytes in a part of the request.
   *
   * @param transformations in the order of their priorities
   */
  record ByteMatch(
      Field field, String search, Position position, List<Transformation> transformations)
      implements Statement {}

  /** The length of a part of the request, in bytes. */
  record SizeConstraint(
      Field field, Comparison comparison, long size, List<Transformation> transformations)
      implements Statement {}

  /** All of several. */
  record And(List<Statement> all) implements Statement {}

  /** One of several. */
  record Or(List<Statement> any) implements Statement {}

  /** Not this. */
  record Not(Statement negated) implements Statement {}

  /**
   * The rules of a rule group.
   *
   * @param overrides the effects that the web ACL gives to rules by their names
   */
  record Group(String arn, List<Rule> rules, Map<String, Effect> overrides) implements Statement {}

  /**
   * What matches nothing in the lab: a managed rule group, whose rules AWS alone has, and a
   * rate-based statement.
   */
  record Never(String kind) implements Statement {}

  /** What the lab cannot evaluate; to come to it is an error. */
  record Unknown(String kind) implements Statement {}
}
