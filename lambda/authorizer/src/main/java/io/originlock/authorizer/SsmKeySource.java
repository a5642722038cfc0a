package io.originlock.authorizer;

import io.originlock.signing.SigningKey;
import java.util.HashMap;
import java.util.Map;
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
  private static final Pattern KEY_ID = Pattern.compile("g[1-9][0-9]{0,8}");

  private final SsmClient ssm;
  private final String folder;

  /**
   * @param path the lock's path, such as {@code /origin-lock/petstore}
   */
  SsmKeySource(SsmClient ssm, String path) {
    this.ssm = ssm;
    this.folder = path + "/honoured";
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
    String id = parameter.name().substring(folder.length() + 1);
    if (!KEY_ID.matcher(id).matches()) {
      throw strange(parameter);
    }
    try {
      keys.put(id, new SigningKey(parameter.value()));
    } catch (IllegalArgumentException e) {
      throw strange(parameter);
    }
  }

  private static KeySourceException strange(Parameter parameter) {
    return new KeySourceException(
        "SSM parameter " + parameter.name() + " is not of the lock's form; its worker mends it.");
  }
}
