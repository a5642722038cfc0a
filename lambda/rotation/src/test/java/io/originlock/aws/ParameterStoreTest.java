package io.originlock.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.aws.ParameterStore.Parameter;
import io.originlock.fake.FakeSsm;
import io.originlock.fake.FakeSsm.Stored;
import io.originlock.model.LockException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParameterStoreTest {
  private static final String FOLDER = "/shop/vault";
  private static final String VALUE = "Kw7QzT2mLp9XvB4nRd6YfH3sJc8GtA5e";

  private final FakeSsm ssm = new FakeSsm();
  private final ParameterStore store = ssm.client();

  @AfterEach
  void stop() {
    ssm.close();
  }

  @Test
  void whatIsThereIsNeverCreatedAgain() {
    assertThat(store.create(FOLDER + "/a", "first")).isTrue();
    assertThat(store.create(FOLDER + "/a", "second")).isFalse();
    assertThat(value("a")).contains("first");

    store.write(FOLDER + "/a", "third");
    assertThat(value("a")).contains("third");
    assertThat(value("b")).isEmpty();
  }

  @Test
  void everyWriteIsEncryptedWithTheGivenKey() {
    ParameterStore own = ssm.client(Optional.of("alias/shop"));
    own.create(FOLDER + "/a", VALUE);
    own.write(FOLDER + "/b", VALUE);

    assertThat(ssm.parameters.values())
        .containsOnly(new Stored("SecureString", VALUE, "alias/shop"))
        .hasSize(2);
  }

  @Test
  void whatIsCreatedIsTaggedAndWhatIsOverwrittenKeepsItsTags() {
    Map<String, String> tags = Map.of("CostCenter", "7", "empty", "");
    ParameterStore tagging = ssm.client(Optional.empty(), tags);
    tagging.create(FOLDER + "/a", VALUE);
    tagging.write(FOLDER + "/a", "second");
    tagging.write(FOLDER + "/b", VALUE);
    store.create(FOLDER + "/c", VALUE);

    assertThat(ssm.parameters)
        .containsEntry(FOLDER + "/a", new Stored("SecureString", "second", "", tags))
        .containsEntry(FOLDER + "/b", new Stored("SecureString", VALUE, ""))
        .containsEntry(FOLDER + "/c", new Stored("SecureString", VALUE, ""));
    assertThat(ssm.requests("PutParameter"))
        .extracting(request -> request.has("Tags"))
        .containsExactly(true, false, false, false);
  }

  @Test
  void aDenialAboveTheRoleNamesWhatIsDemandedOfEach() {
    ssm.fail(
        400,
        "AccessDeniedException",
        "User: arn:aws:sts::123456789012:assumed-role/a/b is not authorized to perform:"
            + " ssm:PutParameter on resource: arn:aws:ssm:eu-central-1:123456789012:parameter/a"
            + " with an explicit deny in a service control policy");

    assertThatThrownBy(() -> store.create(FOLDER + "/a", VALUE))
        .hasMessageContaining("stands above the role's own")
        .hasMessageContaining("the lock module's `tags` says them");
    assertThatThrownBy(() -> store.write(FOLDER + "/a", VALUE))
        .hasMessageContaining("must except ssm:Overwrite = true")
        .hasMessageNotContaining("module's `tags`");
  }

  @Test
  void allPagesOfAFolderAreListedAndOnlyValuesThatAreAskedForAreDecrypted() {
    IntStream.range(0, 23).forEach(n -> store.write(FOLDER + "/p" + n, VALUE));
    store.write(FOLDER + "/below/p", VALUE);

    assertThat(store.list(FOLDER)).hasSize(23).allMatch(each -> each.value().equals(VALUE));
    assertThat(store.names(FOLDER)).hasSize(23).contains(FOLDER + "/p22");
    assertThat(ssm.requests("GetParametersByPath"))
        .extracting(request -> request.path("WithDecryption").booleanValue())
        .containsExactly(true, true, true, true, false, false, false, false);
  }

  @Test
  void deletesTenACallInTheGivenOrder() {
    List<String> names = IntStream.range(0, 21).mapToObj(n -> FOLDER + "/p" + n).toList();
    names.forEach(name -> store.write(name, VALUE));

    store.delete(FOLDER, names);
    store.delete(FOLDER, List.of());

    assertThat(ssm.parameters).isEmpty();
    assertThat(ssm.requests("DeleteParameters"))
        .extracting(request -> request.path("Names").get(0).asText())
        .containsExactly(FOLDER + "/p0", FOLDER + "/p10", FOLDER + "/p20");
  }

  @Test
  void failuresNameTheParameterAndNoValue() {
    ssm.fail(400, "AccessDeniedException", "not for " + VALUE);

    assertThatThrownBy(() -> store.write(FOLDER + "/a", VALUE, VALUE))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("SSM parameter " + FOLDER + "/a: ssm:PutParameter failed")
        .hasMessageNotContaining(VALUE);
    assertThatThrownBy(() -> store.list(FOLDER))
        .hasMessageContaining("SSM parameters " + FOLDER + "/*: ssm:GetParametersByPath failed");
  }

  @Test
  void itsTextTellsNoValue() {
    assertThat(new Parameter(FOLDER + "/a", "SecureString", VALUE, Instant.EPOCH))
        .hasToString("SecureString /shop/vault/a");
  }

  private Optional<String> value(String leaf) {
    return store.read(FOLDER + "/" + leaf).map(Parameter::value);
  }
}
