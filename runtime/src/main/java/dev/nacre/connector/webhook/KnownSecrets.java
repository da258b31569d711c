package dev.nacre.connector.webhook;

import dev.nacre.connector.RefusedException;
import dev.nacre.metadata.Problem;
import dev.nacre.security.SecretStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Secrets, remembered for a second: a storm of requests must not unseal the same one each time, and
 * a changed one must count almost at once.
 */
final class KnownSecrets {
  private static final Duration REMEMBERED = Duration.ofSeconds(1);

  private record Name(String app, String name) {}

  private record Known(Optional<String> secret, Instant until) {}

  private final SecretStore store;
  private final InstantSource clock;
  private final Map<Name, Known> known = new ConcurrentHashMap<>();

  KnownSecrets(SecretStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** The secret; refuses the request when it was never set. */
  String reveal(String app, String name) {
    return find(app, name)
        .orElseThrow(
            () -> new RefusedException(503, List.of(Problem.at("", "secret_not_set", name, app))));
  }

  /** The secret; empty when it was never set. */
  Optional<String> find(String app, String name) {
    var key = new Name(app, name);
    Instant now = clock.instant();
    Known last = known.get(key);
    if (last == null || !now.isBefore(last.until())) {
      last = new Known(store.reveal(app, name), now.plus(REMEMBERED));
      known.put(key, last);
    }
    return last.secret();
  }
}
