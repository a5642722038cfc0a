package io.originlock.signing;

import java.util.Optional;

/**
 * Where in Parameter Store a lock's worker writes the honoured keys and its authorizer reads them:
 * a SecureString {@code <path>/honoured/<key id>} each, whose value is the key's secret.
 *
 * @param path the lock's path, such as {@code /origin-lock/petstore}
 */
public record KeyFolder(String path) {

  /** The folder's name, without a slash at its end. */
  public String name() {
    return path + "/honoured";
  }

  /** The full name of a key's parameter. */
  public String parameter(String keyId) {
    return name() + "/" + keyId;
  }

  /** The id of the key that the parameter of this full name holds; empty if it holds none. */
  public Optional<String> keyId(String parameter) {
    return Optional.of(parameter.substring(parameter.lastIndexOf('/') + 1))
        .filter(id -> Stamp.isKeyId(id) && parameter(id).equals(parameter));
  }
}
