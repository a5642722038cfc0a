package io.originlock.lab.e2e;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** Compares documents element by element. */
final class Xml {
  private Xml() {}

  /** One line for each element, attribute, text and comment, with its path. */
  static List<String> normal(String document) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      List<String> lines = new ArrayList<>();
      walk(
          factory
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(document)))
              .getDocumentElement(),
          "",
          lines);
      return lines;
    } catch (Exception e) {
      throw new AssertionError("Not XML: " + document, e);
    }
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
