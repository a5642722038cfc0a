package io.originlock.cloudfront;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSOutput;
import org.w3c.dom.ls.LSSerializer;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * Reading and writing XML without losing anything, and the few steps through a tree that are
 * needed.
 */
final class Xml {
  private Xml() {}

  /** Parses a document; one with a DTD is refused, so that no entity is ever resolved. */
  static Document parse(byte[] bytes) throws SAXException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(false);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new Thrower());
      return builder.parse(new ByteArrayInputStream(bytes));
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("This Java runtime has no safe XML parser.", e);
    } catch (IOException e) {
      throw new IllegalStateException("Reading from memory failed.", e);
    }
  }

  /** A copy of an element as a document of its own, with the namespaces that it was in scope of. */
  static Document detach(Element element) {
    Document document =
        element.getOwnerDocument().getImplementation().createDocument(null, null, null);
    Element root = (Element) document.importNode(element, true);
    document.appendChild(root);
    for (Node up = element.getParentNode(); up instanceof Element parent; up = up.getParentNode()) {
      NamedNodeMap attributes = parent.getAttributes();
      for (int i = 0; i < attributes.getLength(); i++) {
        Attr attribute = (Attr) attributes.item(i);
        if (XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(attribute.getNamespaceURI())
            && !root.hasAttribute(attribute.getName())) {
          root.setAttributeNS(
              XMLConstants.XMLNS_ATTRIBUTE_NS_URI, attribute.getName(), attribute.getValue());
        }
      }
    }
    return document;
  }

  /** The document as UTF-8. */
  static byte[] write(Document document) {
    DOMImplementationLS implementation =
        (DOMImplementationLS) document.getImplementation().getFeature("LS", "3.0");
    LSSerializer serializer = implementation.createLSSerializer();
    LSOutput output = implementation.createLSOutput();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    output.setEncoding("UTF-8");
    output.setByteStream(bytes);
    serializer.write(document, output);
    return bytes.toByteArray();
  }

  static List<Element> children(Element parent, String localName) {
    List<Element> all = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && localName.equals(element.getLocalName())) {
        all.add(element);
      }
    }
    return all;
  }

  static Optional<Element> child(Element parent, String localName) {
    return children(parent, localName).stream().findFirst();
  }

  static String text(Element parent, String localName) {
    return child(parent, localName).map(Element::getTextContent).orElse("");
  }

  /** A new element in the namespace of its parent-to-be, at the end of it. */
  static Element append(Element parent, String localName) {
    Element element = create(parent, localName);
    parent.appendChild(element);
    return element;
  }

  /** A new element in the namespace and with the prefix of a relative. */
  static Element create(Element relative, String localName) {
    String prefix = relative.getPrefix();
    return relative
        .getOwnerDocument()
        .createElementNS(
            relative.getNamespaceURI(), prefix == null ? localName : prefix + ":" + localName);
  }

  private static final class Thrower implements ErrorHandler {
    @Override
    public void warning(SAXParseException e) {
      // A warning does not change what was read.
    }

    @Override
    public void error(SAXParseException e) throws SAXException {
      throw e;
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
      throw e;
    }
  }
}
