package io.originlock.aws;

import io.originlock.port.Pause;
import java.time.Duration;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.AcquireInitialTokenResponse;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RecordSuccessResponse;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;

/**
 * Repeats a call that AWS answers with "try again later", whatever the error code, for up to {@link
 * #LONGEST} from the first such answer. The SDK repeats none of these by itself: API Gateway's
 * {@code ConflictException} of a concurrent modification, WAF's {@code
 * WAFUnavailableEntityException} in the first minutes of a rule group, Parameter Store's {@code
 * TooManyUpdates}. Every other failure is the SDK's own strategy's, which counts its attempts apart
 * from these.
 *
 * <p>A call may thus take effect that much later than it was decided on. A worker that is killed
 * has the same effect, up to a minute late, in the simulation; every write but the move of a stage
 * is conditional, or changes what no newer state needs.
 *
 * <p>The waits double from {@link #FIRST} to {@link #MOST}, with full jitter; the last attempt
 * falls at the end of the time.
 *
 * @see <a href="https://github.com/hashicorp/terraform-provider-aws/issues/776">The answers of API
 *     Gateway, as users report them</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/waf/latest/APIReference/API_UpdateRuleGroup.html">UpdateRuleGroup,
 *     errors</a>
 */
final class TryAgainLater implements RetryStrategy {
  /** For how long a call is repeated. */
  static final Duration LONGEST = Duration.ofSeconds(20);

  static final Duration FIRST = Duration.ofMillis(500);
  static final Duration MOST = Duration.ofSeconds(5);

  /** Codes that mean it, with whatever text: that of {@code TooManyUpdates} is mostly empty. */
  private static final Set<String> CODES =
      Set.of(
          "WAFUnavailableEntityException",
          "WAFTagOperationException",
          "WAFTagOperationInternalErrorException",
          "TooManyUpdates");

  private static final Pattern WORDS =
      Pattern.compile(
          "try again|please retry|retry (your|the|this) (request|operation|call)|retry later"
              + "|concurrent(ly)? (modif|updat)",
          Pattern.CASE_INSENSITIVE);

  /** Refusals that another attempt does not change, whatever their text advises. */
  private static final Set<Integer> FINAL = Set.of(401, 403, 404, 412);

  private final RetryStrategy standard;
  private final Pause pause;
  private final LongSupplier nanoTime;
  private final RandomGenerator random;

  /**
   * @param standard what decides on all other failures
   * @param nanoTime a clock that never goes back, in nanoseconds
   */
  TryAgainLater(
      RetryStrategy standard, Pause pause, LongSupplier nanoTime, RandomGenerator random) {
    this.standard = standard;
    this.pause = pause;
    this.nanoTime = nanoTime;
    this.random = random;
  }

  /** Whether the service says that the same call may succeed a little later. */
  static boolean says(Throwable failure) {
    if (!(failure instanceof AwsServiceException answer)
        || answer.awsErrorDetails() == null
        || FINAL.contains(answer.statusCode())) {
      return false;
    }
    String text = answer.awsErrorDetails().errorMessage();
    String code = answer.awsErrorDetails().errorCode();
    return code != null && CODES.contains(code) || text != null && WORDS.matcher(text).find();
  }

  /**
   * A call's standing.
   *
   * @param standard the other strategy's
   * @param waits how often it was told to try again
   * @param until when it gives up; 0 before the first such answer
   */
  private record Token(RetryToken standard, int waits, long until) implements RetryToken {
    Token with(RetryToken other) {
      return new Token(other, waits, until);
    }
  }

  @Override
  public AcquireInitialTokenResponse acquireInitialToken(AcquireInitialTokenRequest request) {
    AcquireInitialTokenResponse first = standard.acquireInitialToken(request);
    return AcquireInitialTokenResponse.create(new Token(first.token(), 0, 0), first.delay());
  }

  @Override
  public RefreshRetryTokenResponse refreshRetryToken(RefreshRetryTokenRequest request) {
    Token token = (Token) request.token();
    if (!says(request.failure())) {
      RefreshRetryTokenResponse next =
          standard.refreshRetryToken(request.toBuilder().token(token.standard()).build());
      return RefreshRetryTokenResponse.create(token.with(next.token()), next.delay());
    }
    long now = nanoTime.getAsLong();
    long until = token.waits() == 0 ? now + LONGEST.toNanos() : token.until();
    if (until - now <= 0) {
      throw new TokenAcquisitionFailedException(
          "Told to try again later for " + LONGEST.toSeconds() + " s.", token, request.failure());
    }
    // Waits here, and has the SDK wait no more, so that a test's clock covers it.
    pause.sleep(Duration.ofNanos(Math.min(delay(token.waits()), until - now)));
    return RefreshRetryTokenResponse.create(
        new Token(token.standard(), token.waits() + 1, until), Duration.ZERO);
  }

  private long delay(int waits) {
    long most = Math.min(MOST.toNanos(), FIRST.toNanos() << Math.min(waits, 10));
    return random.nextLong(1, most + 1);
  }

  @Override
  public RecordSuccessResponse recordSuccess(RecordSuccessRequest request) {
    Token token = (Token) request.token();
    RecordSuccessResponse done =
        standard.recordSuccess(RecordSuccessRequest.create(token.standard()));
    return RecordSuccessResponse.create(token.with(done.token()));
  }

  @Override
  public int maxAttempts() {
    return standard.maxAttempts();
  }

  @Override
  public boolean useClientDefaults() {
    return false;
  }

  @Override
  public Builder<?, ?> toBuilder() {
    throw new UnsupportedOperationException("A client's strategy is made once.");
  }
}
