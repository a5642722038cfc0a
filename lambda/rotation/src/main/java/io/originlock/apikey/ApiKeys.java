package io.originlock.apikey;

import io.originlock.aws.AwsFailures;
import io.originlock.engine.LockException;
import io.originlock.engine.Secret;
import io.originlock.engine.SecretValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.ApiKey;
import software.amazon.awssdk.services.apigateway.model.ConflictException;
import software.amazon.awssdk.services.apigateway.model.NotFoundException;
import software.amazon.awssdk.services.apigateway.model.Op;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;

/**
 * The API keys of one lock in an account and region. A key is the lock's if its name has exactly
 * the lock's form and it carries the tag {@code origin-lock = <lock>}; no other is changed or
 * deleted.
 *
 * <p>API Gateway takes five CreateApiKey calls a second for a whole account; beyond that the SDK
 * waits and repeats. See <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html">Amazon API
 * Gateway quotas</a>.
 */
final class ApiKeys {
  static final String TAG = "origin-lock";

  private static final int PAGE = 500;

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

  /** The lock's keys, in no order. */
  List<LockKey> list() {
    try {
      return named(names.prefix()).flatMap(key -> ours(key).stream()).toList();
    } catch (SdkException e) {
      throw AwsFailures.of("API keys " + names.prefix() + "*", "apigateway:GET /apikeys", e);
    }
  }

  /** The key of this secret among these; its name says the fingerprint too. */
  Optional<LockKey> of(Secret secret, List<LockKey> keys) {
    String name = names.of(secret);
    return keys.stream().filter(key -> key.name().equals(name)).findFirst();
  }

  /**
   * Makes the key of a secret. If it exists by then (a repeated call, another invocation), that one
   * is taken, provided that it is the same.
   */
  String create(Secret secret) {
    String name = names.of(secret);
    try {
      return apiGateway
          .createApiKey(
              request ->
                  request
                      .name(name)
                      .description("Made by origin-lock for the lock " + lock + ".")
                      .value(secret.value().reveal())
                      .enabled(true)
                      .tags(Map.of(TAG, lock)))
          .id();
    } catch (ConflictException e) {
      return list().stream()
          .filter(key -> key.name().equals(name) && key.enabled())
          .filter(key -> value(key.keyId()).equals(Optional.of(secret.value())))
          .findFirst()
          .map(LockKey::keyId)
          .orElseThrow(
              () ->
                  new LockException(
                      "API key " + name,
                      "apigateway:POST /apikeys failed: another key of this account and region has"
                          + " the same value.",
                      "Delete that key, or have the lock make another secret by the action"
                          + " \"rotate\"."));
    } catch (SdkException e) {
      throw AwsFailures.withoutDetail("API key " + name, "apigateway:POST /apikeys", e);
    }
  }

  /** Deletes a key; that there is none is as good. */
  void delete(LockKey key) {
    try {
      apiGateway.deleteApiKey(request -> request.apiKey(key.keyId()));
    } catch (NotFoundException e) {
      // Another invocation, or a call of ours whose answer was lost, has deleted it.
    } catch (SdkException e) {
      throw AwsFailures.of("API key " + key.name(), "apigateway:DELETE /apikeys/*", e);
    }
  }

  /** A key's value; empty if there is no such key any more. */
  Optional<SecretValue> value(String keyId) {
    return get(keyId, true)
        .map(ApiKey::value)
        .filter(text -> !text.isBlank())
        .map(SecretValue::new);
  }

  /** The enabled or disabled key of the account that has this value, whoever made it. */
  Optional<ApiKey> withValue(SecretValue value) {
    try {
      return apiGateway
          .getApiKeysPaginator(request -> request.includeValues(true).limit(PAGE))
          .items()
          .stream()
          .filter(key -> key.value() != null && !key.value().isBlank())
          .filter(key -> new SecretValue(key.value()).equals(value))
          .findFirst();
    } catch (SdkException e) {
      throw AwsFailures.withoutDetail("API keys", "apigateway:GET /apikeys", e);
    }
  }

  /** Makes a key of somebody else's the key of this secret. Repeating it does no harm. */
  void takeOver(ApiKey key, Secret secret) {
    String resource = "API key " + key.id() + " (" + key.name() + ")";
    if (names.of(secret).equals(key.name()) && tagged(key)) {
      return;
    }
    try {
      apiGateway.tagResource(request -> request.resourceArn(arn(key.id())).tags(Map.of(TAG, lock)));
    } catch (SdkException e) {
      throw AwsFailures.of(resource, "apigateway:PUT /tags/*", e);
    }
    try {
      apiGateway.updateApiKey(
          request ->
              request
                  .apiKey(key.id())
                  .patchOperations(
                      PatchOperation.builder()
                          .op(Op.REPLACE)
                          .path("/name")
                          .value(names.of(secret))
                          .build()));
    } catch (SdkException e) {
      throw AwsFailures.of(resource, "apigateway:PATCH /apikeys/*", e);
    }
  }

  private Stream<ApiKey> named(String prefix) {
    return apiGateway
        .getApiKeysPaginator(request -> request.nameQuery(prefix).includeValues(false).limit(PAGE))
        .items()
        .stream();
  }

  private Optional<LockKey> ours(ApiKey key) {
    return names
        .id(key.name())
        .filter(secret -> tagged(key))
        .map(
            secret ->
                new LockKey(
                    key.id(),
                    key.name(),
                    secret,
                    Boolean.TRUE.equals(key.enabled()),
                    key.createdDate()));
  }

  /** A list need not show tags, so a key that shows none is looked at by itself. */
  private boolean tagged(ApiKey key) {
    Map<String, String> tags =
        key.hasTags() && !key.tags().isEmpty()
            ? key.tags()
            : get(key.id(), false).map(ApiKey::tags).orElse(Map.of());
    return lock.equals(tags.get(TAG));
  }

  private Optional<ApiKey> get(String keyId, boolean withValue) {
    try {
      var answer = apiGateway.getApiKey(request -> request.apiKey(keyId).includeValue(withValue));
      return Optional.of(
          ApiKey.builder()
              .id(answer.id())
              .name(answer.name())
              .value(answer.value())
              .tags(answer.tags())
              .build());
    } catch (NotFoundException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw AwsFailures.withoutDetail("API key " + keyId, "apigateway:GET /apikeys/*", e);
    }
  }

  private String arn(String keyId) {
    String partition = PartitionMetadata.of(Region.of(region)).id();
    return "arn:%s:apigateway:%s::/apikeys/%s".formatted(partition, region, keyId);
  }
}
