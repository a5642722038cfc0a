package io.originlock.cloudfront;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.engine.Header;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.w3c.dom.Element;

class DistributionXmlProperties {
  private static final String OWNED = "x-api-key";

  @Property(tries = 150)
  void nothingButTheLocksHeadersChanges(
      @ForAll("content") String before,
      @ForAll("origins") List<String> origins,
      @ForAll("content") String after) {
    StringBuilder items = new StringBuilder();
    for (int i = 0; i < origins.size(); i++) {
      items.append(origins.get(i).replace("@ID@", "o" + i));
    }
    byte[] answer =
        Trees.answer(
            "Deployed",
            before
                + "<Origins><Quantity>9</Quantity><Items>"
                + items
                + "</Items></Origins>"
                + after);
    Set<String> locked = Set.of("o0");
    String untouched = Trees.rest(Trees.config(answer), locked, OWNED);
    Member member = new Member("E1", List.copyOf(locked));

    for (List<Header> wanted :
        List.of(
            List.of(new Header(OWNED, "one")),
            List.of(new Header(OWNED, "two")),
            List.<Header>of())) {
      DistributionXml xml = new DistributionXml(member, answer, OWNED::equalsIgnoreCase);
      xml.present(wanted);
      Element sent = Trees.parse(xml.config()).getDocumentElement();

      assertThat(Trees.rest(sent, locked, OWNED)).isEqualTo(untouched);
      assertThat(quantity(sent)).isEqualTo(count(sent));
      assertThat(xml.headers()).containsEntry("o0", wanted);
      assertThat(xml.present(wanted)).isFalse();
    }
  }

  private static String quantity(Element config) {
    return Xml.text(headers(config), "Quantity");
  }

  private static String count(Element config) {
    return Xml.child(headers(config), "Items")
        .map(items -> Xml.children(items, "OriginCustomHeader").size())
        .orElse(0)
        .toString();
  }

  private static Element headers(Element config) {
    return Xml.child(config, "Origins")
        .flatMap(origins -> Xml.child(origins, "Items"))
        .flatMap(items -> Xml.child(items, "Origin"))
        .flatMap(origin -> Xml.child(origin, "CustomHeaders"))
        .orElseThrow();
  }

  @Provide
  Arbitrary<List<String>> origins() {
    Arbitrary<String> header =
        Combinators.combine(Arbitraries.of("x-api-key", "X-Api-Key", "x-mine", "X-Other"), text())
            .as(
                (name, value) ->
                    "<OriginCustomHeader><HeaderName>"
                        + name
                        + "</HeaderName><HeaderValue>"
                        + value
                        + "</HeaderValue></OriginCustomHeader>");
    Arbitrary<String> list =
        header
            .list()
            .ofMaxSize(4)
            .map(
                all ->
                    "<CustomHeaders><Quantity>"
                        + all.size()
                        + "</Quantity>"
                        + (all.isEmpty() ? "" : "<Items>" + String.join("", all) + "</Items>")
                        + "</CustomHeaders>");
    return Combinators.combine(list, content(), content())
        .as(
            (headers, before, after) ->
                "<Origin><Id>@ID@</Id>"
                    + before
                    + "<DomainName>d</DomainName><OriginPath/>"
                    + headers
                    + after
                    + "</Origin>")
        .list()
        .ofMinSize(1)
        .ofMaxSize(3);
  }

  /**
   * Some well-formed content: elements, attributes, namespaces, comments, references, white space.
   */
  @Provide
  Arbitrary<String> content() {
    return Arbitraries.lazyOf(
            () -> text(),
            () -> text().map(text -> "<!--" + text.replace("-", "") + "-->"),
            () ->
                Arbitraries.of(
                    "<![CDATA[ <b>&\" ]]>", "<?pi some data?>", "\n  ", "&#13;", "&#x1F512;"),
            () ->
                Combinators.combine(name(), text(), content())
                    .as(
                        (n, value, inner) ->
                            "<" + n + " a=\"" + value + "\">" + inner + "</" + n + ">"),
            () ->
                Combinators.combine(name(), content())
                    .as(
                        (n, inner) ->
                            "<ext:" + n + " ext:k=\"&#9;&#10;\">" + inner + "</ext:" + n + ">"),
            () -> name().map(n -> "<" + n + " xmlns=\"urn:other\"><Inner/></" + n + ">"))
        .list()
        .ofMaxSize(2)
        .map(parts -> String.join("", parts));
  }

  private static Arbitrary<String> name() {
    return Arbitraries.of("Comment", "Logging", "Unknown", "OriginMtlsConfig", "S3OriginConfig");
  }

  private static Arbitrary<String> text() {
    return Arbitraries.strings()
        .withCharRange(' ', '~')
        .withChars('\n', '\t', 'ä', '€')
        .ofMaxLength(8)
        .map(
            text ->
                text.replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replace(">", "&gt;")
                    .replace("\"", "&quot;"));
  }
}
