package io.originlock.authorizer;

import io.originlock.signing.SigningKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;

/**
 * The keys in Parameter Store: a SecureString {@code <path>/honoured/<key id>} each, which the
 * lock's worker makes before CloudFront signs with it and deletes when nothing can be signed with
 * it any more. They are all of the lock's parameters that this function may read.
 */
final class SsmKeySource implements KeySource {
  private final SsmClient ssm;
  private final String folder;
  private final Pattern name;
  private final KeyJournal journal;

  /**
   * @param path the lock's path, such as {@code /origin-lock/petstore}
   * @param journal is told of a parameter that holds no key: one of the others may well be in use
   */
  SsmKeySource(SsmClient ssm, String path, KeyJournal journal) {
    this.ssm = ssm;
    this.folder = path + "/honoured";
    this.name = Pattern.compile(Pattern.quote(folder) + "/(g[1-9][0-9]{0,8})");
    this.journal = journal;
  }

  @Override
  public Map<String, SigningKey> read() {
    Map<String, SigningKey> keys = new HashMap<>();
    try {
      ssm.getParametersByPathPaginator(request -> request.path(folder).withDecryption(true))
          .forEach(page -> page.parameters().forEach(parameter -> add(parameter, keys)));
    } catch (SdkException e) {
      // Its message is AWS's own, and no value was sent.
      throw new KeySourceException(
          "SSM parameters below " + folder + ": ssm:GetParametersByPath failed: " + e.getMessage());
    }
    return Map.copyOf(keys);
  }

  private void add(Parameter parameter, Map<String, SigningKey> keys) {
    Matcher id = name.matcher(Objects.toString(parameter.name(), ""));
    if (!id.matches()) {
      journal.strangeKey(parameter.name());
      return;
    }
    try {
      keys.put(id.group(1), new SigningKey(Objects.toString(parameter.value(), "")));
    } catch (IllegalArgumentException e) {
      journal.strangeKey(parameter.name());
    }
  }
}
