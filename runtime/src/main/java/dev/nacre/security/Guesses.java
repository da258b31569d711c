package dev.nacre.security;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Slows down whoever guesses passwords. After some wrong ones in a row each further one costs a
 * wait, twice as long every time up to a bound: for one account from one address soon, for
 * everything from an address and for an account from anywhere later. Nobody is shut out for long,
 * and from where somebody has signed in before, only their own mistakes count. While the wait lasts
 * no password is looked at, so guessing on makes it no longer. Each node counts for itself.
 */
@Singleton
final class Guesses {
  /** Where nothing went wrong for so long, counting begins anew. */
  private static final Duration FORGOTTEN = Duration.ofMinutes(15);

  private static final Limit PAIR = new Limit(5, Duration.ofMinutes(1));
  private static final Limit ADDRESS = new Limit(30, Duration.ofSeconds(10));
  private static final Limit ACCOUNT = new Limit(30, Duration.ofSeconds(10));
  private static final int MANY = 50_000;

  private final InstantSource clock;
  private final Map<Key, Count> counts = new Recent<>();
  private final Map<Key, Boolean> trusted = new Recent<>();

  /** The last ones used, so that guessing names and addresses fills no memory. */
  private static final class Recent<V> extends LinkedHashMap<Key, V> {
    private static final long serialVersionUID = 1L;

    Recent() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Key, V> eldest) {
      return size() > MANY;
    }
  }

  /** So many wrong ones are free; what is waited at most. */
  private record Limit(int free, Duration most) {}

  /** What is counted; the account or the address is null when it doesn't matter. */
  private record Key(@Nullable String account, @Nullable String address) {}

  private record Count(int wrong, Instant last) {}

  @Inject
  Guesses(InstantSource clock) {
    this.clock = clock;
  }

  /** How long nobody may try that account from that address; empty when they may. */
  synchronized Optional<Duration> wait(String account, String address) {
    Instant now = clock.instant();
    var pair = new Key(account, address);
    Duration longest = left(pair, PAIR, now);
    if (!trusted.containsKey(pair)) {
      longest = longer(longest, left(new Key(null, address), ADDRESS, now));
      longest = longer(longest, left(new Key(account, null), ACCOUNT, now));
    }
    return longest.isPositive() ? Optional.of(longest) : Optional.empty();
  }

  private Duration left(Key key, Limit limit, Instant now) {
    Count count = counts.get(key);
    if (count == null || count.wrong() < limit.free()) {
      return Duration.ZERO;
    }
    int doubled = Math.min(count.wrong() - limit.free(), 20);
    Duration wait = Duration.ofSeconds(1L << doubled);
    if (wait.compareTo(limit.most()) > 0) {
      wait = limit.most();
    }
    return Duration.between(now, count.last().plus(wait));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  /** The password was wrong. */
  synchronized void wrong(String account, String address) {
    Instant now = clock.instant();
    for (Key key : keys(account, address)) {
      Count count = counts.get(key);
      boolean anew = count == null || count.last().plus(FORGOTTEN).isBefore(now);
      counts.put(key, new Count(anew ? 1 : count.wrong() + 1, now));
    }
  }

  /** The password was right: this account is known here, and its mistakes are forgiven. */
  synchronized void right(String account, String address) {
    var pair = new Key(account, address);
    counts.remove(pair);
    trusted.put(pair, true);
  }

  private static Set<Key> keys(String account, String address) {
    var keys = new HashSet<Key>();
    keys.add(new Key(account, address));
    keys.add(new Key(null, address));
    keys.add(new Key(account, null));
    return keys;
  }
}
