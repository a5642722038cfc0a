package io.originlock.lab.control.cloudfront;

import java.time.Instant;

/**
 * A policy as the control plane keeps it.
 *
 * @param config the content of its {@code …PolicyConfig} element, as submitted
 */
record Policy(
    PolicyKind kind,
    String id,
    String name,
    String etag,
    Instant modified,
    String config,
    boolean managed) {

  /** The element that answers have. */
  String xml() {
    return "<%1$s><Id>%2$s</Id><LastModifiedTime>%3$s</LastModifiedTime>%4$s</%1$s>"
        .formatted(kind.element(), id, modified, configXml());
  }

  String configXml() {
    return "<%1$sConfig>%2$s</%1$sConfig>".formatted(kind.element(), config);
  }
}
