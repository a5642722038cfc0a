package io.originlock.lab.e2e;

import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What people do to a distribution's configuration, which has the one origin {@code api}. */
final class Edits {
  private Edits() {}

  /** The origin sends these headers and no other. */
  static String headers(String config, Map<String, String> headers) {
    String items =
        headers.entrySet().stream()
            .map(
                header ->
                    "<OriginCustomHeader><HeaderName>%s</HeaderName><HeaderValue>%s</HeaderValue></OriginCustomHeader>"
                        .formatted(header.getKey(), header.getValue()))
            .collect(Collectors.joining());
    return replace(
        config,
        "CustomHeaders",
        "<Quantity>%d</Quantity><Items>%s</Items>".formatted(headers.size(), items));
  }

  /** A second origin, as the first but for its id, its domain name and its headers. */
  static String secondOrigin(String config, String id, String domain) {
    String first = content(config, "Origin");
    String second =
        headers(replace(replace(first, "Id", id), "DomainName", domain), Map.of("x-team", "other"));
    return replace(
        config,
        "Origins",
        "<Quantity>2</Quantity><Items><Origin>%s</Origin><Origin>%s</Origin></Items>"
            .formatted(first, second));
  }

  /** A behaviour for a path, as the default one but for its origin. */
  static String behaviour(String config, String path, String origin) {
    String likeTheDefault =
        replace(content(config, "DefaultCacheBehavior"), "TargetOriginId", origin);
    return replace(
        config,
        "CacheBehaviors",
        "<Quantity>1</Quantity><Items><CacheBehavior><PathPattern>%s</PathPattern>%s</CacheBehavior></Items>"
            .formatted(path, likeTheDefault));
  }

  /** For a distribution of its own. */
  static String anotherReference(String config) {
    return replace(config, "CallerReference", UUID.randomUUID().toString());
  }

  private static String content(String xml, String element) {
    return find(xml, element).group(1);
  }

  private static String replace(String xml, String element, String content) {
    Matcher found = find(xml, element);
    return xml.substring(0, found.start(1)) + content + xml.substring(found.end(1));
  }

  private static Matcher find(String xml, String element) {
    Matcher found =
        Pattern.compile("<%s>(.*?)</%s>".formatted(element, element), Pattern.DOTALL).matcher(xml);
    if (!found.find()) {
      throw new AssertionError("No <" + element + "> in " + xml);
    }
    return found;
  }
}
