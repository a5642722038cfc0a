package io.originlock.lab.control.cloudfront;

import io.originlock.lab.LabException;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Reads what the control plane must know of a configuration; the text itself stays as it is. */
final class DistributionXml {
  private static final Pattern CONFIG =
      Pattern.compile("<DistributionConfig[\\s>].*</DistributionConfig>", Pattern.DOTALL);

  /** What CloudFront adds to a configuration that leaves it out. */
  private static final List<String> DEFAULTS =
      List.of(
          "<Aliases><Quantity>0</Quantity></Aliases>",
          "<DefaultRootObject></DefaultRootObject>",
          "<OriginGroups><Quantity>0</Quantity></OriginGroups>",
          "<CacheBehaviors><Quantity>0</Quantity></CacheBehaviors>",
          "<CustomErrorResponses><Quantity>0</Quantity></CustomErrorResponses>",
          "<Logging><Enabled>false</Enabled><IncludeCookies>false</IncludeCookies><Bucket></Bucket><Prefix></Prefix></Logging>",
          "<PriceClass>PriceClass_All</PriceClass>",
          "<ViewerCertificate><CloudFrontDefaultCertificate>true</CloudFrontDefaultCertificate><MinimumProtocolVersion>TLSv1</MinimumProtocolVersion></ViewerCertificate>",
          "<Restrictions><GeoRestriction><RestrictionType>none</RestrictionType><Quantity>0</Quantity></GeoRestriction></Restrictions>",
          "<WebACLId></WebACLId>",
          "<HttpVersion>http2</HttpVersion>",
          "<IsIPV6Enabled>false</IsIPV6Enabled>",
          "<ContinuousDeploymentPolicyId></ContinuousDeploymentPolicyId>",
          "<Staging>false</Staging>");

  private DistributionXml() {}

  /** The configuration with what CloudFront adds; all that is there stays as it is. */
  static String complete(String config, Element parsed) {
    String missing =
        DEFAULTS.stream()
            .filter(
                element ->
                    children(parsed, element.substring(1, element.indexOf('>')))
                        .findFirst()
                        .isEmpty())
            .collect(Collectors.joining());
    int end = config.lastIndexOf("</");
    return config.substring(0, end) + missing + config.substring(end);
  }

  /** The {@code DistributionConfig} element of a request, verbatim. */
  static Optional<String> config(String body) {
    Matcher matcher = CONFIG.matcher(body);
    return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
  }

  /** Parses a document; malformed XML is the caller's mistake. */
  static Optional<Element> parse(String xml) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      Document document = builder.parse(new InputSource(new StringReader(xml)));
      return Optional.of(document.getDocumentElement());
    } catch (SAXException malformed) {
      return Optional.empty();
    } catch (IOException | ParserConfigurationException e) {
      throw new LabException("a distribution's configuration", "parse it", "See the cause.", e);
    }
  }

  /** The child elements of this name. */
  static Stream<Element> children(Element parent, String name) {
    NodeList nodes = parent.getChildNodes();
    return IntStream.range(0, nodes.getLength())
        .mapToObj(nodes::item)
        .filter(node -> node.getNodeType() == Node.ELEMENT_NODE && name.equals(node.getNodeName()))
        .map(Element.class::cast);
  }

  /** The text at a path of element names, or the empty text. */
  static String text(Element root, String... path) {
    Optional<Element> at = Optional.of(root);
    for (String name : path) {
      at = at.flatMap(element -> children(element, name).findFirst());
    }
    return at.map(Element::getTextContent).map(String::trim).orElse("");
  }

  /** The elements at a path of names. */
  static Stream<Element> at(Element root, String... path) {
    Stream<Element> found = Stream.of(root);
    for (String name : path) {
      found = found.flatMap(element -> children(element, name));
    }
    return found;
  }
}
