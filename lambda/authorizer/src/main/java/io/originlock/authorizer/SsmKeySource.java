package io.originlock.authorizer;

import io.originlock.signing.KeyFolder;
import io.originlock.signing.SigningKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;

/**
 * The keys in Parameter Store, a SecureString of {@link KeyFolder} each, which the lock's worker
 * makes before CloudFront signs with it and deletes when nothing can be signed with it any more.
 * They are all of the lock's parameters that this function may read.
 */
final class SsmKeySource implements KeySource {
  private final SsmClient ssm;
  private final KeyFolder folder;
  private final KeyJournal journal;

  /**
   * @param path the lock's path, such as {@code /origin-lock/petstore}
   * @param journal is told of a parameter that holds no key: one of the others may well be in use
   */
  SsmKeySource(SsmClient ssm, String path, KeyJournal journal) {
    this.ssm = ssm;
    this.folder = new KeyFolder(path);
    this.journal = journal;
  }

  @Override
  public Map<String, SigningKey> read() {
    Map<String, SigningKey> keys = new HashMap<>();
    try {
      ssm.getParametersByPathPaginator(request -> request.path(folder.name()).withDecryption(true))
          .forEach(page -> page.parameters().forEach(parameter -> add(parameter, keys)));
    } catch (SdkException e) {
      // Its message is AWS's own, and no value was sent.
      throw new KeySourceException(
          "SSM parameters below "
              + folder.name()
              + ": ssm:GetParametersByPath failed: "
              + e.getMessage());
    }
    return Map.copyOf(keys);
  }

  private void add(Parameter parameter, Map<String, SigningKey> keys) {
    Optional<String> id = folder.keyId(Objects.toString(parameter.name(), ""));
    if (id.isEmpty()) {
      journal.strangeKey(parameter.name());
      return;
    }
    try {
      keys.put(id.get(), new SigningKey(Objects.toString(parameter.value(), "")));
    } catch (IllegalArgumentException e) {
      journal.strangeKey(parameter.name());
    }
  }
}
