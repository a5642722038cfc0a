package io.originlock.state;

import io.originlock.aws.AwsFailures;
import io.originlock.model.LockException;
import io.originlock.model.LockState;
import io.originlock.model.LostRaceException;
import io.originlock.model.MalformedStateException;
import io.originlock.port.StateLog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * The log of states in Systems Manager: a SecureString {@code <path>/state/<sequence>} each, the
 * sequence in ten digits, created but never overwritten, because create-if-absent is the only
 * compare-and-set that Parameter Store has.
 */
public final class SsmStateLog implements StateLog {
  /** How many states {@link #prune()} leaves as history. */
  static final int KEPT = 16;

  /**
   * How many names DeleteParameters takes. See <a
   * href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameters.html">DeleteParameters</a>.
   */
  static final int BATCH = 10;

  private static final Pattern SEQUENCE = Pattern.compile("[0-9]{10}");

  private final SsmClient ssm;
  private final String folder;
  private final Optional<String> kmsKey;

  /**
   * @param path the lock's path, such as {@code /origin-lock/petstore}
   * @param kmsKey the id or ARN of a customer key; without one the account's {@code aws/ssm} key
   */
  public SsmStateLog(SsmClient ssm, String path, Optional<String> kmsKey) {
    this.ssm = ssm;
    this.folder = path + "/state";
    this.kmsKey = kmsKey;
  }

  @Override
  public Optional<LockState> newest() {
    List<String> names = names();
    if (names.isEmpty()) {
      return Optional.empty();
    }
    String name = names.get(names.size() - 1);
    String document =
        document(name)
            .orElseThrow(
                () ->
                    new LockException(
                        "SSM parameter " + name,
                        "the newest state was listed, and was gone when it was read.",
                        "The next tick looks again."));
    return Optional.of(decode(name, document));
  }

  @Override
  public long lastSequence() {
    List<String> names = names();
    return names.isEmpty() ? 0 : sequence(names.get(names.size() - 1));
  }

  @Override
  public boolean isNewest(LockState state) {
    String name = name(state.sequence());
    return document(name).filter(text -> decode(name, text).equals(state)).isPresent()
        && document(name(state.sequence() + 1)).isEmpty();
  }

  @Override
  public void append(LockState state) {
    String name = name(state.sequence());
    String document = StateCodec.encode(state, name);
    try {
      ssm.putParameter(
          request -> {
            request
                .name(name)
                .value(document)
                .type(ParameterType.SECURE_STRING)
                .tier(ParameterTier.STANDARD)
                .overwrite(false);
            kmsKey.ifPresent(request::keyId);
          });
    } catch (ParameterAlreadyExistsException e) {
      // The SDK repeats a call whose answer was lost: then the one that was first is this one.
      if (!document(name).equals(Optional.of(document))) {
        throw new LostRaceException("SSM parameter " + name);
      }
    } catch (SdkException e) {
      throw AwsFailures.of(
          "SSM parameter " + name,
          "ssm:PutParameter",
          e,
          state.known().stream().map(secret -> secret.value().reveal()).toArray(String[]::new));
    }
    if (overtaken(state.sequence())) {
      delete(List.of(name));
      throw new LostRaceException("SSM parameter " + name);
    }
  }

  /**
   * Whether the log went on and was pruned while the writer slept: then the number was free again,
   * and so is the one before it. (A log that begins has none before it, but none after it either.)
   * A read may be a moment old and a writer may sleep right after it: what is missing is looked for
   * again once the log is known to have gone on.
   */
  private boolean overtaken(long sequence) {
    String before = name(sequence - 1);
    return document(before).isEmpty() && lastSequence() > sequence && document(before).isEmpty();
  }

  @Override
  public List<LockState> history() {
    List<Parameter> all = new ArrayList<>();
    try {
      ssm.getParametersByPathPaginator(
              request -> request.path(folder).withDecryption(true).maxResults(BATCH))
          .forEach(page -> all.addAll(page.parameters()));
    } catch (SdkException e) {
      throw AwsFailures.of("SSM parameters " + folder + "/*", "ssm:GetParametersByPath", e);
    }
    return all.stream()
        .filter(parameter -> isState(parameter.name()))
        .sorted(Comparator.comparing(Parameter::name))
        .flatMap(parameter -> readable(parameter).stream())
        .toList();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Deletes in one call, and only when there is a full batch beyond the {@value #KEPT} that
   * stay, so that it costs a call every tenth state and not one for each.
   */
  @Override
  public void prune() {
    List<String> names = names();
    if (names.size() >= KEPT + BATCH) {
      delete(names.subList(0, BATCH));
    }
  }

  @Override
  public void erase() {
    List<String> names = names();
    int last = names.size() - 1;
    // The order within one call is AWS's own, so the newest goes in a call of its own.
    for (int from = 0; from < last; from += BATCH) {
      delete(names.subList(from, Math.min(from + BATCH, last)));
    }
    if (last >= 0) {
      delete(names.subList(last, last + 1));
    }
  }

  private Optional<LockState> readable(Parameter parameter) {
    try {
      return Optional.of(decode(parameter.name(), parameter.value()));
    } catch (LockException e) {
      return Optional.empty();
    }
  }

  private LockState decode(String name, String document) {
    LockState state = StateCodec.decode(document, name);
    if (!name(state.sequence()).equals(name)) {
      throw new MalformedStateException(
          "SSM parameter " + name,
          "that \"sequence\" is " + state.sequence() + ", which belongs under another name");
    }
    return state;
  }

  /** The names of all states, oldest first. The values stay encrypted: they are not asked for. */
  private List<String> names() {
    try {
      return ssm
          .getParametersByPathPaginator(
              request -> request.path(folder).withDecryption(false).maxResults(BATCH))
          .stream()
          .flatMap(page -> page.parameters().stream())
          .map(Parameter::name)
          .filter(this::isState)
          .sorted()
          .toList();
    } catch (SdkException e) {
      throw AwsFailures.of("SSM parameters " + folder + "/*", "ssm:GetParametersByPath", e);
    }
  }

  private Optional<String> document(String name) {
    try {
      return Optional.of(
          ssm.getParameter(request -> request.name(name).withDecryption(true)).parameter().value());
    } catch (ParameterNotFoundException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw AwsFailures.of("SSM parameter " + name, "ssm:GetParameter", e);
    }
  }

  private void delete(List<String> names) {
    try {
      ssm.deleteParameters(request -> request.names(names));
    } catch (SdkException e) {
      throw AwsFailures.of("SSM parameters " + folder + "/*", "ssm:DeleteParameters", e);
    }
  }

  private boolean isState(String name) {
    return name.startsWith(folder + "/")
        && SEQUENCE.matcher(name.substring(folder.length() + 1)).matches();
  }

  private long sequence(String name) {
    return Long.parseLong(name.substring(folder.length() + 1));
  }

  private String name(long sequence) {
    return "%s/%010d".formatted(folder, sequence);
  }
}
