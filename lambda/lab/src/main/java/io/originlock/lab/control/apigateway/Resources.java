package io.originlock.lab.control.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.lab.control.Query;

/**
 * Resources and their methods as API Gateway answers them: a field without a value is left out, an
 * integration shows its defaults, and methods come with {@code embed=methods} alone.
 */
final class Resources {
  private static final int TIMEOUT_MILLIS = 29_000;

  private Resources() {}

  /** Makes moto's answer to an operation about resources API Gateway's. */
  static void complete(JsonNode answer, String path, String query) {
    String[] segments = path.substring(1).split("/");
    if (path.endsWith("/resources")) {
      answer.path("item").forEach(resource -> resource(resource, query));
    } else if (path.endsWith("/integration")) {
      integration(answer, segments[3]);
    } else if (segments.length > 4) {
      method(answer, segments[3]);
    } else {
      resource(answer, query);
    }
  }

  /** The same for everything that a list of resources holds. */
  static JsonNode complete(JsonNode resources) {
    complete(resources, "/restapis/x/resources", "embed=methods");
    return resources;
  }

  private static void resource(JsonNode resource, String query) {
    boolean embedded = Query.parse(query).all("embed").contains("methods");
    String id = resource.path("id").asText();
    for (var entry : resource.path("resourceMethods").properties()) {
      if (embedded) {
        method(entry.getValue(), id);
      } else {
        entry.setValue(((ObjectNode) resource).objectNode());
      }
    }
  }

  private static void method(JsonNode method, String resource) {
    if (method instanceof ObjectNode object) {
      prune(object);
      if (object.path("methodResponses").isEmpty()) {
        object.remove("methodResponses");
      }
      object.path("methodResponses").forEach(Resources::prune);
      integration(object.path("methodIntegration"), resource);
    }
  }

  /** https://docs.aws.amazon.com/apigateway/latest/api/API_Integration.html */
  private static void integration(JsonNode integration, String resource) {
    if (!(integration instanceof ObjectNode object) || !object.has("type")) {
      return;
    }
    prune(object);
    object.path("integrationResponses").forEach(Resources::prune);
    if (!object.has("passthroughBehavior")) {
      object.put("passthroughBehavior", "WHEN_NO_MATCH");
    }
    if (!object.has("timeoutInMillis")) {
      object.put("timeoutInMillis", TIMEOUT_MILLIS);
    }
    if (!object.has("cacheNamespace")) {
      object.put("cacheNamespace", resource);
    }
    object.withArrayProperty("cacheKeyParameters");
  }

  private static void prune(JsonNode node) {
    ((ObjectNode) node).properties().removeIf(field -> field.getValue().isNull());
  }
}
