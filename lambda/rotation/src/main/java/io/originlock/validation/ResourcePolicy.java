package io.originlock.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * The resource policy of an API, in one form. API Gateway writes {@code execute-api:/prod/*} out to
 * the API's ARN, and a list of one is the same as that one; see <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html">Resource
 * policy examples</a>.
 */
final class ResourcePolicy {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Pattern ownArn;

  /**
   * @param api the API's id; empty if it is not known, which leaves ARNs as they are
   */
  ResourcePolicy(String api) {
    this.ownArn =
        Pattern.compile("arn:[^:]+:execute-api:[^:*]+:[^:*]+:" + Pattern.quote(api) + "/");
  }

  JsonNode canonical(JsonNode node) {
    if (node.isTextual()) {
      return TextNode.valueOf(ownArn.matcher(node.asText()).replaceFirst("execute-api:/"));
    }
    if (node.isArray()) {
      List<JsonNode> all =
          StreamSupport.stream(node.spliterator(), false).map(this::canonical).toList();
      return all.size() == 1 ? all.get(0) : list(all);
    }
    if (node instanceof ObjectNode object) {
      ObjectNode copy = JSON.createObjectNode();
      object.properties().forEach(each -> copy.set(each.getKey(), canonical(each.getValue())));
      return copy;
    }
    return node;
  }

  /** Sorts lists of values; statements keep their order. */
  private static ArrayNode list(List<JsonNode> all) {
    ArrayNode list = JSON.createArrayNode();
    return list.addAll(
        all.stream().allMatch(JsonNode::isValueNode)
            ? all.stream().sorted(Comparator.comparing(JsonNode::asText)).toList()
            : all);
  }
}
