package io.originlock.authorizer;

import io.originlock.signing.LockForms;
import io.originlock.signing.SignedPath;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * What the environment of the function says; a missing or malformed variable is refused by its name
 * when the function starts.
 *
 * @param lock the lock's name
 * @param region of its parameters
 * @param path where they are, such as {@code /origin-lock/petstore}
 * @param window how far a signature's time may be from now
 * @param kept how long honoured keys are believed without a look
 * @param wantsQuery whether the query must be signed
 * @param namespace where CloudWatch files the metrics
 */
record Configuration(
    String lock,
    String region,
    String path,
    Duration window,
    Duration kept,
    boolean wantsQuery,
    SignedPath signedPath,
    String namespace) {
  private static final Pattern NAME = Pattern.compile(LockForms.NAME);
  private static final Pattern PATH = Pattern.compile(LockForms.PATH);
  private static final Pattern PREFIX = Pattern.compile(SignedPath.PREFIX);
  private static final int USUAL_WINDOW = 300;
  private static final int USUAL_KEPT = 60;
  private static final int LONGEST = 3_600;

  // A viewer waits meanwhile, and the function has 10 s in all; the JDK's client reads twice.
  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final Duration READ = Duration.ofSeconds(1);
  private static final int ATTEMPTS = 2;

  static Configuration from(Map<String, String> variables) {
    Variables of = new Variables(variables);
    return new Configuration(
        of.matching("ORIGIN_LOCK_NAME", NAME, null),
        of.matching("AWS_REGION", Pattern.compile("[a-z0-9-]+"), null),
        of.matching("ORIGIN_LOCK_PATH", PATH, null),
        of.seconds("ORIGIN_LOCK_WINDOW_SECONDS", USUAL_WINDOW),
        of.seconds("ORIGIN_LOCK_KEPT_SECONDS", USUAL_KEPT),
        of.matching("ORIGIN_LOCK_SIGNS_QUERY", Pattern.compile("true|false"), "true")
            .equals("true"),
        new SignedPath(
            of.matching("ORIGIN_LOCK_STRIP_PREFIX", PREFIX, ""),
            of.matching("ORIGIN_LOCK_ADD_PREFIX", PREFIX, "")),
        of.matching(
            "ORIGIN_LOCK_METRICS_NAMESPACE",
            Pattern.compile("[A-Za-z0-9._/#: -]{1,255}"),
            "OriginLock"));
  }

  Verifier verifier(KeyJournal journal, Clock clock, Pause pause) {
    HonouredKeys keys =
        new HonouredKeys(
            new SsmKeySource(ssm(), path, journal),
            kept,
            clock,
            pause,
            // What is restored from a snapshot draws anew from the kernel, and so another time.
            new Jitter(new SecureRandom()),
            journal);
    keys.prime();
    return new Verifier(keys, window, wantsQuery, clock);
  }

  private SsmClient ssm() {
    return SsmClient.builder()
        .region(Region.of(region))
        // The first is what a function has, the second what one restored from a snapshot has. The
        // SDK's own chain looks for profiles in files, too.
        .credentialsProvider(
            AwsCredentialsProviderChain.of(
                EnvironmentVariableCredentialsProvider.create(),
                ContainerCredentialsProvider.create()))
        .httpClientBuilder(
            UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(READ))
        .overrideConfiguration(
            override -> override.retryStrategy(retries -> retries.maxAttempts(ATTEMPTS)))
        .build();
  }

  /** Reads variables. */
  private record Variables(Map<String, String> all) {

    /**
     * @param usual what it is if it is not set; null if it must be
     */
    String matching(String name, Pattern form, String usual) {
      String value =
          Optional.ofNullable(all.get(name)).or(() -> Optional.ofNullable(usual)).orElse(null);
      if (value == null || !form.matcher(value).matches()) {
        throw new IllegalArgumentException(
            "environment variable "
                + name
                + (value == null ? " is missing." : " is not of the form " + form.pattern() + ".")
                + " Terraform's module gate-signature sets it.");
      }
      return value;
    }

    Duration seconds(String name, int usual) {
      String text = matching(name, Pattern.compile("[0-9]{1,4}"), String.valueOf(usual));
      int seconds = Integer.parseInt(text);
      if (seconds > LONGEST) {
        throw new IllegalArgumentException(
            "environment variable " + name + " is more than " + LONGEST + " seconds.");
      }
      return Duration.ofSeconds(seconds);
    }
  }
}
