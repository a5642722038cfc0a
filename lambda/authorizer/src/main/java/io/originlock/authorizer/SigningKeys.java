package io.originlock.authorizer;

import java.util.Optional;
import javax.crypto.SecretKey;

/** The keys that signatures are accepted of. */
interface SigningKeys {

  /** The key of this id; empty if it is not honoured, or nothing is known. */
  Optional<SecretKey> find(String keyId);
}
