package io.originlock.authorizer;

import java.util.Map;
import javax.crypto.SecretKey;

/** Where the honoured keys are kept. */
interface KeySource {

  /**
   * All honoured keys by their ids.
   *
   * @throws KeySourceException if they cannot be read
   */
  Map<String, SecretKey> read();
}
