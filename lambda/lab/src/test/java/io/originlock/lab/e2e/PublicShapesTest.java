package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.lab.Eventually;
import io.originlock.lab.control.AwsCall;
import io.originlock.lab.control.Clients;
import io.originlock.lab.functions.Deployed;
import io.originlock.lab.gate.Gates;
import io.originlock.lab.load.Viewers;
import io.originlock.lab.net.Listener;
import io.originlock.lab.net.Request;
import io.originlock.lab.net.Response;
import io.originlock.lab.net.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import software.amazon.awssdk.services.lambda.model.LoggingConfig;

/**
 * Three distributions of shapes that are found in public stand in front of the petstore, whose lock
 * is off. They are checked, mended as advised, and locked; the lock rotates three times and is
 * taken off again. Viewers come through all of them by every way to the API.
 */
@Tag("verify")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PublicShapesTest {
  private static final String PAGES = "pages.example.com";
  private static final List<String> VIEWED = List.of("/pets", "/pets/2", "/files/a%20b?x=1");
  private static final String SAME =
      "export const handler = async (event) => event.Records[0].cf.request;";

  /** Asked for an error page, and for nothing else here: a refusal would come as its 200. */
  private final AtomicInteger pages = new AtomicInteger();

  private final Listener web =
      Listener.plain(
          0,
          (request, peer) -> {
            pages.incrementAndGet();
            return Response.of(200, "text/html", "<p>Not now.</p>");
          });

  private LabLock lock;
  private List<ShapedDistribution> shaped;

  @BeforeAll
  void threeDistributionsInFrontOfAnApiWithoutALock() {
    lock = LabLock.prepared("public-shapes", Gates.named("web-acl"));
    lock.site().plane().backend(PAGES, web.address());
    lock.stack().apply();
    lock.rest();
    lock.disengage();
    try (Clients clients = new Clients(lock.site().aws().endpoint())) {
      Deployed function =
          Deployed.atTheEdge(
              clients,
              SAME,
              LoggingConfig.builder().logFormat("Text").logGroup("/edge/same").build());
      String host = lock.stack().apiHost();
      String webAcl =
          BareFirewall.forDistributions(
              lock.site().aws().endpoint(), "CreatedByCloudFront-1a2b3c4d");
      shaped =
          Stream.of(
                  PublicShape.manyOrigins(host, function.version()),
                  PublicShape.legacy(host),
                  PublicShape.ofAPlan(host, PAGES, webAcl))
              .map(each -> ShapedDistribution.create(lock.site().aws().endpoint(), each))
              .toList();
    }
    lock.site().aws().listen(this::called);
  }

  @AfterAll
  void end() throws IOException {
    lock.close();
    web.close();
  }

  private void called(AwsCall call) {
    if (call.operation().equals("UpdateDistribution") && call.status() == 200) {
      shaped.stream()
          .filter(each -> call.resource().contains("/" + each.id()))
          .forEach(ShapedDistribution::updated);
    }
  }

  @Test
  @Order(1)
  void aCheckFindsWhatIsThereAndNothingElse() {
    assertThat(check(PublicShape::known, List.of()))
        .containsExactlyInAnyOrderElementsOf(named(PublicShape::found));

    shaped.forEach(ShapedDistribution::mend);

    assertThat(check(PublicShape::covered, attached()))
        .containsExactlyInAnyOrderElementsOf(named(PublicShape::left));
  }

  @Test
  @Order(2)
  void onlyTheLocksHeaderDiffersWhileItIsEngagedRotatedAndDisengaged() throws IOException {
    lock.stack()
        .change(
            Map.of("more_distributions", shaped.stream().map(ShapedDistribution::member).toList()));
    List<Viewers> viewers = viewers();
    try {
      lock.engage();
      for (int number = 1; number <= 3; number++) {
        lock.rotate("shapes-" + number);
      }
      assertThat(pastCloudFront()).as("of the closed gate").isEqualTo(403);
      assertThat(lock.status().path("distributions")).hasSize(shaped.size() + 1);
      assertThat(found(lock.ask("{\"action\":\"check\"}")))
          .containsExactlyInAnyOrderElementsOf(named(PublicShape::left));
      lock.disengage();
    } finally {
      for (Viewers each : viewers) {
        each.close();
      }
    }

    String header = lock.gate().header("").name();
    shaped.forEach(each -> each.differedByAlone(header));
    shaped.forEach(ShapedDistribution::isItsOwners);
    assertThat(viewers).allSatisfy(each -> assertThat(each.started()).isGreaterThan(50));
    assertThat(lock.refused()).as("viewers refused").isZero();
    assertThat(pages).as("refusals that an error page hid").hasValue(0);
    assertThat(lock.site().aws().permissions().violations()).isEmpty();
  }

  private List<Viewers> viewers() {
    Eventually.await("every edge knows", () -> lock.site().fleet().spread().behind() == 0);
    List<Viewers> all = new ArrayList<>();
    shaped.forEach(each -> all.add(lock.viewersOf(each.host(), VIEWED)));
    return all;
  }

  private int pastCloudFront() throws IOException {
    lock.hostsKnow();
    try (Wire wire = new Wire(Duration.ofSeconds(10), 1)) {
      return wire.send(
              lock.site().plane().gateway(),
              Request.of("GET", "/" + lock.stack().stage() + "/pets")
                  .with("host", lock.stack().apiHost()))
          .status();
    }
  }

  private interface Part {
    List<String> of(PublicShape shape);
  }

  private List<String> named(Part findings) {
    return shaped.stream()
        .map(each -> each.named(findings.of(each.shape())))
        .flatMap(List::stream)
        .toList();
  }

  private List<String> attached() {
    return shaped.stream()
        .flatMap(each -> each.shape().attached().values().stream())
        .flatMap(each -> each instanceof Collection<?> many ? many.stream() : Stream.of(each))
        .map(String::valueOf)
        .toList();
  }

  /** What a check of all distributions finds, the petstore's own among them. */
  private List<String> check(Part origins, List<String> attached) {
    List<String> distributions = new ArrayList<>(List.of(lock.stack().output("distribution_id")));
    List<String> covered = new ArrayList<>(List.of("api"));
    for (ShapedDistribution each : shaped) {
      for (String origin : origins.of(each.shape())) {
        distributions.add(each.id());
        covered.add(origin);
      }
    }
    List<String> told = new ArrayList<>(attached);
    told.add(lock.stack().output("web_acl_arn"));
    told.add("arn:aws:s3:::" + lock.stack().output("log_bucket"));
    Map<String, String> arguments = new LinkedHashMap<>();
    arguments.put("GATE", lock.gate().name());
    arguments.put("REST_API", lock.stack().output("rest_api_id"));
    arguments.put("STAGE", lock.stack().stage());
    arguments.put("DISTRIBUTION", String.join(",", distributions));
    arguments.put("ORIGINS", String.join(",", covered));
    arguments.put("ATTACHED", String.join(",", told));
    return found(new CheckProgram(lock.site().aws()).ask(arguments));
  }

  private static List<String> found(JsonNode answer) {
    return StreamSupport.stream(answer.path("findings").spliterator(), false)
        .map(each -> each.path("kind").asText() + ": " + each.path("where").asText())
        .toList();
  }
}
