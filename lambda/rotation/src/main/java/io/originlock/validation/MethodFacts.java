package io.originlock.validation;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/**
 * Names the facts about one method, whether they are read from a draft or from an export: the two
 * write the same thing in different letters, and one of them says defaults that the other does not.
 */
final class MethodFacts {
  private static final String TIMEOUT = "29000";

  private final Facts.Builder facts;
  private final String method;

  /**
   * @param method {@code GET /pets}
   */
  MethodFacts(Facts.Builder facts, String method) {
    this.facts = facts;
    this.method = method;
    facts.put(method, "there");
  }

  /** Who may call it: {@code NONE}, {@code AWS_IAM}, or an authorizer with all that it is. */
  MethodFacts authorization(String by, Collection<String> scopes) {
    facts.unless("NONE", method + " authorization", by);
    facts.list(method + " authorization scopes", scopes);
    return this;
  }

  MethodFacts keyRequired(boolean required) {
    facts.unless("false", method + " API key required", String.valueOf(required));
    return this;
  }

  /**
   * A declared parameter. The lock's own is left out, and so are those of the path, which are there
   * and required whether a method declares them or not.
   *
   * @param name {@code method.request.header.x}
   */
  MethodFacts parameter(String name, boolean required) {
    if (!name.startsWith("method.request.path.") && LockHeader.inParameter(name).isEmpty()) {
      facts.put(method + " parameter " + name, required ? "required" : "optional");
    }
    return this;
  }

  MethodFacts validator(boolean parameters, boolean body) {
    facts.put(method + " validator", (parameters ? "parameters" : "") + (body ? " body" : ""));
    return this;
  }

  MethodFacts model(String contentType, String model) {
    facts.put(method + " model " + contentType, model);
    return this;
  }

  MethodFacts response(
      String status, Map<String, String> models, Collection<String> responseParameters) {
    String response = method + " response " + status;
    facts.put(response, "there");
    facts.putAll(response + " model ", models);
    facts.list(response + " headers", responseParameters);
    return this;
  }

  /** How the integration is called; null for what it does not say. */
  MethodFacts integration(
      String type, String verb, String uri, String credentials, String cacheKeys) {
    String integration = method + " integration";
    facts.put(integration + " type", lower(type));
    // A mock calls nothing.
    facts.put(integration + " method", "mock".equals(lower(type)) ? null : verb);
    facts.put(integration + " uri", uri);
    facts.put(integration + " credentials", credentials);
    facts.put(integration + " cache keys", cacheKeys);
    return this;
  }

  /** How what it is sent is made; null for what it does not say. */
  MethodFacts conversion(
      String passthrough, String contentHandling, String timeoutMillis, String transferMode) {
    String integration = method + " integration";
    facts.unless("when_no_match", integration + " passthrough", lower(passthrough));
    facts.put(integration + " content handling", lower(contentHandling));
    facts.unless(TIMEOUT, integration + " time-out", timeoutMillis);
    facts.unless("buffered", integration + " transfer mode", lower(transferMode));
    return this;
  }

  /** Over what it is reached; null for what it does not say. */
  MethodFacts connection(String type, String id, boolean insecure) {
    String integration = method + " integration";
    facts.unless("internet", integration + " connection", lower(type));
    facts.put(integration + " connection id", id);
    facts.unless("false", integration + " insecure TLS", String.valueOf(insecure));
    return this;
  }

  MethodFacts mapped(Map<String, String> parameters, Map<String, String> templates) {
    facts.putAll(method + " integration parameter ", parameters);
    facts.putAll(method + " integration template ", templates);
    return this;
  }

  /**
   * What becomes of one of its answers.
   *
   * @param pattern of the answers that are meant; empty or null for all others
   */
  MethodFacts answer(
      String pattern,
      String status,
      String contentHandling,
      Map<String, String> parameters,
      Map<String, String> templates) {
    String usual = pattern == null || pattern.isEmpty() ? "default" : pattern;
    String answer = method + " integration response " + usual;
    facts.put(answer + " status", status);
    facts.put(answer + " content handling", lower(contentHandling));
    facts.putAll(answer + " parameter ", parameters);
    facts.putAll(answer + " template ", templates);
    return this;
  }

  private static String lower(String text) {
    return text == null ? null : text.toLowerCase(Locale.ROOT);
  }
}
