package io.originlock.cloudfront;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.model.Header;
import io.originlock.testing.Draw;
import io.originlock.testing.Seeds;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class DistributionXmlPropertiesTest {
  private static final String OWNED = "x-api-key";

  @Test
  void nothingButTheLocksHeadersChanges() {
    Seeds.each(
        300,
        seed -> {
          Draw draw = new Draw(seed);
          nothingButTheLocksHeadersChanges(
              content(draw), draw.list(1, 3, () -> origin(draw)), content(draw));
        });
  }

  private static void nothingButTheLocksHeadersChanges(
      String before, List<String> origins, String after) {
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

  private static String origin(Draw draw) {
    return "<Origin><Id>@ID@</Id>"
        + content(draw)
        + "<DomainName>d</DomainName><OriginPath/>"
        + customHeaders(draw.list(0, 4, () -> header(draw)))
        + content(draw)
        + "</Origin>";
  }

  private static String customHeaders(List<String> all) {
    return "<CustomHeaders><Quantity>"
        + all.size()
        + "</Quantity>"
        + (all.isEmpty() ? "" : "<Items>" + String.join("", all) + "</Items>")
        + "</CustomHeaders>";
  }

  private static String header(Draw draw) {
    return "<OriginCustomHeader><HeaderName>"
        + draw.of("x-api-key", "X-Api-Key", "x-mine", "X-Other")
        + "</HeaderName><HeaderValue>"
        + text(draw)
        + "</HeaderValue></OriginCustomHeader>";
  }

  /**
   * Some well-formed content: elements, attributes, namespaces, comments, references, white space.
   */
  private static String content(Draw draw) {
    return String.join("", draw.list(0, 2, () -> piece(draw)));
  }

  private static String piece(Draw draw) {
    return draw.from(
        () -> text(draw),
        () -> "<!--" + text(draw).replace("-", "") + "-->",
        () -> draw.of("<![CDATA[ <b>&\" ]]>", "<?pi some data?>", "\n  ", "&#13;", "&#x1F512;"),
        () -> element(name(draw), "a=\"" + text(draw) + "\"", content(draw)),
        () -> element("ext:" + name(draw), "ext:k=\"&#9;&#10;\"", content(draw)),
        () -> element(name(draw), "xmlns=\"urn:other\"", "<Inner/>"));
  }

  private static String element(String name, String attribute, String inner) {
    return "<" + name + " " + attribute + ">" + inner + "</" + name + ">";
  }

  private static String name(Draw draw) {
    return draw.of("Comment", "Logging", "Unknown", "OriginMtlsConfig", "S3OriginConfig");
  }

  private static String text(Draw draw) {
    return draw.text("<>&\"'\n\t  -]{%aZ09äé€\ud83d\udd12", 0, 8)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
