package dev.nacre.storage;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes time-ordered ids (UUID version 7, RFC 9562): milliseconds, a counter that keeps ids of one
 * process in order, then random bits. Ordered ids keep an index's inserts at its end.
 */
public final class Uuid7 {
  private static final int COUNTER_BITS = 12;
  private static final AtomicLong LAST =
      new AtomicLong(new SecureRandom().nextInt(1 << (COUNTER_BITS - 1)));

  private Uuid7() {}

  /** The next id; always above the one before. */
  public static UUID next() {
    long now = System.currentTimeMillis() << COUNTER_BITS;
    long stamp = LAST.updateAndGet(last -> Math.max(last + 1, now));
    long millis = stamp >>> COUNTER_BITS;
    long counter = stamp & ((1 << COUNTER_BITS) - 1);
    long high = (millis << 16) | 0x7000L | counter;
    long low = (ThreadLocalRandom.current().nextLong() >>> 2) | 0x8000000000000000L;
    return new UUID(high, low);
  }
}
