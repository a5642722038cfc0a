package io.originlock.lab.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DeleteParametersResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.SsmException;

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
