package dev.nacre.storage;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/**
 * Ids that sort by the time they were made (RFC 9562, version 7): 48 bits of milliseconds, 12 bits
 * that count within one, 62 random bits. Within one process they only ever grow, even when the
 * clock steps back.
 */
public final class UuidV7 {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int COUNTER_BITS = 12;
  private static long last;

  private UuidV7() {}

  /** A new id for that moment. */
  public static UUID at(Instant moment) {
    long tick = next(moment.toEpochMilli() << COUNTER_BITS);
    long millis = tick >>> COUNTER_BITS;
    long counter = tick & ((1L << COUNTER_BITS) - 1);
    return new UUID(
        (millis << 16) | 0x7000L | counter,
        (RANDOM.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L);
  }

  private static synchronized long next(long wanted) {
    last = Math.max(wanted, last + 1);
    return last;
  }
}
