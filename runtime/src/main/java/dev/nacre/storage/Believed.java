package dev.nacre.storage;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the database said lately, believed for a while: so that many askers cost a question now and
 * then, and nobody is told anything older than that while. Towards its end one asker asks anew, and
 * the others go on meanwhile.
 *
 * @param <K> what is asked about
 * @param <V> what is said of it
 */
public final class Believed<K, V> {
  private final long nanos;
  private final int most;
  private final LongSupplier clock;
  private final Map<K, Entry<V>> entries = new ConcurrentHashMap<>();
  private final AtomicLong forgotten = new AtomicLong();

  /**
   * Nothing is believed yet.
   *
   * @param time how long something is believed
   * @param most so many at once, since what is asked about may be anybody's invention
   */
  public Believed(Duration time, int most) {
    this(time, most, System::nanoTime);
  }

  Believed(Duration time, int most, LongSupplier clock) {
    this.nanos = time.toNanos();
    this.most = most;
    this.clock = clock;
  }

  /**
   * What was said.
   *
   * @param askedAt of {@link System#nanoTime}
   * @param renewing whether somebody is asking anew
   */
  private record Entry<V>(V value, long askedAt, AtomicBoolean renewing) {}

  /** What is believed; null when it must be asked, which {@link #get} does. */
  public @Nullable V peek(K key) {
    Entry<V> entry = entries.get(key);
    if (entry == null) {
      return null;
    }
    long age = clock.getAsLong() - entry.askedAt;
    return age < early() || (age < nanos && entry.renewing.get()) ? entry.value : null;
  }

  /** What is believed, or else what is said now. */
  public V get(K key, Function<? super K, ? extends V> ask) {
    Entry<V> entry = entries.get(key);
    if (entry != null) {
      long age = clock.getAsLong() - entry.askedAt;
      if (age < early() || (age < nanos && !entry.renewing.compareAndSet(false, true))) {
        return entry.value;
      }
    }
    long before = forgotten.get();
    long now = clock.getAsLong();
    V value = ask.apply(key);
    if (forgotten.get() == before) { // else it may be what had just been forgotten
      if (entries.size() > most) {
        entries.clear();
      }
      entries.put(key, new Entry<>(value, now, new AtomicBoolean()));
    }
    return value;
  }

  private long early() {
    return nanos / 4 * 3;
  }

  /** Asks anew at the next call; what is being asked meanwhile isn't kept either. */
  public void forget(K key) {
    forgotten.incrementAndGet();
    entries.remove(key);
  }
}
