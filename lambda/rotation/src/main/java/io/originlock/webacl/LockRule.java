package io.originlock.webacl;

import io.originlock.model.SecretId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.wafv2.model.BlockAction;
import software.amazon.awssdk.services.wafv2.model.ByteMatchStatement;
import software.amazon.awssdk.services.wafv2.model.CountAction;
import software.amazon.awssdk.services.wafv2.model.FieldToMatch;
import software.amazon.awssdk.services.wafv2.model.NotStatement;
import software.amazon.awssdk.services.wafv2.model.OrStatement;
import software.amazon.awssdk.services.wafv2.model.PositionalConstraint;
import software.amazon.awssdk.services.wafv2.model.Rule;
import software.amazon.awssdk.services.wafv2.model.RuleAction;
import software.amazon.awssdk.services.wafv2.model.SingleHeader;
import software.amazon.awssdk.services.wafv2.model.Statement;
import software.amazon.awssdk.services.wafv2.model.TextTransformation;
import software.amazon.awssdk.services.wafv2.model.TextTransformationType;
import software.amazon.awssdk.services.wafv2.model.VisibilityConfig;

/**
 * The one rule of a lock's group: it blocks, or only counts, what carries none of these secrets.
 * Its name tells their ids in the order of its statement, {@code origin-lock-g3-g4}; {@code x}
 * stands for one that the lock does not know.
 *
 * @param open whether it only counts
 * @param entries the secrets, in their order; at least one
 */
record LockRule(boolean open, List<Entry> entries) {
  static final String HEADER = "x-origin-verify";

  /**
   * Of each secret: 2 for an exact match, 10 for the transformation. See <a
   * href="https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-string-match.html">String
   * match rule statement</a>.
   */
  static final int CAPACITY = 12;

  private static final String NAME = "origin-lock";
  private static final String UNKNOWN = "x";
  private static final Pattern NAMES =
      Pattern.compile(NAME + "(-(" + SecretId.FORM + "|" + UNKNOWN + "))+");

  LockRule {
    entries = List.copyOf(entries);
  }

  /** A secret in the rule; the id is empty if the lock does not know it. */
  record Entry(Optional<SecretId> id, Digest digest) {}

  /** As WAF takes it. Samples are off: they would show the header. */
  Rule rule() {
    return Rule.builder()
        .name(NAME + entries.stream().map(LockRule::suffix).collect(Collectors.joining()))
        .priority(0)
        .action(
            open
                ? RuleAction.builder().count(CountAction.builder().build()).build()
                : RuleAction.builder().block(BlockAction.builder().build()).build())
        .statement(
            Statement.builder()
                .notStatement(NotStatement.builder().statement(any()).build())
                .build())
        .visibilityConfig(
            VisibilityConfig.builder()
                .sampledRequestsEnabled(false)
                .cloudWatchMetricsEnabled(true)
                .metricName(NAME)
                .build())
        .build();
  }

  private static String suffix(Entry entry) {
    return "-" + entry.id().map(SecretId::toString).orElse(UNKNOWN);
  }

  /** WAF's OR wants two statements or more. */
  private Statement any() {
    List<Statement> each = entries.stream().map(entry -> match(entry.digest())).toList();
    return each.size() == 1
        ? each.get(0)
        : Statement.builder().orStatement(OrStatement.builder().statements(each).build()).build();
  }

  private static Statement match(Digest digest) {
    return Statement.builder()
        .byteMatchStatement(
            ByteMatchStatement.builder()
                .searchString(digest.bytes())
                .fieldToMatch(
                    FieldToMatch.builder()
                        .singleHeader(SingleHeader.builder().name(HEADER).build())
                        .build())
                .textTransformations(
                    TextTransformation.builder()
                        .priority(0)
                        .type(TextTransformationType.MD5)
                        .build())
                .positionalConstraint(PositionalConstraint.EXACTLY)
                .build())
        .build();
  }

  /** The rule, if it is one of this form; empty for any other, whoever wrote it. */
  static Optional<LockRule> parse(Rule rule) {
    if (rule.name() == null || !NAMES.matcher(rule.name()).matches()) {
      return Optional.empty();
    }
    String[] ids = rule.name().substring(NAME.length() + 1).split("-");
    List<Digest> digests = digests(rule);
    if (digests.size() != ids.length) {
      return Optional.empty();
    }
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < ids.length; i++) {
      Optional<SecretId> id =
          ids[i].equals(UNKNOWN) ? Optional.empty() : Optional.of(SecretId.parse(ids[i]));
      entries.add(new Entry(id, digests.get(i)));
    }
    RuleAction action = rule.action();
    boolean open = action != null && action.count() != null;
    boolean known = open || action != null && action.block() != null;
    return known ? Optional.of(new LockRule(open, entries)) : Optional.empty();
  }

  private static List<Digest> digests(Rule rule) {
    Statement inner =
        Optional.ofNullable(rule.statement())
            .map(Statement::notStatement)
            .map(NotStatement::statement)
            .orElse(Statement.builder().build());
    List<Statement> each =
        inner.orStatement() == null ? List.of(inner) : inner.orStatement().statements();
    return each.stream()
        .map(Statement::byteMatchStatement)
        .filter(LockRule::ours)
        .map(match -> Digest.of(match.searchString()))
        .toList();
  }

  private static boolean ours(ByteMatchStatement match) {
    return match != null
        && match.searchString() != null
        && match.positionalConstraint() == PositionalConstraint.EXACTLY
        && match.fieldToMatch() != null
        && match.fieldToMatch().singleHeader() != null
        && HEADER.equalsIgnoreCase(match.fieldToMatch().singleHeader().name())
        && match.textTransformations().stream()
            .map(TextTransformation::type)
            .toList()
            .equals(List.of(TextTransformationType.MD5));
  }
}
