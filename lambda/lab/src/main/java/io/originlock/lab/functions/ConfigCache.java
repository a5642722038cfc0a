package io.originlock.lab.functions;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * What was read of functions' configurations, until somebody changes any: the data plane asks for
 * every request.
 */
final class ConfigCache<T> {
  private final Map<String, T> known = new ConcurrentHashMap<>();
  private final AtomicLong changes = new AtomicLong();

  T get(String key, Function<String, T> read) {
    T found = known.get(key);
    if (found != null) {
      return found;
    }
    long before = changes.get();
    T value = read.apply(key);
    known.put(key, value);
    if (changes.get() != before) {
      // Whatever was read may be of before the change.
      known.remove(key);
    }
    return value;
  }

  void clear() {
    changes.incrementAndGet();
    known.clear();
  }
}
