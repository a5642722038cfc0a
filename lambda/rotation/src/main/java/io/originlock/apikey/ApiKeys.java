package io.originlock.apikey;

import io.originlock.aws.Answers;
import io.originlock.aws.AwsFailures;
import io.originlock.model.LockException;
import io.originlock.model.Secret;
import io.originlock.model.SecretValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.ApiKey;
import software.amazon.awssdk.services.apigateway.model.ConflictException;
import software.amazon.awssdk.services.apigateway.model.CreateApiKeyResponse;
import software.amazon.awssdk.services.apigateway.model.NotFoundException;

/**
 * The API keys of one lock in an account and region; no other is changed or deleted. A key is the
 * lock's if it carries the tag {@code origin-lock = <lock>} and is marked with its secret: by a
 * name of exactly the lock's form or, if the lock took it over, by the tag {@code
 * origin-lock-secret}.
 *
 * <p>API Gateway takes five CreateApiKey calls a second for a whole account; beyond that the SDK
 * waits and repeats. See <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html">Amazon API
 * Gateway quotas</a>.
 */
final class ApiKeys {
  static final String TAG = "origin-lock";
  static final String SECRET_TAG = "origin-lock-secret";

  private static final int PAGE = 500;
  private static final int FORBIDDEN = 403;
  private static final String CREATE = "apigateway:POST /apikeys";
  private static final String TAGGING = "apigateway:PATCH /apikeys/* and apigateway:PUT /tags/*";

  private final ApiGatewayClient apiGateway;
  private final String region;
  private final String lock;
  private final KeyName names;

  ApiKeys(ApiGatewayClient apiGateway, String lock, String region) {
    this.apiGateway = apiGateway;
    this.region = region;
    this.lock = lock;
    this.names = new KeyName(lock);
  }

  /**
   * The lock's keys, in no order: those that it made, and those that it took over. Other people's
   * keys cost no call, however many there are.
   *
   * @param inPlan the keys in the usage plan, the only ones that can have been taken over, with
   *     their values as the plan lists them
   * @param values of the lock's secrets: a key of another value was not taken over
   */
  List<LockKey> list(Map<String, Optional<SecretValue>> inPlan, Collection<SecretValue> values) {
    List<ApiKey> named = named(names.prefix());
    Set<String> looked = named.stream().map(ApiKey::id).collect(Collectors.toSet());
    List<LockKey> all = new ArrayList<>(made(named));
    inPlan.entrySet().stream()
        .filter(key -> !looked.contains(key.getKey()))
        .filter(key -> key.getValue().map(values::contains).orElse(true))
        .flatMap(key -> get(key.getKey(), false).flatMap(this::ours).stream())
        .forEach(all::add);
    return all;
  }

  /** Those of these that the lock made: others may have names like its own. */
  private List<LockKey> made(List<ApiKey> named) {
    return named.stream()
        .flatMap(
            key -> {
              // A list need not show tags, so a key that shows none is looked at by itself.
              boolean shown = key.hasTags() && !key.tags().isEmpty();
              return (shown ? Optional.of(key) : get(key.id(), false)).flatMap(this::ours).stream();
            })
        .toList();
  }

  /** Those of these keys that the lock did not make; one that it took over is among them. */
  Set<String> notMade(Collection<String> ids) {
    Set<String> others = new HashSet<>(ids);
    made(named(names.prefix())).forEach(key -> others.remove(key.keyId()));
    return others;
  }

  /** Whether a key has the lock's mark. */
  boolean isOurs(String keyId) {
    return get(keyId, false).flatMap(this::ours).isPresent();
  }

  /**
   * Makes the key of a secret, with the lock's own tag and others. If a key has its value by then
   * (a repeated call, another invocation, an adopted key without its tags), that one is taken, and
   * marked where the role permits it; it keeps its other tags.
   *
   * @param others for the new key alone
   * @return the key's id
   * @throws LockException also if AWS gives the key another value than the one sent; that key is
   *     deleted again
   */
  String create(Secret secret, Map<String, String> others) {
    String name = names.of(secret);
    Map<String, String> tags = new HashMap<>(others);
    tags.put(TAG, lock);
    try {
      CreateApiKeyResponse made =
          apiGateway.createApiKey(
              request ->
                  request
                      .name(name)
                      .description("Made by origin-lock for the lock " + lock + ".")
                      .value(secret.value().reveal())
                      .enabled(true)
                      .tags(tags));
      String id = Answers.part(made.id(), "API key " + name, CREATE, "an id");
      Optional<SecretValue> given = valueIn(made.value()).or(() -> value(id));
      if (given.filter(secret.value()::equals).isEmpty()) {
        delete(id, name);
        throw otherValue(id, name);
      }
      return id;
    } catch (ConflictException e) {
      return existing(secret, name, e);
    } catch (SdkException e) {
      throw AwsFailures.of(
          "API key " + name, CREATE, AwsFailures.CREATION, e, secret.value().reveal());
    }
  }

  /** Whether a key has the value of the secret that it is marked with. */
  boolean hasValueOf(LockKey key, Secret secret) {
    return value(key.keyId()).filter(secret.value()::equals).isPresent();
  }

  /** Deletes a key; that there is none is as good. */
  void delete(LockKey key) {
    delete(key.keyId(), key.name());
  }

  private void delete(String keyId, String name) {
    try {
      apiGateway.deleteApiKey(request -> request.apiKey(keyId));
    } catch (NotFoundException e) {
      // Another invocation, or a call of ours whose answer was lost, has deleted it.
    } catch (SdkException e) {
      // A key that is gone has no tag by which the role may delete it, so the SDK's repetition of a
      // deletion whose answer was lost is refused: no matter, if it is gone.
      if (refused(e) && get(keyId, false).isEmpty()) {
        return;
      }
      throw AwsFailures.of(
          "API key " + keyId + " (" + name + ")", "apigateway:DELETE /apikeys/*", e);
    }
  }

  /** A key's value; empty if there is no such key any more. */
  Optional<SecretValue> value(String keyId) {
    return get(keyId, true).flatMap(key -> valueIn(key.value()));
  }

  /** The key of the account that has this value, whoever made it; its tags may be left out. */
  Optional<ApiKey> withValue(SecretValue value) {
    try {
      return apiGateway
          .getApiKeysPaginator(request -> request.includeValues(true).limit(PAGE))
          .items()
          .stream()
          .filter(key -> valueIn(key.value()).filter(value::equals).isPresent())
          .findFirst();
    } catch (SdkException e) {
      throw AwsFailures.of("API keys", "apigateway:GET /apikeys", e);
    }
  }

  /**
   * Marks a key as the lock's key of this secret. Repeating it does no harm.
   *
   * <p>The role may mark a key that is not the lock's only while the lock module has {@code
   * adopt_existing}.
   */
  void takeOver(ApiKey key, Secret secret) {
    if (get(key.id(), false).flatMap(this::ours).filter(own -> own.carries(secret)).isPresent()) {
      return;
    }
    try {
      tag(key.id(), secret);
    } catch (SdkException e) {
      throw AwsFailures.of(
          label(key),
          TAGGING,
          e,
          "Apply the lock's Terraform, with adopt_existing = true unless the key is the lock's:"
              + " that allows it to the worker's role.",
          List.of());
    }
  }

  /**
   * Marks somebody else's key where the role permits it, so that it goes when its secret is
   * retired.
   *
   * @return whether it was marked; another lock's never is
   */
  boolean mark(String keyId, Secret secret) {
    return get(keyId, false).filter(key -> mark(key, secret)).isPresent();
  }

  private boolean mark(ApiKey key, Secret secret) {
    if (key.tags().containsKey(TAG)) {
      return false;
    }
    try {
      tag(key.id(), secret);
      return true;
    } catch (SdkException e) {
      if (refused(e)) {
        return false;
      }
      throw AwsFailures.of(label(key), TAGGING, e);
    }
  }

  private void tag(String keyId, Secret secret) {
    apiGateway.tagResource(
        request ->
            request
                .resourceArn(arn(keyId))
                .tags(Map.of(TAG, lock, SECRET_TAG, Mark.of(secret).toString())));
  }

  /** Somebody else's key as the key of this secret, whose value it has; empty if it is gone. */
  Optional<LockKey> other(String keyId, Secret secret) {
    return get(keyId, false).map(key -> lockKey(key, Mark.of(secret)));
  }

  /** Looks why AWS took the creation of a key for a conflict. */
  private String existing(Secret secret, String name, ConflictException conflict) {
    ApiKey same =
        withValue(secret.value())
            .flatMap(key -> get(key.id(), false))
            .orElseThrow(
                () -> AwsFailures.of("API key " + name, CREATE, conflict, secret.value().reveal()));
    if (!Boolean.TRUE.equals(same.enabled())) {
      throw new LockException(
          label(same),
          "it has the value of " + secret.id() + ", but is disabled.",
          "Enable it; the next tick goes on.");
    }
    if (ours(same).isPresent()) {
      takeOver(same, secret);
    } else {
      mark(same, secret);
    }
    return same.id();
  }

  private static LockException otherValue(String keyId, String name) {
    return new LockException(
        "API key " + keyId + " (" + name + ")",
        CREATE + " gave it another value than the one sent; it was deleted again.",
        "Let the endpoint that the worker calls (AWS_ENDPOINT_URL) keep the values that it is"
            + " given, as AWS does, or take another gate.");
  }

  static Optional<SecretValue> valueIn(String text) {
    return Optional.ofNullable(text).filter(value -> !value.isBlank()).map(SecretValue::new);
  }

  private static String label(ApiKey key) {
    return "API key " + key.id() + " (" + key.name() + ")";
  }

  private List<ApiKey> named(String prefix) {
    try {
      return apiGateway
          .getApiKeysPaginator(
              request -> request.nameQuery(prefix).includeValues(false).limit(PAGE))
          .items()
          .stream()
          .filter(key -> names.mark(key.name()).isPresent())
          .toList();
    } catch (SdkException e) {
      throw AwsFailures.of("API keys " + prefix + "*", "apigateway:GET /apikeys", e);
    }
  }

  private Optional<LockKey> ours(ApiKey key) {
    return Optional.ofNullable(key.tags().get(SECRET_TAG))
        .flatMap(Mark::parse)
        .or(() -> names.mark(key.name()))
        .filter(mark -> lock.equals(key.tags().get(TAG)))
        .map(mark -> lockKey(key, mark));
  }

  private static LockKey lockKey(ApiKey key, Mark mark) {
    return new LockKey(
        key.id(), key.name(), mark, Boolean.TRUE.equals(key.enabled()), key.createdDate());
  }

  private static boolean refused(SdkException e) {
    return e instanceof AwsServiceException answer && answer.statusCode() == FORBIDDEN;
  }

  private Optional<ApiKey> get(String keyId, boolean withValue) {
    try {
      var answer = apiGateway.getApiKey(request -> request.apiKey(keyId).includeValue(withValue));
      return Optional.of(
          ApiKey.builder()
              .id(answer.id())
              .name(answer.name())
              .value(answer.value())
              .enabled(answer.enabled())
              .createdDate(answer.createdDate())
              .tags(answer.tags())
              .build());
    } catch (NotFoundException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw AwsFailures.of("API key " + keyId, "apigateway:GET /apikeys/*", e);
    }
  }

  private String arn(String keyId) {
    String partition = PartitionMetadata.of(Region.of(region)).id();
    return "arn:%s:apigateway:%s::/apikeys/%s".formatted(partition, region, keyId);
  }
}
