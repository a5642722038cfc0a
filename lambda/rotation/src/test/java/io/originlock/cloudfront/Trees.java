package io.originlock.cloudfront;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** Comparing configurations element by element, the lock's headers on given origins left out. */
final class Trees {
  static final String NS = "http://cloudfront.amazonaws.com/doc/2020-05-31/";

  private Trees() {}

  /** An answer of GetDistribution's around the content of a DistributionConfig. */
  static byte[] answer(String status, String config) {
    return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Distribution xmlns=\""
            + NS
            + "\" xmlns:ext=\"urn:extension\"><Id>E1</Id><Status>"
            + status
            + "</Status><DistributionConfig>"
            + config
            + "</DistributionConfig></Distribution>")
        .getBytes(StandardCharsets.UTF_8);
  }

  static Document parse(byte[] xml) {
    try {
      return Xml.parse(xml);
    } catch (SAXException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static Element config(byte[] answer) {
    return Xml.child(parse(answer).getDocumentElement(), "DistributionConfig").orElseThrow();
  }

  /** Everything that the lock must not touch, in one comparable text. */
  static String rest(Element config, Set<String> origins, String header) {
    Element copy = (Element) config.cloneNode(true);
    List<Element> all =
        Xml.children(
            Xml.child(Xml.child(copy, "Origins").orElseThrow(), "Items").orElseThrow(), "Origin");
    for (Element origin : all) {
      if (!origins.contains(Xml.text(origin, "Id"))) {
        continue;
      }
      Xml.child(origin, "CustomHeaders")
          .ifPresent(
              custom -> {
                Xml.child(custom, "Quantity").ifPresent(custom::removeChild);
                Xml.child(custom, "Items")
                    .ifPresent(
                        items -> {
                          Xml.children(items, "OriginCustomHeader").stream()
                              .filter(h -> Xml.text(h, "HeaderName").equalsIgnoreCase(header))
                              .forEach(items::removeChild);
                          if (Xml.children(items, "OriginCustomHeader").isEmpty()) {
                            custom.removeChild(items);
                          }
                        });
                if (custom.getFirstChild() == null) {
                  origin.removeChild(custom);
                }
              });
    }
    return show(copy);
  }

  /** Names with namespaces, attributes, text, CDATA, comments and instructions, all in order. */
  static String show(Node node) {
    if (node instanceof Element element) {
      List<String> attributes = new ArrayList<>();
      for (int i = 0; i < element.getAttributes().getLength(); i++) {
        Node attribute = element.getAttributes().item(i);
        if (!attribute.getNodeName().startsWith("xmlns")) {
          attributes.add(
              "{"
                  + attribute.getNamespaceURI()
                  + "}"
                  + attribute.getLocalName()
                  + "=["
                  + attribute.getNodeValue()
                  + "]");
        }
      }
      List<String> children = new ArrayList<>();
      for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
        children.add(show(child));
      }
      return "{"
          + element.getNamespaceURI()
          + "}"
          + element.getLocalName()
          + attributes.stream().sorted().collect(Collectors.toList())
          + "("
          + String.join("", children)
          + ")";
    }
    return switch (node.getNodeType()) {
      case Node.COMMENT_NODE -> "<!--" + node.getNodeValue() + "-->";
      case Node.PROCESSING_INSTRUCTION_NODE ->
          "<?" + node.getNodeName() + " " + node.getNodeValue() + "?>";
      default -> node.getNodeValue();
    };
  }
}
