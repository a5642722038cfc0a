package io.originlock.lab.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.lab.net.HeaderMap;
import io.originlock.lab.net.Request;
import io.originlock.lab.net.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Changes what an endpoint is asked, or answers. */
@FunctionalInterface
interface Filter {
  ObjectMapper JSON = new ObjectMapper();

  Response NOT_IMPLEMENTED =
      Response.of(501, "application/json", "{\"message\":\"not implemented\"}");

  /** Whatever is behind a filter. */
  @FunctionalInterface
  interface Next {
    Response apply(Request request);
  }

  Response answer(Request request, Next next);

  /** The filter for some requests; others pass. */
  static Filter where(Predicate<Request> some, Filter filter) {
    return (request, next) ->
        some.test(request) ? filter.answer(request, next) : next.apply(request);
  }

  /** Calls of Parameter Store; an empty operation is all of them. */
  static Filter parameters(String operation, Filter filter) {
    return where(
        request ->
            request
                .headers()
                .first("x-amz-target")
                .filter(target -> target.startsWith("AmazonSSM." + operation))
                .isPresent(),
        filter);
  }

  /** Calls of API Gateway whose path is of this form. */
  static Filter call(String method, String path, Filter filter) {
    return where(
        request -> request.method().equals(method) && request.path().matches(path), filter);
  }

  /** Requests to deployed stages. */
  static Filter stages(Filter filter) {
    return where(request -> request.path().startsWith("/_aws/execute-api/"), filter);
  }

  static Filter instead(Response answer) {
    return (request, next) -> new Response(answer.status(), answer.headers().copy(), answer.body());
  }

  /** Changes a request's body. */
  static Filter body(Consumer<ObjectNode> change) {
    return (request, next) ->
        next.apply(
            new Request(
                request.method(),
                request.path(),
                request.query(),
                request.headers(),
                changed(request.body(), change)));
  }

  /** Changes the body of an answer that is no error. */
  static Filter reply(Consumer<ObjectNode> change) {
    return (request, next) -> {
      Response answer = next.apply(request);
      return answer.ok()
          ? new Response(answer.status(), answer.headers(), changed(answer.body(), change))
          : answer;
    };
  }

  /** Changes exports: the document, for each of its operations. */
  static Filter export(BiConsumer<ObjectNode, ObjectNode> change) {
    return call(
        "GET",
        ".*/exports/[^/]+",
        reply(
            document ->
                document
                    .path("paths")
                    .forEach(
                        path ->
                            path.forEach(
                                operation -> change.accept(document, (ObjectNode) operation)))));
  }

  /** Exports what a deployment would freeze now. */
  static Response exportedDraft(Request request, Next next) {
    String stage = "d" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
    deploy(request, next, stage);
    String path = request.path().replaceFirst("/stages/[^/]+", "/stages/" + stage);
    Response export = next.apply(request.withPath(path));
    next.apply(also(request, "DELETE", path.replaceFirst("/exports/.*", ""), ""));
    return export;
  }

  /** Deploys the API that a request is about. */
  static void deploy(Request request, Next next, String stage) {
    next.apply(
        also(
            request,
            "POST",
            "/restapis/" + request.path().split("/")[2] + "/deployments",
            "{\"stageName\":\"" + stage + "\"}"));
  }

  /** Asks once more with names in lower case, and then as the lock writes them. */
  static Response inOtherLetters(Request request, Next next) {
    Response lower = next.apply(named(request, name -> name.toLowerCase(Locale.ROOT)));
    return lower.status() == 403
        ? next.apply(
            named(
                request,
                name ->
                    Pattern.compile("\\b[a-z]")
                        .matcher(name.toLowerCase(Locale.ROOT))
                        .replaceAll(first -> first.group().toUpperCase(Locale.ROOT))))
        : lower;
  }

  private static Request named(Request request, UnaryOperator<String> name) {
    HeaderMap headers = new HeaderMap();
    request.headers().each((each, value) -> headers.add(name.apply(each), value));
    return new Request(request.method(), request.path(), request.query(), headers, request.body());
  }

  private static Request also(Request request, String method, String path, String body) {
    return new Request(
        method,
        path,
        null,
        request.headers().copy().set("content-type", "application/json"),
        body.getBytes(StandardCharsets.UTF_8));
  }

  static Response json(String body) {
    return Response.of(200, "application/json", body);
  }

  static Response html(int status) {
    return Response.of(status, "text/html", "<html><body>Nothing to see here</body></html>");
  }

  private static byte[] changed(byte[] body, Consumer<ObjectNode> change) {
    try {
      JsonNode document = JSON.readTree(body);
      if (document instanceof ObjectNode object) {
        change.accept(object);
      }
      return JSON.writeValueAsBytes(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
