package dev.nacre.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Our queue: instances that are ready. They are put in as triggers do it, by the hundred in a
 * transaction, and worked off by the packaged application: taken with {@code SKIP LOCKED}, run, and
 * left as done, each with its timeline.
 */
final class Queued {
  /** So many are put in before somebody looks whether the workers come after. */
  static final int AHEAD = 4000;

  /**
   * Looking costs the database something, which the other side, in one JVM, doesn't pay: so it is
   * done seldom, and up to twice as many may wait.
   */
  private static final Duration LOOK = Duration.ofMillis(50);

  private static final int BATCH = 100;
  private static final String PUT =
      """
      insert into nacre.workflow_instance (id, app, workflow, version, state, input, problems, depth,
        steps, started_by, started_at, updated_at, since, ready_at)
      select uuidv7(), 'bench', 'jot', 1, 'ready', '{}', '[]', 0, '{}', 'connector:shop', now(), now(), now(),
        now()
        from generate_series(1, %d)\
      """
          .formatted(BATCH);
  private static final String LEFT =
      "select count(*) from (select 1 from nacre.workflow_instance where state = 'ready' limit "
          + AHEAD
          + ") left_over";

  private final Nacre nacre;

  Queued(Nacre nacre) {
    this.nacre = nacre;
  }

  /** Keeps it fed until the time is over, and waits until all is done. */
  double run(Duration time) throws IOException, SQLException, InterruptedException {
    long began = System.nanoTime();
    long end = began + time.toNanos();
    long put = 0;
    try (Connection connection = nacre.connect();
        PreparedStatement insert = connection.prepareStatement(PUT);
        Statement look = connection.createStatement()) {
      while (System.nanoTime() < end) {
        if (put % AHEAD == 0 && left(look) >= AHEAD) {
          Thread.sleep(LOOK);
        } else {
          put += insert.executeUpdate();
        }
      }
      while (left(look) > 0) {
        Thread.sleep(LOOK);
      }
    }
    return put / ((System.nanoTime() - began) / 1e9);
  }

  private static int left(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery(LEFT)) {
      row.next();
      return row.getInt(1);
    }
  }
}
