package io.originlock.simulation;

import io.originlock.model.LockState;
import io.originlock.port.Published.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Parameter Store: the log of states and the published document, with what they were lately. */
public final class Ledger {
  private final VirtualTime time;
  private final List<Entry> entries = new ArrayList<>();
  private final TreeMap<Long, Entry> live = new TreeMap<>();
  private final List<Edition> editions = new ArrayList<>();
  private Observer observer;

  Ledger(VirtualTime time) {
    this.time = time;
    editions.add(new Edition(new Document(0, List.of()), -1));
  }

  void observer(Observer watch) {
    observer = watch;
  }

  /** A parameter of the log; {@code state} is null if nobody can read it. */
  public static final class Entry {
    final long sequence;
    public final LockState state;
    final long writtenAt;
    long deletedAt = Long.MAX_VALUE;

    private Entry(long sequence, LockState state, long writtenAt) {
      this.sequence = sequence;
      this.state = state;
      this.writtenAt = writtenAt;
    }
  }

  /** The published document from a moment on. */
  record Edition(Document document, long writtenAt) {}

  /** The entry of that number as it was so many milliseconds ago; null if there was none. */
  Entry entry(long sequence, long staleness) {
    if (staleness == 0) {
      return live.get(sequence);
    }
    long at = time.now() - staleness;
    for (int i = entries.size() - 1; i >= 0; i--) {
      Entry entry = entries.get(i);
      if (entry.sequence == sequence && entry.writtenAt <= at && entry.deletedAt > at) {
        return entry;
      }
    }
    return null;
  }

  /** The entry of the highest number as it was so many milliseconds ago; null if there was none. */
  public Entry newest(long staleness) {
    if (staleness == 0) {
      return live.isEmpty() ? null : live.lastEntry().getValue();
    }
    long at = time.now() - staleness;
    Entry newest = null;
    for (Entry entry : entries) {
      if (entry.writtenAt <= at
          && entry.deletedAt > at
          && (newest == null || entry.sequence > newest.sequence)) {
        newest = entry;
      }
    }
    return newest;
  }

  /** Creates an entry; whether there was none of that number. */
  boolean append(long sequence, LockState state, Cause cause) {
    if (live.containsKey(sequence)) {
      return false;
    }
    Entry entry = new Entry(sequence, state, time.now());
    entries.add(entry);
    live.put(sequence, entry);
    if (state != null) {
      observer.appended(state, cause);
    }
    return true;
  }

  void delete(long sequence) {
    Entry entry = live.remove(sequence);
    if (entry != null) {
      entry.deletedAt = time.now();
    }
  }

  TreeMap<Long, Entry> live() {
    return live;
  }

  Document published(long staleness) {
    return editionAt(time.now() - staleness).document();
  }

  Edition editionAt(long at) {
    for (int i = editions.size() - 1; i > 0; i--) {
      if (editions.get(i).writtenAt() <= at) {
        return editions.get(i);
      }
    }
    return editions.get(0);
  }

  /** Whether a writer that woke up late put an older document in place of a newer one. */
  boolean putBack() {
    long now = editions.get(editions.size() - 1).document().sequence();
    return editions.stream().anyMatch(edition -> edition.document().sequence() > now);
  }

  /** Everything that was ever published, oldest first. */
  List<Edition> editions() {
    return editions;
  }

  void publish(Document document, Cause cause) {
    editions.add(new Edition(document, time.now()));
    observer.published(document, cause);
  }
}
