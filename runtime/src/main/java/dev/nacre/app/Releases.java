package dev.nacre.app;

import dev.nacre.storage.Recurring;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Waits until a release has reached everybody. A node may believe an older one for a moment; when
 * there are other nodes, that moment is waited out.
 */
@Singleton
public final class Releases {
  private static final Duration MARGIN = Duration.ofMillis(100);

  /** A node that hasn't been seen for three of them is waited for no longer. */
  private static final Duration BEAT = Duration.ofMinutes(1);

  private final EntityManager database;
  private final UUID node = UUID.randomUUID();
  private @Nullable Recurring heart;

  Releases(EntityManager database) {
    this.database = database;
  }

  void start(@Observes StartupEvent event) {
    seen();
    heart = new Recurring("node-heartbeat", BEAT, this::seen);
  }

  void stop(@Observes ShutdownEvent event) {
    if (heart != null) {
      heart.close();
    }
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                database
                    .createNativeQuery("DELETE FROM nacre.node WHERE id = ?1")
                    .setParameter(1, node)
                    .executeUpdate());
  }

  /** Says that this node lives. */
  private void seen() {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              database
                  .createNativeQuery(
                      "INSERT INTO nacre.node (id) VALUES (?1)"
                          + " ON CONFLICT (id) DO UPDATE SET seen_at = now()")
                  .setParameter(1, node)
                  .executeUpdate();
              database
                  .createNativeQuery(
                      "DELETE FROM nacre.node WHERE seen_at < now() - interval '1 day'")
                  .executeUpdate();
            });
  }

  /** Returns when every node serves what was released before the call. */
  void await() {
    if (alone()) {
      return;
    }
    try {
      Thread.sleep(Apps.BELIEVED.plus(MARGIN));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean alone() {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                !(Boolean)
                    database
                        .createNativeQuery(
                            "SELECT EXISTS (SELECT FROM nacre.node WHERE id <> ?1"
                                + " AND seen_at > now() - interval '3 minutes')",
                            Boolean.class)
                        .setParameter(1, node)
                        .getSingleResult());
  }
}
