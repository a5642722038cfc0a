package io.originlock.authorizer;

import io.originlock.signing.SigningKey;
import java.util.Map;

/** Where the honoured keys are kept. */
interface KeySource {

  /**
   * All honoured keys by their ids.
   *
   * @throws KeySourceException if they cannot be read
   */
  Map<String, SigningKey> read();
}
