package dev.nacre.workflow;

import dev.nacre.metadata.NacreException;
import dev.nacre.storage.Database;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/**
 * Lets what somebody set off go as far as it can before they are answered: branches, items and
 * other workflows that their instance started, and whoever waits for its end. All of it is stored
 * already; what is left over here, or breaks, is the workers'.
 */
@Singleton
final class Following {
  private static final System.Logger LOG = System.getLogger(Following.class.getName());

  /** So many advance before the answer. */
  private static final int MOST = 200;

  /** Nobody waits longer than that for what others have in hand. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(3);

  private final Database database;
  private final InstanceLocks locks;
  private final WorkQueue queue;
  private final InstantSource clock;

  Following(Database database, InstanceLocks locks, WorkQueue queue, InstantSource clock) {
    this.database = database;
    this.locks = locks;
    this.queue = queue;
    this.clock = clock;
  }

  /**
   * Once its transaction is committed: goes on with whom an instance has started or told.
   *
   * @param movedOthers whether it has
   */
  void after(Instance instance, boolean movedOthers) {
    if (movedOthers) {
      database.afterCommit(() -> follow(instance.id()));
    }
  }

  private void follow(UUID id) {
    long began = System.nanoTime();
    int advanced = 0;
    try {
      while (advanced < MOST && System.nanoTime() - began < PATIENCE.toNanos()) {
        List<UUID> moving = locks.moving(id, clock.instant(), MOST);
        if (moving.isEmpty()) {
          return;
        }
        int some = queue.advance(moving);
        advanced += some;
        if (some == 0) {
          // a worker has them
          Thread.sleep(LOOK_AGAIN);
        }
      }
    } catch (NacreException e) {
      LOG.log(System.Logger.Level.WARNING, "what " + id + " set off goes on later", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
