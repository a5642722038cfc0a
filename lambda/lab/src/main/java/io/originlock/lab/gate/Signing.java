package io.originlock.lab.gate;

import io.originlock.lab.net.Request;
import java.time.Duration;
import java.time.Instant;

/** How requests are signed with a secret that they do not carry. */
public interface Signing {

  /** How long the lab has signatures be good for. */
  Duration window();

  /** The request, signed at this time with a secret's text by an id of one's choice. */
  Request sign(Request request, String id, String text, Instant now);
}
