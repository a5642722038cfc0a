package io.originlock.cloudfront;

import io.originlock.survey.Caching;
import io.originlock.survey.Forwarding;
import java.util.Optional;

/** Tells what the policies say that behaviours refer to. */
interface PolicyBook {
  /** One that knows none. */
  PolicyBook CLOSED =
      new PolicyBook() {
        @Override
        public Optional<CachePolicy> cache(String id) {
          return Optional.empty();
        }

        @Override
        public Optional<Forwarding> originRequest(String id) {
          return Optional.empty();
        }
      };

  /** Empty if it is not known. */
  Optional<CachePolicy> cache(String id);

  /** What it sends on beside what the cache policy does; empty if it is not known. */
  Optional<Forwarding> originRequest(String id);

  /**
   * What a cache policy says: what is in the key goes on as well.
   *
   * @param caching how answers are kept
   * @param forwarding what goes on
   */
  record CachePolicy(Caching caching, Forwarding forwarding) {}
}
