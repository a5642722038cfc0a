package io.originlock.lab.control.iam;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.lab.control.CallReader;
import io.originlock.lab.control.Caller;
import io.originlock.lab.control.Callers;
import io.originlock.lab.moto.MotoClient;
import io.originlock.lab.moto.WireReply;
import io.originlock.lab.moto.WireRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a role's policy lets through of API Gateway's calls, which are not made and not recorded.
 */
public final class RolePolicy implements AutoCloseable {
  private static final String CREDENTIALS =
      "AWS4-HMAC-SHA256 Credential=ASIALABX/20260101/us-east-1/apigateway/aws4_request";

  private final CallReader reader = new CallReader(new OneFunction(), Clock.systemUTC());
  private final Policies policies;
  private final IamGuard guard;

  /**
   * @param resources a resource of API Gateway's by its path, with its tags
   */
  public RolePolicy(MotoClient moto, Function<String, Optional<JsonNode>> resources, String role) {
    this.policies = new Policies(moto.endpoint());
    this.guard =
        new IamGuard(
            new Permissions(new ServiceControlPolicies(), policies, Clock.systemUTC()),
            moto,
            resources,
            function -> role);
  }

  /** Every caller is the function whose role it is. */
  private static final class OneFunction implements Callers {
    @Override
    public Caller of(String accessKeyId) {
      return new Caller("worker", "test");
    }

    @Override
    public void kill(Caller caller) {
      throw new UnsupportedOperationException();
    }
  }

  public boolean allows(String method, String path, String query, String body) {
    return guard
        .handle(
            reader.read(
                new WireRequest(
                    method,
                    path,
                    query,
                    Map.of("Authorization", List.of(CREDENTIALS)),
                    body.getBytes(StandardCharsets.UTF_8))),
            call -> WireReply.json(200, "{}"))
        .ok();
  }

  @Override
  public void close() {
    policies.close();
  }
}
