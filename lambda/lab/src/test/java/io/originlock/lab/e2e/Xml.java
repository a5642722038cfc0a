package io.originlock.lab.e2e;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Compares documents element by element. */
final class Xml {
  private Xml() {}

  /** One line for each element, attribute, text and comment, with its path. */
  static List<String> normal(String document) {
    return normal(parse(document));
  }

  static List<String> normal(Element element) {
    List<String> lines = new ArrayList<>();
    walk(element, "", lines);
    return lines;
  }

  static Element parse(String document) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      return factory
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(document)))
          .getDocumentElement();
    } catch (Exception e) {
      throw new AssertionError("Not XML: " + document, e);
    }
  }

  /** The elements at a path of names. */
  static List<Element> at(Element root, String... path) {
    Stream<Element> found = Stream.of(root);
    for (String name : path) {
      found = found.flatMap(element -> children(element, name));
    }
    return found.toList();
  }

  private static Stream<Element> children(Element parent, String name) {
    NodeList nodes = parent.getChildNodes();
    return IntStream.range(0, nodes.getLength())
        .mapToObj(nodes::item)
        .filter(node -> name.equals(node.getNodeName()))
        .map(Element.class::cast);
  }

  private static void walk(Node node, String path, List<String> lines) {
    String here = path + "/" + node.getNodeName();
    if (node.getNodeType() == Node.TEXT_NODE && !node.getTextContent().isBlank()
        || node.getNodeType() == Node.COMMENT_NODE) {
      lines.add(here + " " + node.getTextContent());
    } else if (node.getNodeType() == Node.ELEMENT_NODE) {
      lines.add(here);
      for (int i = 0; i < node.getAttributes().getLength(); i++) {
        lines.add(here + "@" + node.getAttributes().item(i));
      }
    }
    for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
      walk(child, here, lines);
    }
  }
}
