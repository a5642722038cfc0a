package io.originlock.cloudfront;

import io.originlock.model.Header;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * One {@code Origin} of a distribution's configuration, of which only owned headers are ever
 * touched.
 */
final class OriginElement {
  private final Element origin;
  private final Predicate<String> owned;

  OriginElement(Element origin, Predicate<String> owned) {
    this.origin = origin;
    this.owned = owned;
  }

  String id() {
    return Xml.text(origin, "Id");
  }

  Routes.Origin route() {
    return new Routes.Origin(Xml.text(origin, "DomainName"), Xml.text(origin, "OriginPath"));
  }

  /** The owned headers, in the order of their names. */
  List<Header> headers() {
    return ownedElements().stream()
        .map(element -> new Header(name(element), Xml.text(element, "HeaderValue")))
        .sorted(Comparator.comparing(Header::key).thenComparing(Header::value))
        .toList();
  }

  /** The length of all names and values, which CloudFront limits to 10,240 characters. */
  int headersLength() {
    return elements().stream()
        .mapToInt(element -> name(element).length() + Xml.text(element, "HeaderValue").length())
        .sum();
  }

  /**
   * Makes the owned headers exactly these. A header that stays keeps its place; new ones come last.
   *
   * @return whether anything had to be changed
   */
  boolean present(List<Header> headers) {
    Map<String, Header> missing = new LinkedHashMap<>();
    headers.forEach(header -> missing.put(header.key(), header));
    boolean changed = false;
    for (Element element : ownedElements()) {
      Header wanted = missing.remove(new Header(name(element), "").key());
      if (wanted == null) {
        element.getParentNode().removeChild(element);
        changed = true;
      } else {
        changed |= set(element, "HeaderName", wanted.name());
        changed |= set(element, "HeaderValue", wanted.value());
      }
    }
    for (Header header : missing.values()) {
      Element element = Xml.append(items(), "OriginCustomHeader");
      Xml.append(element, "HeaderName").setTextContent(header.name());
      Xml.append(element, "HeaderValue").setTextContent(header.value());
      changed = true;
    }
    if (changed) {
      count();
    }
    return changed;
  }

  private void count() {
    Element custom = custom();
    int quantity = elements().size();
    Element number = Xml.child(custom, "Quantity").orElseGet(() -> first(custom, "Quantity"));
    number.setTextContent(Integer.toString(quantity));
    if (quantity == 0) {
      // CloudFront itself leaves Items out of an empty list.
      Xml.child(custom, "Items").ifPresent(custom::removeChild);
    }
  }

  private static boolean set(Element header, String part, String value) {
    Optional<Element> there = Xml.child(header, part);
    if (there.isPresent() && there.get().getTextContent().equals(value)) {
      return false;
    }
    there.orElseGet(() -> Xml.append(header, part)).setTextContent(value);
    return true;
  }

  private List<Element> ownedElements() {
    return elements().stream().filter(element -> owned.test(name(element))).toList();
  }

  private List<Element> elements() {
    List<Element> all = new ArrayList<>();
    Xml.child(origin, "CustomHeaders")
        .flatMap(custom -> Xml.child(custom, "Items"))
        .ifPresent(items -> all.addAll(Xml.children(items, "OriginCustomHeader")));
    return all;
  }

  private Element items() {
    Element custom = custom();
    return Xml.child(custom, "Items").orElseGet(() -> Xml.append(custom, "Items"));
  }

  /** The list of headers; where there is none, a new one in the place that the schema gives it. */
  private Element custom() {
    return Xml.child(origin, "CustomHeaders")
        .orElseGet(
            () -> {
              Element custom = Xml.create(origin, "CustomHeaders");
              Optional<Element> before =
                  Xml.child(origin, "OriginPath")
                      .or(() -> Xml.child(origin, "DomainName"))
                      .or(() -> Xml.child(origin, "Id"));
              origin.insertBefore(
                  custom, before.map(Node::getNextSibling).orElseGet(origin::getFirstChild));
              return custom;
            });
  }

  private static Element first(Element parent, String localName) {
    Element element = Xml.create(parent, localName);
    parent.insertBefore(element, parent.getFirstChild());
    return element;
  }

  private static String name(Element header) {
    return Xml.text(header, "HeaderName");
  }
}
