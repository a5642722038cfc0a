package io.originlock.lab.control;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** What was read of moto, until somebody changes any of it: who asks does so for every request. */
public final class ConfigCache<T> {
  private final Map<String, T> known = new ConcurrentHashMap<>();
  private final AtomicLong changes = new AtomicLong();

  /** What is known of a key, or else read. */
  public T get(String key, Function<String, T> read) {
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

  /** Forgets all: something was changed. */
  public void clear() {
    changes.incrementAndGet();
    known.clear();
  }
}
