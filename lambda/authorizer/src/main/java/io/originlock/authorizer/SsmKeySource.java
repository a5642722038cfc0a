package io.originlock.authorizer;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
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
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9]{20,128}");
  private static final String ALGORITHM = "HmacSHA256";

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
  public Map<String, SecretKey> read() {
    Map<String, SecretKey> keys = new HashMap<>();
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

  private void add(Parameter parameter, Map<String, SecretKey> keys) {
    Matcher id = KEY_ID.matcher(parameter.name().substring(folder.length() + 1));
    if (!id.matches() || !SECRET.matcher(parameter.value()).matches()) {
      throw new KeySourceException(
          "SSM parameter " + parameter.name() + " is not of the lock's form; its worker mends it.");
    }
    keys.put(
        id.group(),
        new SecretKeySpec(parameter.value().getBytes(StandardCharsets.US_ASCII), ALGORITHM));
  }
}
