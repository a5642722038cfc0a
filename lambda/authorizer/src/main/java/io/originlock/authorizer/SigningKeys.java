package io.originlock.authorizer;

import io.originlock.signing.SigningKey;
import java.util.Optional;

/** The keys that signatures are accepted of. */
interface SigningKeys {

  /** The key of this id; empty if it is not honoured, or nothing is known. */
  Optional<SigningKey> find(String keyId);
}
