package io.originlock.lab.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.lab.aws.AwsLab;
import io.originlock.lab.gate.Gates;
import io.originlock.lab.model.ApiCatalog;
import io.originlock.lab.model.GatewayListener;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ssm.model.ParameterType;

@ExtendWith(SharedLab.class)
class SigningKeysTest implements GatewayListener {
  private static final String KEY = "k".repeat(40);

  private final AwsLab lab;
  private final Clients clients;
  private final List<Set<String>> pushed = new CopyOnWriteArrayList<>();
  private final List<Set<String>> learned = new CopyOnWriteArrayList<>();

  SigningKeysTest(AwsLab lab, Clients clients) {
    this.lab = lab;
    this.clients = clients;
  }

  @Override
  public void pushed(ApiCatalog catalog, Instant at) {
    pushed.add(Gates.named("signature").honoured(catalog));
  }

  @Override
  public void learned(int host, ApiCatalog catalog, Instant at) {
    learned.add(Gates.named("signature").honoured(catalog));
  }

  @Test
  void whatIsWrittenIsToldAndWhatNobodyButAnAuthorizerReadsIsNot() {
    lab.signingKeys().listen(this, Duration.ofSeconds(1));
    String path = "/watched/honoured/";
    put(path + "g1001");
    put(path + "g1002");
    put("/watched/state/0001");

    clients.ssm().getParametersByPath(r -> r.path("/watched/honoured").withDecryption(true));
    clients.ssm().deleteParameters(r -> r.names(path + "g1001", "/watched/state/0001"));

    assertThat(pushed)
        .extracting(keys -> keys.stream().filter(key -> key.matches("g100[12]\\..*")).toList())
        .containsExactly(
            List.of("g1001." + KEY),
            List.of("g1001." + KEY, "g1002." + KEY),
            List.of("g1002." + KEY));
    assertThat(learned).isEmpty();
  }

  private void put(String name) {
    clients.ssm().putParameter(r -> r.name(name).type(ParameterType.SECURE_STRING).value(KEY));
  }
}
