package io.originlock.signature;

import io.originlock.aws.Answers;
import io.originlock.aws.ParameterStore;
import io.originlock.aws.ParameterStore.Parameter;
import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.model.SecretValue;
import io.originlock.signing.KeyFolder;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The keys that the authorizer accepts signatures of: a SecureString {@code <path>/honoured/<id>}
 * each. One parameter a key, and not one for all: Parameter Store writes under no condition, so
 * that a worker which froze and wakes up late could put an old list back. Of a single key it can
 * only write what that key always was, or delete one that is retired.
 *
 * <p>A new one gets the user's tags. One that somebody emptied or changed is overwritten, which AWS
 * lets nobody do together with tags: it keeps its own.
 */
final class HonouredKeys {
  private final ParameterStore parameters;
  private final KeyFolder folder;

  /**
   * @param path the lock's path, such as {@code /origin-lock/petstore}
   */
  HonouredKeys(ParameterStore parameters, String path) {
    this.parameters = parameters;
    this.folder = new KeyFolder(path);
  }

  /** The keys, in no order; when they were written stands for when they were made. */
  List<Secret> read() {
    return parameters.list(folder.name()).stream().flatMap(each -> key(each).stream()).toList();
  }

  private Optional<Secret> key(Parameter parameter) {
    return folder
        .keyId(parameter.name())
        .filter(id -> !parameter.value().isBlank())
        .map(
            id ->
                new Secret(
                    SecretId.parse(id),
                    new SecretValue(parameter.value()),
                    Answers.part(
                        parameter.writtenAt(),
                        ParameterStore.label(parameter.name()),
                        "ssm:GetParametersByPath",
                        "a LastModifiedDate")));
  }

  void write(Secret secret) {
    String name = folder.parameter(secret.id().toString());
    String value = secret.value().reveal();
    if (!parameters.create(name, value, value)) {
      parameters.write(name, value, value);
    }
  }

  /** Deletes them; those that are gone are no failure. */
  void delete(Collection<SecretId> ids) {
    parameters.delete(
        folder.name(), ids.stream().map(SecretId::toString).map(folder::parameter).toList());
  }
}
