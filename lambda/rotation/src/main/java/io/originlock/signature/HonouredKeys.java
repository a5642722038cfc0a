package io.originlock.signature;

import io.originlock.aws.AwsFailures;
import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.model.SecretValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * The keys that the authorizer accepts signatures of: a SecureString {@code <path>/honoured/<id>}
 * each. One parameter a key, and not one for all: Parameter Store writes under no condition, so
 * that a worker which froze and wakes up late could put an old list back. Of a single key it can
 * only write what that key always was, or delete one that is retired.
 */
final class HonouredKeys {
  /** What one call takes. */
  private static final int BATCH = 10;

  private static final Pattern ID = Pattern.compile("g[1-9][0-9]{0,8}");

  private final SsmClient ssm;
  private final String folder;
  private final Optional<String> kmsKey;

  /**
   * @param path the lock's path, such as {@code /origin-lock/petstore}
   * @param kmsKey the key that encrypts them; empty for the account's own
   */
  HonouredKeys(SsmClient ssm, String path, Optional<String> kmsKey) {
    this.ssm = ssm;
    this.folder = path + "/honoured";
    this.kmsKey = kmsKey;
  }

  /** The keys, in no order; when they were written stands for when they were made. */
  List<Secret> read() {
    List<Secret> keys = new ArrayList<>();
    try {
      ssm.getParametersByPathPaginator(
              request -> request.path(folder).withDecryption(true).maxResults(BATCH))
          .forEach(page -> page.parameters().forEach(each -> key(each).ifPresent(keys::add)));
    } catch (SdkException e) {
      throw AwsFailures.of("SSM parameters " + folder + "/*", "ssm:GetParametersByPath", e);
    }
    return List.copyOf(keys);
  }

  private Optional<Secret> key(Parameter parameter) {
    Matcher id = ID.matcher(parameter.name().substring(folder.length() + 1));
    return id.matches() && !parameter.value().isBlank()
        ? Optional.of(
            new Secret(
                SecretId.parse(id.group()),
                new SecretValue(parameter.value()),
                parameter.lastModifiedDate()))
        : Optional.empty();
  }

  void write(Secret secret) {
    String name = folder + "/" + secret.id();
    try {
      ssm.putParameter(
          request -> {
            request
                .name(name)
                .value(secret.value().reveal())
                .type(ParameterType.SECURE_STRING)
                .overwrite(true);
            kmsKey.ifPresent(request::keyId);
          });
    } catch (SdkException e) {
      throw AwsFailures.of("SSM parameter " + name, "ssm:PutParameter", e, secret.value().reveal());
    }
  }

  /** Deletes them; those that are gone are no failure. */
  void delete(Collection<SecretId> ids) {
    List<String> names = ids.stream().map(id -> folder + "/" + id).toList();
    try {
      for (int from = 0; from < names.size(); from += BATCH) {
        List<String> some = names.subList(from, Math.min(from + BATCH, names.size()));
        ssm.deleteParameters(request -> request.names(some));
      }
    } catch (SdkException e) {
      throw AwsFailures.of("SSM parameters " + folder + "/*", "ssm:DeleteParameters", e);
    }
  }
}
