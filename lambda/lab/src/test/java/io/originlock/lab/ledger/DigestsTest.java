package io.originlock.lab.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.lab.gate.Gates;
import io.originlock.lab.model.ApiCatalog;
import io.originlock.lab.model.Catalogs;
import io.originlock.lab.model.Header;
import io.originlock.lab.waf.Field;
import io.originlock.lab.waf.Statement;
import io.originlock.lab.waf.Transformation;
import io.originlock.lab.waf.WebAcl;
import io.originlock.lab.waf.WebAcl.Effect;
import io.originlock.lab.waf.WebAcl.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A gate that holds digests: secrets have lives before anybody knows their values. */
class DigestsTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Secrets secrets =
      new Ledger(2, Duration.ofSeconds(2), Gates.named("web-acl")).secrets();

  @Test
  void aValueIsKnownOnceCloudFrontSendsIt() {
    secrets.pushed("D1", "E1", Set.of(sends("one"), new Header("x-other", "somebody's")), START);
    secrets.pushed(naming("one"), START);
    assertThat(secrets.honoured()).containsExactly("one");

    secrets.pushed(naming("one", "two"), START.plusSeconds(1));
    assertThat(secrets.honouredNow()).isEqualTo(2);
    assertThat(secrets.honoured()).containsExactly("one");
    assertThat(secrets.leftover(1)).isEqualTo(1);

    secrets.pushed("D1", "E2", Set.of(sends("two")), START.plusSeconds(2));
    assertThat(secrets.honoured()).containsExactly("one", "two");
    assertThat(secrets.numberAmong(Set.of(sends("two")))).isEqualTo(2);

    secrets.pushed(naming("two"), START.plusSeconds(3));
    assertThat(secrets.retired())
        .singleElement()
        .returns("one", Secrets.FormerSecret::value)
        .returns(START.plusSeconds(3), Secrets.FormerSecret::since);
    assertThat(secrets.all()).containsExactlyInAnyOrder("one", "two");
  }

  @Test
  void aHostHonoursWhatItsRuleNames() {
    secrets.pushed(naming("one"), START);
    secrets.learned(0, naming("one"), START);
    secrets.learned(0, naming("two"), START.plusSeconds(1));

    assertThat(secrets.changes())
        .extracting(Secrets.HostChange::honours)
        .containsExactly(true, false);
  }

  private static Header sends(String value) {
    return new Header("x-origin-verify", value);
  }

  private static ApiCatalog naming(String... values) {
    List<Statement> matches =
        Arrays.stream(values)
            .<Statement>map(
                value ->
                    new Statement.ByteMatch(
                        new Field(Field.Kind.SingleHeader, "x-origin-verify"),
                        Transformation.md5(value),
                        Statement.Position.EXACTLY,
                        List.of(Transformation.MD5)))
            .toList();
    Statement any = matches.size() == 1 ? matches.get(0) : new Statement.Or(matches);
    Rule lock = new Rule("origin-lock", 0, Effect.BLOCK, new Statement.Not(any));
    Statement group = new Statement.Group("group", List.of(lock), Map.of());
    WebAcl acl = new WebAcl("acl", true, List.of(new Rule("lock", 0, Effect.BLOCK, group)));
    return Catalogs.behind(1, acl, Map.of());
  }
}
