package io.originlock.lab.control.iam;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.lab.control.Call;
import io.originlock.lab.control.Query;
import io.originlock.lab.control.cloudfront.TagSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a request says of tags, in condition keys: {@code aws:RequestTag} of each that it sets, and
 * {@code aws:TagKeys} of all that it sets or takes off.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requesttag">Global
 *     condition keys</a>
 */
final class RequestTags {
  private RequestTags() {}

  /**
   * The condition keys and their values; empty if the request says nothing of tags.
   *
   * @param body the request's, if it is JSON
   */
  static Map<String, List<String>> of(Call call, JsonNode body) {
    Map<String, String> tags = set(call, body);
    Map<String, List<String>> context = new LinkedHashMap<>();
    tags.forEach((key, value) -> context.put("aws:RequestTag/" + key, List.of(value)));
    List<String> keys = Stream.concat(tags.keySet().stream(), takenOff(call, body)).toList();
    if (!keys.isEmpty()) {
      context.put("aws:TagKeys", keys);
    }
    return context;
  }

  private static Map<String, String> set(Call call, JsonNode body) {
    if (call.service().equals("cloudfront")) {
      return TagSet.in(call.request().text());
    }
    Map<String, String> tags = new LinkedHashMap<>();
    if (call.request().isForm()) {
      Query form = Query.parse(call.request().text());
      for (int n = 1; form.has("Tags.member." + n + ".Key"); n++) {
        String member = "Tags.member." + n;
        tags.put(
            form.first(member + ".Key").orElseThrow(), form.first(member + ".Value").orElse(""));
      }
    }
    for (JsonNode node : List.of(body.path("Tags"), body.path("tags"))) {
      if (node.isObject()) {
        node.forEachEntry((key, value) -> tags.put(key, value.asText()));
      } else {
        node.forEach(tag -> tags.put(tag.path("Key").asText(), tag.path("Value").asText()));
      }
    }
    return tags;
  }

  private static Stream<String> takenOff(Call call, JsonNode body) {
    return Stream.of(
            Query.parse(call.request().query()).all("tagKeys").stream(),
            body.path("TagKeys").valueStream().map(JsonNode::asText),
            body.path("tagKeys").valueStream().map(JsonNode::asText))
        .flatMap(keys -> keys);
  }
}
