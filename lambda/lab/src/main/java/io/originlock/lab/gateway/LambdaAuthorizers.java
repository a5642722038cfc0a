package io.originlock.lab.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.lab.gateway.Check.Refusal;
import io.originlock.lab.iam.Wildcard;
import io.originlock.lab.model.Account;
import io.originlock.lab.model.ApiCatalog.Authorizer;
import io.originlock.lab.model.Invoker;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * Lambda authorizers of the type {@code REQUEST}: who asks without the identity that it wants is
 * turned away, for anyone else the function is asked for a policy.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html">Lambda
 *     authorizers</a>
 */
final class LambdaAuthorizers {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern URI = Pattern.compile(".*/functions/(arn:[^/]+)/invocations");
  private static final String EXPLICITLY = " with an explicit deny";

  private final Invoker functions;
  private final Clock clock;
  private final AuthorizerPath path;
  private final Map<Key, Kept> kept = new ConcurrentHashMap<>();

  /**
   * @param path the form in which events have it
   */
  LambdaAuthorizers(Invoker functions, Clock clock, AuthorizerPath path) {
    this.functions = functions;
    this.clock = clock;
    this.path = path;
  }

  private record Key(String api, String authorizer, List<String> identity) {}

  /** A policy, and how long it is for every request of the same identity. */
  private record Kept(JsonNode policy, Instant until) {}

  /** Why a request goes no further; nothing if the authorizer lets it. */
  Optional<Refusal> refuse(Call call, Authorizer authorizer) {
    Optional<List<String>> identity = identity(call, authorizer);
    if (identity.isEmpty()) {
      return Optional.of(new Refusal(GatewayError.UNAUTHORIZED));
    }
    Key key = new Key(call.stage().restApiId(), authorizer.id(), identity.get());
    return Optional.ofNullable(kept.get(key))
        .filter(each -> clock.instant().isBefore(each.until()))
        .map(Kept::policy)
        .or(() -> ask(call, authorizer, key))
        .map(policy -> evaluate(policy, AuthorizerEvent.methodArn(call)))
        .orElseGet(() -> Optional.of(new Refusal(GatewayError.AUTHORIZER_CONFIGURATION_ERROR)));
  }

  /** The values of the identity sources; empty if any is missing or empty. */
  private static Optional<List<String>> identity(Call call, Authorizer authorizer) {
    List<String> values = new ArrayList<>();
    for (String source : authorizer.identitySource().split(",")) {
      if (!source.isBlank()) {
        Optional<String> value = call.identity(source.trim()).filter(each -> !each.isBlank());
        if (value.isEmpty()) {
          return Optional.empty();
        }
        values.add(value.get());
      }
    }
    return Optional.of(List.copyOf(values));
  }

  /** The function's policy; empty if it has none to give. */
  private Optional<JsonNode> ask(Call call, Authorizer authorizer, Key key) {
    Matcher uri = URI.matcher(authorizer.uri());
    if (!uri.matches()) {
      return Optional.empty();
    }
    String source =
        "arn:aws:execute-api:%s:%s:%s/authorizers/%s"
            .formatted(Account.REGION, Account.ID, call.stage().restApiId(), authorizer.id());
    Invoker.Result result =
        functions.invoke(
            uri.group(1), source, AuthorizerEvent.of(call, path).toString().getBytes(UTF_8));
    if (result.status() != Invoker.Status.ANSWERED) {
      return Optional.empty();
    }
    Optional<JsonNode> policy = policy(result.payload());
    if (authorizer.ttlSeconds() > 0) {
      Instant until = clock.instant().plusSeconds(authorizer.ttlSeconds());
      policy.ifPresent(each -> kept.put(key, new Kept(each, until)));
    }
    return policy;
  }

  /** The policy document of an answer; empty for an answer that is none. */
  private static Optional<JsonNode> policy(byte[] payload) {
    try {
      JsonNode answer = JSON.readTree(payload);
      JsonNode statements = answer.at("/policyDocument/Statement");
      boolean whole =
          answer.path("principalId").isTextual()
              && statements.isArray()
              && !statements.isEmpty()
              && StreamSupport.stream(statements.spliterator(), false)
                  .allMatch(
                      each ->
                          each.path("Effect").asText().matches("Allow|Deny")
                              && !texts(each.path("Action")).isEmpty()
                              && !texts(each.path("Resource")).isEmpty());
      return whole ? Optional.of(answer.path("policyDocument")) : Optional.empty();
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }

  private static Optional<Refusal> evaluate(JsonNode policy, String method) {
    boolean allowed = false;
    for (JsonNode statement : policy.path("Statement")) {
      boolean matches =
          any(statement.path("Action"), "execute-api:Invoke")
              && any(statement.path("Resource"), method);
      if (matches && statement.path("Effect").asText().equals("Deny")) {
        return Optional.of(
            new Refusal(
                GatewayError.ACCESS_DENIED, GatewayError.ACCESS_DENIED.message() + EXPLICITLY));
      }
      allowed |= matches;
    }
    return allowed ? Optional.empty() : Optional.of(new Refusal(GatewayError.ACCESS_DENIED));
  }

  private static boolean any(JsonNode patterns, String text) {
    return texts(patterns).stream().anyMatch(pattern -> Wildcard.matches(pattern, text));
  }

  private static List<String> texts(JsonNode oneOrMore) {
    List<String> texts = new ArrayList<>();
    if (oneOrMore.isTextual()) {
      texts.add(oneOrMore.asText());
    }
    oneOrMore.forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
