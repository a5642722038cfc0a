package io.originlock.lab.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.lab.Eventually;
import io.originlock.lab.aws.AwsLab;
import io.originlock.lab.control.Clients;
import io.originlock.lab.control.SharedLab;
import io.originlock.lab.gateway.AuthorizerPath;
import io.originlock.lab.net.Request;
import io.originlock.lab.net.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the edge signs the authorizer lets in, whatever a viewer asks for, and nothing of it can be
 * changed: random requests through the lab's edge and gateway, {@code -Dorigin-lock.seed=n} for the
 * same ones again.
 */
@ExtendWith(SharedLab.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignedRequestsTest {
  private static final int REQUESTS = 200;
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private final AwsLab lab;
  private final Clients clients;
  private final long seed = Long.getLong("origin-lock.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final RandomRequests requests = new RandomRequests(random);
  private final Map<AuthorizerPath, SignedApi> apis = new EnumMap<>(AuthorizerPath.class);

  SignedRequestsTest(AwsLab lab, Clients clients) {
    this.lab = lab;
    this.clients = clients;
  }

  @BeforeAll
  void deploy() {
    for (AuthorizerPath form : AuthorizerPath.values()) {
      apis.put(form, new SignedApi(lab, clients, Map.of("ORIGIN_LOCK_KEPT_SECONDS", "1"), form));
    }
  }

  @AfterAll
  void close() throws IOException {
    for (SignedApi api : apis.values()) {
      api.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsSignedIsLetInAndNoSingleChangeOfIt(AuthorizerPath form) {
    SignedApi api = apis.get(form);
    for (int i = 0; i < REQUESTS; i++) {
      Request asked = requests.next();
      String which = asked.method() + " " + asked.target() + ", seed " + seed;
      assertThat(api.through(asked).status()).as(which).isEqualTo(200);
      Request signed = api.captured();

      same(signed).forEach((how, request) -> assertStatus(200, api, request, which + ", " + how));
      changed(signed)
          .forEach((how, request) -> assertStatus(403, api, request, which + ", " + how));
    }
  }

  private static void assertStatus(int status, SignedApi api, Request request, String which) {
    assertThat(api.direct(request).status()).as(which).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "SENT, /a%2Fb, /a/b",
    "SENT, /a/b, /a%2Fb",
    "SENT, /a/b, /a%2fb",
    "SENT, /a%2Fb/c d, /a/b/c%20d",
    "SENT, /a//b, /a/b",
    "SENT, /%FF, /%FE",
    "SENT, /a%20b, /a%2520b",
    "DECODED, /a%2Fb, /a/b",
    "DECODED, /a//b, /a/b",
    "DECODED, /%FF, /%FE",
    "DECODED, /a%2520b, /a%20b",
  })
  void aSignatureIsOfOneOfTwoPathsThatAPersonTakesForTheSame(
      AuthorizerPath form, String path, String other) {
    SignedApi api = apis.get(form);
    assertThat(api.through(Request.of("GET", path.replace(" ", "%20"))).status()).isEqualTo(200);
    Request signed = api.captured();

    assertStatus(200, api, replay(signed, "GET", below(signed), null), path);
    assertStatus(403, api, replay(signed, "GET", other, null), other);
  }

  /** The two that docs/signature.md names: each reading is too kind where the other is right. */
  @ParameterizedTest
  @CsvSource({
    "SENT, /a%2520b, /a%20b",
    "SENT, /100%2525, /100%25",
    "DECODED, /a%20b, /a%2520b",
    "DECODED, /a/b, /a%2Fb",
  })
  void whatTheOtherReadingLetsServe(AuthorizerPath form, String path, String other) {
    SignedApi api = apis.get(form);
    assertThat(api.through(Request.of("GET", path)).status()).isEqualTo(200);

    assertStatus(200, api, replay(api.captured(), "GET", other, null), other);
  }

  /** The same request, in other letters. */
  private Map<String, Request> same(Request signed) {
    Map<String, Request> all = new LinkedHashMap<>();
    all.put("once more", replay(signed, signed.method(), below(signed), signed.query()));
    all.put(
        "with more encoded",
        replay(signed, signed.method(), encoded(below(signed)), signed.query()));
    List<String> parts = parts(signed);
    Collections.shuffle(parts, random);
    if (!parts.isEmpty()) {
      all.put(
          "in another order",
          replay(signed, signed.method(), below(signed), String.join("&", parts)));
    }
    return all;
  }

  /** One thing of it changed. */
  private Map<String, Request> changed(Request signed) {
    String method = signed.method();
    String path = below(signed);
    String query = signed.query();
    List<String> parts = parts(signed);
    Map<String, Request> all = new LinkedHashMap<>();
    all.put(
        "another method",
        replay(signed, requests.other(RandomRequests.METHODS, method), path, query));
    all.put("a longer path", replay(signed, method, path + "x", query));
    if (!path.matches("/+")) {
      // At the start they count as one.
      all.put("one more slash", replay(signed, method, path + "/", query));
    }
    all.put("encoded twice", replay(signed, method, path + "%252e", query));
    all.put(
        "one more parameter",
        replay(signed, method, path, query == null ? "more" : query + "&more"));
    if (!parts.isEmpty()) {
      List<String> fewer = parts.subList(1, parts.size());
      all.put("one parameter less", replay(signed, method, path, String.join("&", fewer)));
      all.put("one of them twice", replay(signed, method, path, query + "&" + parts.get(0)));
      all.put("another value", replay(signed, method, path, query + "x"));
    }
    String[] header = signed.headers().first(SignedApi.SIGNATURE).orElseThrow().split("\\.");
    long time = Long.parseLong(header[1]);
    all.put("a second later", stamped(signed, header[0], time + 1, header[2], header[3]));
    all.put("a second earlier", stamped(signed, header[0], time - 1, header[2], header[3]));
    all.put("another key", stamped(signed, "g2", time, header[2], header[3]));
    all.put("an unknown key", stamped(signed, "g3", time, header[2], header[3]));
    all.put("another form", stamped(signed, header[0], time, "p", header[3]));
    all.put("another mac", stamped(signed, header[0], time, header[2], altered(header[3])));
    Request twice = replay(signed, method, path, query);
    twice.headers().add(SignedApi.SIGNATURE, String.join(".", header));
    all.put("two signatures", twice);
    return all;
  }

  private Request stamped(Request signed, String id, long time, String form, String mac) {
    return replay(signed, signed.method(), below(signed), signed.query())
        .with(SignedApi.SIGNATURE, id + "." + time + "." + form + "." + mac);
  }

  /** Another request with the signature of this one. */
  private static Request replay(Request signed, String method, String path, String query) {
    String target = "/prod" + path + (query == null ? "" : "?" + query);
    return Request.of(method, target)
        .with(SignedApi.SIGNATURE, signed.headers().first(SignedApi.SIGNATURE).orElseThrow());
  }

  private String altered(String mac) {
    int place = random.nextInt(mac.length());
    char other = mac.charAt(place);
    while (other == mac.charAt(place)) {
      other = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
    }
    return mac.substring(0, place) + other + mac.substring(place + 1);
  }

  /** The path below the stage. */
  private static String below(Request signed) {
    return signed.path().substring("/prod".length());
  }

  private static List<String> parts(Request signed) {
    List<String> parts = new ArrayList<>();
    if (signed.query() != null) {
      for (String part : signed.query().split("&")) {
        if (!part.isEmpty()) {
          parts.add(part);
        }
      }
    }
    return parts;
  }

  /** With every letter as an escape that is none of an escape itself. */
  private static String encoded(String path) {
    return path.replace("pets", "%70e%74s").replace("%7e", "~");
  }

  private SignedApi api() {
    return apis.get(AuthorizerPath.SENT);
  }

  @Test
  void nothingIsLetInWithoutASignatureAndNoStrangeOneIsAFailure() {
    assertThat(api().direct(Request.of("GET", "/prod/pets")).status()).isEqualTo(401);
    for (String strange :
        List.of(
            "x", "g1", "g1.1.q", "g1.1.q.", "g1..q.mac", "\"", "{}", "é", "g1.1.q.m ", ".....")) {
      Response response =
          api().direct(Request.of("GET", "/prod/pets").with(SignedApi.SIGNATURE, strange));
      assertThat(response.status()).as(strange).isEqualTo(403);
    }
  }

  @Test
  void whatAViewerSendsInTheHeadersOfTheGateIsDropped() {
    Response response =
        api()
            .through(
                Request.of("GET", "/pets")
                    .with("x-origin-lock-key", "g2." + SignedApi.secret("g2"))
                    .with(SignedApi.SIGNATURE, "g1.1.q.forged"));

    assertThat(response.status()).isEqualTo(200);
    assertThat(api().captured().headers().has("x-origin-lock-key")).isFalse();
    assertThat(api().captured().headers().all(SignedApi.SIGNATURE))
        .singleElement()
        .satisfies(value -> assertThat(value).startsWith("g1.").doesNotContain("forged"));
  }

  @Test
  void aKeyThatIsDeletedIsGoneAfterASecond() {
    api().honour("g1");
    assertThat(api().through(Request.of("GET", "/pets")).status()).isEqualTo(200);
    api().retire("g1");
    try {
      Eventually.await(
          "every process refuses it",
          () ->
              api().through(Request.of("GET", "/pets")).status() == 403
                  && api().through(Request.of("GET", "/pets")).status() == 403);
    } finally {
      api().honour("g1");
    }
    Eventually.await(
        "every process accepts it",
        () ->
            api().through(Request.of("GET", "/pets")).status() == 200
                && api().through(Request.of("GET", "/pets")).status() == 200);
  }
}
