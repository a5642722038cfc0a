package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.w3c.dom.Element;

/** A distribution of a public shape, and every configuration that it is given after its owner's. */
final class ShapedDistribution {
  private final PublicShape shape;
  private final RawCloudFront.Made made;
  private final RawCloudFront raw;
  private final List<String> updates = new CopyOnWriteArrayList<>();
  private String owners;

  private ShapedDistribution(PublicShape shape, RawCloudFront.Made made, RawCloudFront raw) {
    this.shape = shape;
    this.made = made;
    this.raw = raw;
  }

  static ShapedDistribution create(URI endpoint, PublicShape shape) {
    RawCloudFront.Made made = RawCloudFront.create(endpoint, shape.config());
    return new ShapedDistribution(shape, made, new RawCloudFront(endpoint, made.id()));
  }

  PublicShape shape() {
    return shape;
  }

  String id() {
    return made.id();
  }

  /** The name by which viewers come. */
  String host() {
    return shape.host().isEmpty() ? made.domain() : shape.host();
  }

  /** Findings that name it, of the shape's templates. */
  List<String> named(List<String> findings) {
    return findings.stream()
        .map(each -> each.replace("{d}", "CloudFront distribution " + id()))
        .toList();
  }

  /** Its owner does to the configuration what was advised, and leaves it alone from now on. */
  void mend() {
    raw.change(shape.mend());
    owners = raw.config();
  }

  /** As it stands in the lock's list. */
  Map<String, Object> member() {
    Map<String, Object> member = new HashMap<>(shape.attached());
    member.put("id", id());
    member.put("origins", shape.covered());
    member.put("probe_url", "https://" + made.domain() + "/origin-lock-probe");
    return member;
  }

  /** Keeps the configuration that it has now. */
  void updated() {
    updates.add(raw.config());
  }

  /** Every configuration must be its owner's but for one header on the covered origins. */
  void differedByAlone(String header) {
    assertThat(updates)
        .as("to engage, to rotate three times, and to disengage")
        .hasSizeGreaterThan(4);
    List<String> expected = Xml.normal(without(header, owners, new ArrayList<>()));
    List<String> sent = new ArrayList<>();
    for (String update : updates) {
      List<String> values = new ArrayList<>();
      assertThat(Xml.normal(without(header, update, values))).as("of %s", id()).isEqualTo(expected);
      assertThat(values.size()).as("origins that send it").isIn(0, shape.covered().size());
      assertThat(values.stream().distinct().count()).as("secrets at once").isLessThan(2);
      sent.addAll(values);
    }
    assertThat(sent.stream().distinct()).as("secrets").hasSize(4);
  }

  /** Nothing of the lock is left. */
  void isItsOwners() {
    assertThat(Xml.normal(raw.config())).isEqualTo(Xml.normal(owners));
  }

  /**
   * A configuration without a header of the covered origins, whose quantities must be right.
   *
   * @param values gets what the header says
   */
  private Element without(String header, String config, List<String> values) {
    Element root = Xml.parse(config);
    for (Element origin : Xml.at(root, "Origins", "Items", "Origin")) {
      if (shape.covered().contains(text(origin, "Id"))) {
        Element headers = Xml.at(origin, "CustomHeaders").get(0);
        List<Element> all = Xml.at(headers, "Items", "OriginCustomHeader");
        assertThat(text(headers, "Quantity")).isEqualTo(String.valueOf(all.size()));
        List<Element> own =
            all.stream().filter(each -> text(each, "HeaderName").equalsIgnoreCase(header)).toList();
        own.forEach(each -> values.add(text(each, "HeaderValue")));
        own.forEach(each -> each.getParentNode().removeChild(each));
        int left = all.size() - own.size();
        Xml.at(headers, "Quantity").get(0).setTextContent(String.valueOf(left));
        if (left == 0) {
          Xml.at(headers, "Items").forEach(headers::removeChild);
        }
      }
    }
    return root;
  }

  private static String text(Element parent, String name) {
    return Xml.at(parent, name).get(0).getTextContent();
  }
}
