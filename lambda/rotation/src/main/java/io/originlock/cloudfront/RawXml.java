package io.originlock.cloudfront;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Hands out the body of an answer as it was received, and sends a body as it is given, where the
 * call asks for it by an attribute. Everything else about the calls (signing, retries, errors)
 * stays the SDK's.
 */
final class RawXml implements ExecutionInterceptor {
  /** Where the body of the answer goes. */
  static final ExecutionAttribute<AtomicReference<byte[]>> RECEIVED =
      new ExecutionAttribute<>("OriginLockReceived");

  /** The body to send in place of the SDK's own. */
  static final ExecutionAttribute<byte[]> SENT = new ExecutionAttribute<>("OriginLockSent");

  @Override
  public SdkHttpRequest modifyHttpRequest(
      Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
    byte[] body = attributes.getAttribute(SENT);
    return body == null
        ? context.httpRequest()
        : context.httpRequest().toBuilder()
            .putHeader("Content-Length", Integer.toString(body.length))
            .putHeader("Content-Type", "application/xml")
            .build();
  }

  @Override
  public Optional<RequestBody> modifyHttpContent(
      Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
    byte[] body = attributes.getAttribute(SENT);
    return body == null ? context.requestBody() : Optional.of(RequestBody.fromBytes(body));
  }

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    AtomicReference<byte[]> received = attributes.getAttribute(RECEIVED);
    if (received == null
        || context.responseBody().isEmpty()
        || !context.httpResponse().isSuccessful()) {
      return context.responseBody();
    }
    try (InputStream body = context.responseBody().get()) {
      byte[] bytes = body.readAllBytes();
      // URL connections end a broken answer as if it were whole.
      boolean whole =
          context
              .httpResponse()
              .firstMatchingHeader("Content-Length")
              .map(length -> length.strip().equals(Integer.toString(bytes.length)))
              .orElse(true);
      if (!whole) {
        throw new EOFException("The answer is shorter than announced.");
      }
      received.set(bytes);
      return Optional.of(new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw RetryableException.create("The connection broke within CloudFront's answer.", e);
    }
  }
}
