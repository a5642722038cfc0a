package io.originlock.authorizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.signing.CanonicalRequest;
import io.originlock.signing.SignatureHeader;
import io.originlock.signing.SigningKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;

/** The keys as Parameter Store has them, over the wire's own form. */
class SsmKeySourceTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SECRET = "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcd";
  private static final String OTHER = "0123456789abcdefghij";
  private static final String FOLDER = "/origin-lock/petstore/honoured/";
  private static final CanonicalRequest REQUEST = new CanonicalRequest("GET", "/pets", Map.of());

  private final Deque<Answer> answers = new ArrayDeque<>();
  private final List<JsonNode> asked = new ArrayList<>();
  private final List<String> operations = new ArrayList<>();
  private final List<String> strange = new ArrayList<>();

  private final KeyJournal journal =
      new KeyJournal() {
        @Override
        public void staleKeys(KeySourceException why) {
          throw new UnsupportedOperationException();
        }

        @Override
        public void noKeys(KeySourceException why) {
          throw new UnsupportedOperationException();
        }

        @Override
        public void strangeKey(String name) {
          strange.add(name);
        }
      };

  /** What Parameter Store says next; a status of 0 for a connection that breaks. */
  private record Answer(int status, String body) {}

  private final class FakeHttp implements SdkHttpClient {
    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() throws IOException {
          asked.add(JSON.readTree(request.contentStreamProvider().orElseThrow().newStream()));
          operations.add(request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse(""));
          Answer answer = answers.removeFirst();
          if (answer.status() == 0) {
            throw new IOException("Connection reset");
          }
          byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
          return HttpExecuteResponse.builder()
              .response(SdkHttpResponse.builder().statusCode(answer.status()).build())
              .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
              .build();
        }

        @Override
        public void abort() {}
      };
    }

    @Override
    public void close() {}
  }

  private Map<String, SigningKey> read() {
    try (SsmClient ssm =
        SsmClient.builder()
            .region(Region.EU_WEST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .httpClient(new FakeHttp())
            .overrideConfiguration(
                override -> override.retryStrategy(retries -> retries.maxAttempts(1)))
            .build()) {
      return new SsmKeySource(ssm, "/origin-lock/petstore", journal).read();
    }
  }

  /** A page of parameters, names and values in turns. */
  private void page(String next, String... namesAndValues) {
    List<Map<String, Object>> parameters = new ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      parameters.add(
          Map.of(
              "Name", namesAndValues[i], "Type", "SecureString", "Value", namesAndValues[i + 1]));
    }
    try {
      answers.add(
          new Answer(
              200,
              JSON.writeValueAsString(
                  next.isEmpty()
                      ? Map.of("Parameters", parameters)
                      : Map.of("Parameters", parameters, "NextToken", next))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it is the key of this secret. */
  private static boolean isOf(SigningKey key, String secret) {
    String signature = Signing.sign(REQUEST, "g1", secret, 1_767_225_600L);
    return key.signed(REQUEST, SignatureHeader.parse(signature).orElseThrow());
  }

  @Test
  void theKeysAreReadDecryptedPageByPage() {
    page("more", FOLDER + "g3", SECRET);
    // Parameter Store may send an empty page, and then another.
    page("and more");
    page("", FOLDER + "g12", OTHER);

    Map<String, SigningKey> keys = read();

    assertThat(keys).containsOnlyKeys("g3", "g12");
    assertThat(isOf(keys.get("g3"), SECRET) && isOf(keys.get("g12"), OTHER)).isTrue();
    assertThat(operations).containsOnly("AmazonSSM.GetParametersByPath").hasSize(3);
    assertThat(asked)
        .allSatisfy(
            request -> {
              assertThat(request.path("Path").asText()).isEqualTo("/origin-lock/petstore/honoured");
              assertThat(request.path("WithDecryption").asBoolean()).isTrue();
            });
    assertThat(asked.stream().map(request -> request.path("NextToken").asText()))
        .containsExactly("", "more", "and more");
    assertThat(strange).isEmpty();
  }

  @Test
  void noKeysAreHonouredWhereThereAreNone() {
    page("");

    assertThat(read()).isEmpty();
  }

  @Test
  void whatIsNoKeyIsLeftOutAndNamedAndTheOthersAreRead() {
    page(
        "",
        FOLDER + "g3",
        SECRET,
        FOLDER + "g4",
        "too-short",
        FOLDER + "g5",
        SECRET + "\n",
        FOLDER + "G6",
        SECRET,
        FOLDER + "g07",
        SECRET,
        "/origin-lock/petstore-eu/honoured/g8",
        SECRET);

    assertThat(read()).containsOnlyKeys("g3");
    assertThat(strange)
        .containsExactly(
            FOLDER + "g4",
            FOLDER + "g5",
            FOLDER + "G6",
            FOLDER + "g07",
            "/origin-lock/petstore-eu/honoured/g8");
  }

  @Test
  void aParameterWithoutNameOrValueIsNoKey() {
    answers.add(
        new Answer(
            200, "{\"Parameters\":[{\"Type\":\"String\"},{\"Name\":\"" + FOLDER + "g3\"}]}"));

    assertThat(read()).isEmpty();
    assertThat(strange).containsExactly(null, FOLDER + "g3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "400 {\"__type\":\"AccessDeniedException\",\"message\":\"not authorized\"}",
        "400 {\"__type\":\"ThrottlingException\",\"message\":\"Rate exceeded\"}",
        "500 {\"__type\":\"InternalServerError\"}",
        "503 <html>Service Unavailable</html>",
        "200 no JSON",
        "200 {\"Parameters\":7}",
        "0 ",
      })
  void aFailureIsOneOfTheSourceAndNamesWhatWasRead(String answer) {
    String[] parts = answer.split(" ", 2);
    answers.add(new Answer(Integer.parseInt(parts[0]), parts[1]));

    assertThatThrownBy(this::read)
        .isInstanceOf(KeySourceException.class)
        .hasMessageStartingWith(
            "SSM parameters below /origin-lock/petstore/honoured: ssm:GetParametersByPath failed:");
  }

  @Test
  void aFailureOnTheSecondPageReadsNothingAndTellsNoKey() {
    page("more", FOLDER + "g3", SECRET);
    answers.add(new Answer(500, "{\"__type\":\"InternalServerError\"}"));

    assertThatThrownBy(this::read)
        .isInstanceOf(KeySourceException.class)
        .hasMessageNotContaining(SECRET);
  }
}
