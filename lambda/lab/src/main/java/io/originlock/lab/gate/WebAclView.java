package io.originlock.lab.gate;

import io.originlock.lab.model.ApiCatalog;
import io.originlock.lab.model.Header;
import io.originlock.lab.waf.Field;
import io.originlock.lab.waf.Statement;
import io.originlock.lab.waf.Transformation;
import io.originlock.lab.waf.WebAcl.Rule;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A rule group of a stage's web ACL: the mark of a secret is its MD5 in hexadecimal digits. What
 * the rule does with others, count or block, is not asked: the secrets that it names pass.
 */
record WebAclView() implements GateView {
  private static final String HEADER = "x-origin-verify";

  @Override
  public String name() {
    return "web-acl";
  }

  @Override
  public boolean anyOf() {
    return true;
  }

  @Override
  public Header header(String secret) {
    return new Header(HEADER, secret);
  }

  @Override
  public Optional<String> secret(Header header) {
    return Optional.of(header).filter(each -> each.name().equals(HEADER)).map(Header::value);
  }

  @Override
  public String mark(String value) {
    return hex(Transformation.md5(value));
  }

  @Override
  public Optional<String> value(String mark) {
    return Optional.empty();
  }

  @Override
  public Set<String> honoured(ApiCatalog catalog) {
    return digests(catalog).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  @Override
  public int kept(ApiCatalog catalog) {
    return (int) digests(catalog).count();
  }

  private Stream<String> digests(ApiCatalog catalog) {
    return catalog.webAcls().stream().flatMap(acl -> groups(acl.rules()));
  }

  private Stream<String> groups(List<Rule> rules) {
    return rules.stream()
        .map(Rule::statement)
        .flatMap(
            statement ->
                statement instanceof Statement.Group group
                    ? group.rules().stream().flatMap(rule -> digests(rule.statement()))
                    : Stream.empty());
  }

  private Stream<String> digests(Statement statement) {
    if (statement instanceof Statement.Not not) {
      return digests(not.negated());
    }
    if (statement instanceof Statement.Or or) {
      return or.any().stream().flatMap(this::digests);
    }
    return statement instanceof Statement.ByteMatch match && isOurs(match)
        ? Stream.of(hex(match.search()))
        : Stream.empty();
  }

  private boolean isOurs(Statement.ByteMatch match) {
    return match.field().kind() == Field.Kind.SingleHeader
        && match.field().name().equalsIgnoreCase(HEADER)
        && match.position() == Statement.Position.EXACTLY
        && match.transformations().equals(List.of(Transformation.MD5));
  }

  private static String hex(String bytes) {
    return HexFormat.of().formatHex(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }
}
