package io.originlock.state;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.state.Fields.Malformed;

/** JSON text to tree and back, the way that parameters of Systems Manager hold it. */
final class Documents {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              new com.fasterxml.jackson.core.JsonFactoryBuilder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private Documents() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /**
   * Compact JSON. Systems Manager refuses a value with two opening braces in a row (its syntax for
   * a reference); in JSON that can only be inside a string, where the second one may be escaped.
   */
  static String write(JsonNode tree) {
    return tree.toString().replace("{{", "{\\u007b");
  }

  static Fields read(String text) throws Malformed {
    try {
      return Fields.of(MAPPER.readTree(text), "");
    } catch (JsonProcessingException e) {
      // Jackson's message quotes the text, which holds secrets: only the place is passed on.
      throw new Malformed(
          "it is not JSON"
              + (e.getLocation() == null
                  ? ""
                  : " (line "
                      + e.getLocation().getLineNr()
                      + ", column "
                      + e.getLocation().getColumnNr()
                      + ")"));
    }
  }
}
