package io.originlock.lab.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.originlock.lab.moto.MotoClient;
import io.originlock.lab.moto.WireReply;
import io.originlock.lab.moto.WireRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DeleteParametersResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;
import software.amazon.awssdk.services.ssm.model.SsmException;
import software.amazon.awssdk.services.ssm.model.Tag;

/** What the state's log and the signing keys stand on. */
@ExtendWith(SharedLab.class)
class ParameterStoreApiTest {
  private final SsmClient ssm;
  private final String folder = "/test/" + UUID.randomUUID();

  ParameterStoreApiTest(Clients clients) {
    this.ssm = clients.ssm();
  }

  @Test
  void ofManyWhoCreateAParameterOneSucceeds() {
    Set<String> won = new ConcurrentSkipListSet<>();
    IntStream.range(0, 8)
        .parallel()
        .forEach(
            writer -> {
              try {
                create("1", "by " + writer);
                won.add("by " + writer);
              } catch (ParameterAlreadyExistsException lost) {
                assertThat(lost.statusCode()).isEqualTo(400);
              }
            });

    assertThat(won).hasSize(1).containsExactly(read("1").value());
  }

  /** moto itself looks first and writes then, so that two callers might both find nothing. */
  @Test
  void aParameterIsWrittenByOneAtATime() throws InterruptedException {
    ParameterStoreApi api = new ParameterStoreApi(new MotoClient(URI.create("http://127.0.0.1:1")));
    Call put = putParameter();
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Thread second = new Thread(() -> api.handle(put, call -> entered(inside, most, () -> {})));
    api.handle(
        put,
        call ->
            entered(
                inside,
                most,
                () -> {
                  second.start();
                  while (second.getState() != Thread.State.BLOCKED && second.isAlive()) {
                    Thread.onSpinWait();
                  }
                }));
    second.join();

    assertThat(most.get()).isOne();
  }

  private static WireReply entered(AtomicInteger inside, AtomicInteger most, Runnable meanwhile) {
    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
    meanwhile.run();
    inside.decrementAndGet();
    return WireReply.json(200, "{}");
  }

  private static Call putParameter() {
    return new CallReader(Callers.none(), Clock.systemUTC())
        .read(
            new WireRequest(
                "POST",
                "/",
                "",
                Map.of(
                    "Authorization",
                    List.of("AWS4-HMAC-SHA256 Credential=lab/20260101/us-east-1/ssm/aws4_request"),
                    "X-Amz-Target",
                    List.of("AmazonSSM.PutParameter")),
                "{\"Name\":\"/a\",\"Value\":\"v\"}".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aParameterIsDecryptedForThoseWhoAskForItAlone() {
    create("1", "secret");

    assertThat(read("1").value()).isEqualTo("secret");
    assertThat(ssm.getParameter(r -> r.name(folder + "/1")).parameter().value())
        .isNotEqualTo("secret");
  }

  @Test
  void aFolderIsReadTenParametersAPage() {
    IntStream.range(0, 11).forEach(i -> create(String.valueOf(i), "v"));

    var pages =
        ssm.getParametersByPathPaginator(r -> r.path(folder).withDecryption(true).maxResults(10));
    assertThat(pages.stream().map(page -> page.parameters().size())).containsExactly(10, 1);
    assertThatExceptionOfType(SsmException.class)
        .isThrownBy(() -> ssm.getParametersByPath(r -> r.path(folder).maxResults(11)));
  }

  @Test
  void tagsAndOverwriteAreNotTakenTogether() {
    Tag tag = Tag.builder().key("team").value("web").build();
    ssm.putParameter(r -> r.name(folder + "/1").value("v").type(ParameterType.STRING).tags(tag));

    assertThatExceptionOfType(SsmException.class)
        .isThrownBy(
            () ->
                ssm.putParameter(
                    r ->
                        r.name(folder + "/1")
                            .value("w")
                            .type(ParameterType.STRING)
                            .overwrite(true)
                            .tags(tag)))
        .withMessageContaining("tags and overwrite can't be used together");
    ssm.putParameter(
        r -> r.name(folder + "/1").value("w").type(ParameterType.STRING).overwrite(true));
    assertThat(
            ssm.listTagsForResource(
                    r -> r.resourceType(ResourceTypeForTagging.PARAMETER).resourceId(folder + "/1"))
                .tagList())
        .containsExactly(tag);
  }

  @Test
  void namesThatAreNotThereFailNoDeletion() {
    create("1", "v");

    DeleteParametersResponse deleted =
        ssm.deleteParameters(r -> r.names(folder + "/1", folder + "/2"));

    assertThat(deleted.deletedParameters()).containsExactly(folder + "/1");
    assertThat(deleted.invalidParameters()).containsExactly(folder + "/2");
  }

  @Test
  void oneCallDeletesTenParametersAtMost() {
    List<String> eleven = IntStream.range(0, 11).mapToObj(i -> folder + "/" + i).toList();

    assertThatExceptionOfType(SsmException.class)
        .isThrownBy(() -> ssm.deleteParameters(r -> r.names(eleven)));
  }

  private void create(String name, String value) {
    ssm.putParameter(
        r ->
            r.name(folder + "/" + name)
                .value(value)
                .type(ParameterType.SECURE_STRING)
                .overwrite(false));
  }

  private Parameter read(String name) {
    return ssm.getParameter(r -> r.name(folder + "/" + name).withDecryption(true)).parameter();
  }
}
