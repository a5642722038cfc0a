package io.originlock.signature;

import io.originlock.aws.ParameterStore;
import io.originlock.aws.ParameterStore.Parameter;
import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.model.SecretValue;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys that the authorizer accepts signatures of: a SecureString {@code <path>/honoured/<id>}
 * each. One parameter a key, and not one for all: Parameter Store writes under no condition, so
 * that a worker which froze and wakes up late could put an old list back. Of a single key it can
 * only write what that key always was, or delete one that is retired.
 */
final class HonouredKeys {
  private static final Pattern ID = Pattern.compile("g[1-9][0-9]{0,8}");

  private final ParameterStore parameters;
  private final String folder;

  /**
   * @param path the lock's path, such as {@code /origin-lock/petstore}
   */
  HonouredKeys(ParameterStore parameters, String path) {
    this.parameters = parameters;
    this.folder = path + "/honoured";
  }

  /** The keys, in no order; when they were written stands for when they were made. */
  List<Secret> read() {
    return parameters.list(folder).stream().flatMap(each -> key(each).stream()).toList();
  }

  private Optional<Secret> key(Parameter parameter) {
    Matcher id = ID.matcher(parameter.name().substring(folder.length() + 1));
    return id.matches() && !parameter.value().isBlank()
        ? Optional.of(
            new Secret(
                SecretId.parse(id.group()),
                new SecretValue(parameter.value()),
                parameter.writtenAt()))
        : Optional.empty();
  }

  void write(Secret secret) {
    String value = secret.value().reveal();
    parameters.write(name(secret.id()), value, value);
  }

  /** Deletes them; those that are gone are no failure. */
  void delete(Collection<SecretId> ids) {
    parameters.delete(folder, ids.stream().map(this::name).toList());
  }

  private String name(SecretId id) {
    return folder + "/" + id;
  }
}
