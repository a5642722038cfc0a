package io.originlock.aws;

import io.originlock.model.LockException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;
import software.amazon.awssdk.services.ssm.model.Tag;

/**
 * Parameter Store: reads parameters of any type, writes SecureStrings alone.
 *
 * <p>Every operation throws {@link LockException} if AWS refuses it or fails; no text of it holds a
 * value that was sent.
 */
public final class ParameterStore {
  /**
   * How many parameters one call lists or deletes. See <a
   * href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameters.html">DeleteParameters</a>
   * and <a
   * href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html">GetParametersByPath</a>.
   */
  public static final int BATCH = 10;

  private static final String PUT = "ssm:PutParameter";

  /** An organisation may demand tags of every PutParameter, also where AWS refuses them. */
  private static final String NO_TAGS =
      "AWS takes no tags where PutParameter overwrites: a policy that demands them must except"
          + " ssm:Overwrite = true.";

  private final SsmClient ssm;
  private final Optional<String> kmsKey;
  private final List<Tag> tags;

  /**
   * @param kmsKey the id or ARN of the customer key that encrypts what is written; empty for the
   *     account's {@code aws/ssm} key. Systems Manager falls back to that one if an overwrite names
   *     no key
   * @param tags for every parameter that is created; one that is overwritten keeps its own
   */
  ParameterStore(SsmClient ssm, Optional<String> kmsKey, Map<String, String> tags) {
    this.ssm = ssm;
    this.kmsKey = kmsKey;
    this.tags =
        tags.entrySet().stream()
            .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
            .toList();
  }

  /**
   * A stored parameter.
   *
   * @param name the full name, such as {@code /origin-lock/petstore/published}
   * @param type {@code SecureString}, {@code String} or {@code StringList}
   * @param value decrypted; empty if AWS leaves it out
   * @param writtenAt when it was written last; null if AWS leaves it out
   */
  public record Parameter(String name, String type, String value, Instant writtenAt) {
    private static Parameter of(software.amazon.awssdk.services.ssm.model.Parameter found) {
      return new Parameter(
          found.name(),
          found.typeAsString(),
          found.value() == null ? "" : found.value(),
          found.lastModifiedDate());
    }

    /** Whether it is stored encrypted. */
    public boolean secure() {
      return ParameterType.SECURE_STRING.toString().equals(type);
    }

    /** Leaves the value out. */
    @Override
    public String toString() {
      return type + " " + name;
    }
  }

  /** The parameter of this name, decrypted; empty if there is none. */
  public Optional<Parameter> read(String name) {
    try {
      return Optional.of(
          Parameter.of(
              Answers.part(
                  ssm.getParameter(request -> request.name(name).withDecryption(true)).parameter(),
                  label(name),
                  "ssm:GetParameter",
                  "a parameter")));
    } catch (ParameterNotFoundException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw AwsFailures.of(label(name), "ssm:GetParameter", e);
    }
  }

  /** The parameters right below this folder, decrypted, in no order. */
  public List<Parameter> list(String folder) {
    return list(folder, true);
  }

  /**
   * The full names of the parameters right below this folder, in no order. The values stay
   * encrypted: they are not asked for.
   */
  public List<String> names(String folder) {
    return list(folder, false).stream().map(Parameter::name).toList();
  }

  private List<Parameter> list(String folder, boolean decrypted) {
    try {
      return ssm
          .getParametersByPathPaginator(
              request -> request.path(folder).withDecryption(decrypted).maxResults(BATCH))
          .stream()
          .flatMap(page -> page.parameters().stream())
          .filter(found -> found.name() != null)
          .map(Parameter::of)
          .toList();
    } catch (SdkException e) {
      throw AwsFailures.of(below(folder), "ssm:GetParametersByPath", e);
    }
  }

  /**
   * Creates a SecureString of the standard tier with the store's tags, and never overwrites one.
   *
   * @param secrets the secrets in the value
   * @return false if there is a parameter of this name already. The SDK repeats a call whose answer
   *     was lost: then it may be the one that was created just now
   */
  public boolean create(String name, String value, String... secrets) {
    try {
      put(
          name,
          value,
          request -> {
            request.tier(ParameterTier.STANDARD).overwrite(false);
            if (!tags.isEmpty()) {
              request.tags(tags);
            }
          });
      return true;
    } catch (ParameterAlreadyExistsException e) {
      return false;
    } catch (SdkException e) {
      throw AwsFailures.of(label(name), PUT, AwsFailures.CREATION, e, secrets);
    }
  }

  /**
   * Writes a SecureString, whether there is one of this name or not, and no tags.
   *
   * @param secrets the secrets in the value
   */
  public void write(String name, String value, String... secrets) {
    try {
      put(name, value, request -> request.overwrite(true));
    } catch (SdkException e) {
      throw AwsFailures.of(label(name), PUT, NO_TAGS, e, secrets);
    }
  }

  private void put(String name, String value, Consumer<PutParameterRequest.Builder> how) {
    ssm.putParameter(
        request -> {
          request.name(name).value(value).type(ParameterType.SECURE_STRING);
          kmsKey.ifPresent(request::keyId);
          how.accept(request);
        });
  }

  /**
   * Deletes parameters, {@link #BATCH} a call, the calls in this order; within a call the order is
   * AWS's own. A parameter that is gone is no failure.
   *
   * @param folder where they all are, for errors
   * @param names full names
   */
  public void delete(String folder, List<String> names) {
    try {
      for (int from = 0; from < names.size(); from += BATCH) {
        List<String> some = names.subList(from, Math.min(from + BATCH, names.size()));
        ssm.deleteParameters(request -> request.names(some));
      }
    } catch (SdkException e) {
      throw AwsFailures.of(below(folder), "ssm:DeleteParameters", e);
    }
  }

  /** How errors name a parameter. */
  public static String label(String name) {
    return "SSM parameter " + name;
  }

  private static String below(String folder) {
    return "SSM parameters " + folder + "/*";
  }
}
