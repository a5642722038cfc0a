package io.originlock.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.aws.ApiStage;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.apigateway.model.Stage;
import software.amazon.awssdk.services.wafv2.model.WebACL;

/**
 * A stage with what its deployment froze and what stands before it.
 *
 * @param id which one
 * @param settings as API Gateway tells them
 * @param document its export, which gates read more from
 * @param methods the deployed methods
 * @param webAcl the web ACL that it is associated with, if there is one
 */
public record DeployedStage(
    ApiStage id, Stage settings, JsonNode document, List<Method> methods, Optional<WebACL> webAcl) {

  /**
   * A deployed method.
   *
   * @param verb {@code GET}, …, or {@code ANY}
   * @param path the resource's path
   * @param keyRequired whether it demands an API key
   * @param integration the integration's type in lower case, {@code http_proxy}; empty for none
   * @param mapped what request parameters the integration is given, {@code method.request.header.x}
   */
  public record Method(
      String verb, String path, boolean keyRequired, String integration, List<String> mapped) {

    boolean preflight() {
      return verb.equals("OPTIONS");
    }

    /** As answers have it: {@code GET /pets}. */
    public String label() {
      return verb + " " + path;
    }
  }

  /** How findings name it. */
  public String where() {
    return id.label();
  }

  /** A finding about one of its methods. */
  public OpenDoor open(Method method, String detail, String remedy) {
    return new OpenDoor(OpenDoor.Kind.METHOD_OPEN, where(), method.label(), detail, remedy);
  }

  /** A finding about the stage as a whole. */
  public OpenDoor door(OpenDoor.Kind kind, String detail, String remedy) {
    return new OpenDoor(kind, where(), "", detail, remedy);
  }

  DeployedStage only(Predicate<Method> which) {
    return new DeployedStage(
        id, settings, document, methods.stream().filter(which).toList(), webAcl);
  }
}
