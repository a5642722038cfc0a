package io.originlock.lab.control.cloudfront;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The tags in a request of CreateDistributionWithTags or TagResource. */
public final class TagSet {
  private TagSet() {}

  /** By key, in their order; malformed XML has none. */
  public static Map<String, String> in(String xml) {
    return DistributionXml.parse(xml).stream()
        .flatMap(
            root ->
                root.getNodeName().equals("Tags")
                    ? DistributionXml.at(root, "Items", "Tag")
                    : DistributionXml.at(root, "Tags", "Items", "Tag"))
        .collect(
            Collectors.toMap(
                tag -> DistributionXml.text(tag, "Key"),
                tag -> DistributionXml.text(tag, "Value"),
                (first, second) -> second,
                LinkedHashMap::new));
  }
}
