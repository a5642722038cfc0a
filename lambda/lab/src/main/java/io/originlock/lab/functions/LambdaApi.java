package io.originlock.lab.functions;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.lab.LabException;
import io.originlock.lab.control.AwsErrors;
import io.originlock.lab.control.Call;
import io.originlock.lab.control.Handler;
import io.originlock.lab.control.Query;
import io.originlock.lab.control.iam.Permissions;
import io.originlock.lab.moto.MotoClient;
import io.originlock.lab.moto.WireReply;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Lambda's API: moto keeps the configuration, the lab keeps the packages and runs them. */
public final class LambdaApi implements Handler, AutoCloseable {
  private final Functions functions;
  private final MotoClient moto;
  private final Overlay overlay;
  private final EventInvokeConfigs configs;
  private final AsyncInvocations async;
  private final Replicas replicas;

  /**
   * Makes the API.
   *
   * @param replicas which functions have replicas at CloudFront's replicas
   * @param pace how long a duration of AWS's takes in the lab
   */
  public LambdaApi(
      Functions functions,
      MotoClient moto,
      Permissions permissions,
      Replicas replicas,
      Clock clock,
      UnaryOperator<Duration> pace) {
    this.functions = functions;
    this.replicas = replicas;
    this.overlay = functions.overlay();
    this.moto = moto;
    this.configs = new EventInvokeConfigs(clock);
    this.async = new AsyncInvocations(functions, configs, permissions, moto, pace);
  }

  /** Runs a function for an event that nobody waits for. */
  public void submit(String nameOrArn, String qualifier, byte[] event) {
    FunctionConfig found = functions.config(nameOrArn, qualifier);
    String[] parts = nameOrArn.split(":");
    String named = qualifier.isEmpty() && parts.length > 7 ? parts[7] : qualifier;
    async.submit(found.name(), named, event);
  }

  @Override
  public void close() {
    async.close();
  }

  @Override
  public WireReply handle(Call call, Next next) {
    if (!call.service().equals("lambda")) {
      return next.proceed(call);
    }
    try {
      return answer(call, next);
    } finally {
      if (call.writes()) {
        functions.changed();
      }
    }
  }

  private WireReply answer(Call call, Next next) {
    String function =
        call.request().path().contains("/functions/")
            ? Functions.name(Query.decode(call.segment(2)))
            : "";
    String qualifier = Query.parse(call.request().query()).first("Qualifier").orElse("");
    return switch (call.operation()) {
      case "Invoke" -> invoke(call, qualifier);
      case "CreateFunction" -> {
        JsonNode body = body(call);
        if (body.path("Runtime").asText().startsWith("nodejs")) {
          try {
            NodeRuntime.require();
          } catch (LabException missing) {
            yield AwsErrors.reply(
                "lambda", 400, "InvalidParameterValueException", missing.getMessage());
          }
        }
        keep(body.path("Code"));
        overlay.remember(body.path("FunctionName").asText(), body);
        yield completed(next.proceed(call));
      }
      case "UpdateFunctionCode" -> {
        keep(body(call));
        yield completed(next.proceed(call));
      }
      case "UpdateFunctionConfiguration" -> {
        overlay.remember(function, body(call));
        yield completed(next.proceed(call));
      }
      case "DeleteFunction" -> {
        Optional<String> replicated = replicas.replicated(function);
        if (replicated.isPresent()) {
          yield AwsErrors.reply(
              "lambda",
              400,
              "InvalidParameterValueException",
              "Lambda was unable to delete "
                  + replicated.get()
                  + " because it is a replicated function. Please see our documentation for"
                  + " Deleting Lambda@Edge Functions and Replicas.");
        }
        WireReply reply = next.proceed(call);
        if (reply.ok() && qualifier.isEmpty()) {
          functions.forget(function);
          overlay.forget(function);
          configs.forget(function);
        }
        yield reply;
      }
      case "PutFunctionEventInvokeConfig" -> configs.put(function, qualifier, body(call), false);
      case "UpdateFunctionEventInvokeConfig" -> configs.put(function, qualifier, body(call), true);
      case "GetFunctionEventInvokeConfig" -> configs.get(function, qualifier);
      case "DeleteFunctionEventInvokeConfig" -> configs.delete(function, qualifier);
      case "ListFunctionEventInvokeConfigs" -> configs.list(function);
      default -> completed(next.proceed(call));
    };
  }

  private WireReply invoke(Call call, String qualifier) {
    String nameOrArn = Query.decode(call.segment(2));
    byte[] event = call.request().body();
    try {
      String type = call.request().header("X-Amz-Invocation-Type").orElse("RequestResponse");
      switch (type) {
        case "Event" -> {
          submit(nameOrArn, qualifier, event);
          return new WireReply(202, Map.of(), new byte[0]);
        }
        case "DryRun" -> {
          functions.config(nameOrArn, qualifier);
          return new WireReply(204, Map.of(), new byte[0]);
        }
        default -> {
          return answer(functions.invoke(nameOrArn, qualifier, event));
        }
      }
    } catch (ThrottledException e) {
      return AwsErrors.reply("lambda", 429, "TooManyRequestsException", "Rate Exceeded.")
          .with("Retry-After", "1");
    } catch (NoSuchFunctionException e) {
      return AwsErrors.reply("lambda", 404, "ResourceNotFoundException", e.getMessage());
    }
  }

  private static WireReply answer(Outcome outcome) {
    WireReply reply =
        new WireReply(
            200,
            Map.of(
                "Content-Type", List.of("application/json"),
                "X-Amz-Executed-Version", List.of(outcome.version()),
                "x-amzn-RequestId", List.of(outcome.requestId())),
            outcome.payload());
    return outcome.failed() ? reply.with("X-Amz-Function-Error", "Unhandled") : reply;
  }

  private void keep(JsonNode code) {
    if (code.hasNonNull("ZipFile")) {
      functions.keep(Base64.getDecoder().decode(code.path("ZipFile").asText()));
    } else if (code.hasNonNull("S3Bucket")) {
      WireReply object =
          moto.rest(
              "s3",
              "GET",
              "/" + code.path("S3Bucket").asText() + "/" + code.path("S3Key").asText(),
              null);
      if (object.ok()) {
        functions.keep(object.body());
      }
    }
  }

  private WireReply completed(WireReply reply) {
    if (!reply.ok() || reply.body().length == 0 || reply.body()[0] != '{') {
      return reply;
    }
    JsonNode answer = moto.parse(reply);
    overlay.apply(answer);
    return reply.withBody(answer.toString());
  }

  private JsonNode body(Call call) {
    return moto.parse(new WireReply(200, Map.of(), call.request().body()));
  }
}
