package dev.nacre.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.function.Supplier;

/**
 * Work of a name of which one is done at a time, on whichever node. A session's lock says whose
 * turn it is, so that it is over when the node dies; no transaction is kept open for it, which
 * indexes that are built online would wait for.
 */
public final class Turn {
  /** Asked for instead of waited for: a statement that waits is a transaction, too. */
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Database database;
  private final String name;

  /** Of that work; the same name on the same database is the same work. */
  public Turn(Database database, String name) {
    this.database = database;
    this.name = name;
  }

  /** Somebody else's turn lasted longer than one would wait. */
  public static final class TakenException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Does it when its turn comes. Within the work it isn't asked for again.
   *
   * @param patience how long to wait for it
   * @throws TakenException when others took longer; then nothing was done
   */
  public <T> T take(Duration patience, Supplier<T> work) throws TakenException {
    var done = new ArrayList<T>(1);
    database.withoutTransaction(
        connection -> {
          if (mine(connection, patience)) {
            try {
              done.add(work.get());
            } finally {
              ask(connection, "select pg_advisory_unlock(hashtextextended(?, 0))");
            }
          }
          return done;
        });
    if (done.isEmpty()) {
      throw new TakenException();
    }
    return done.getFirst();
  }

  private boolean mine(Connection connection, Duration patience) throws SQLException {
    long until = System.nanoTime() + patience.toNanos();
    while (!ask(connection, "select pg_try_advisory_lock(hashtextextended(?, 0))")) {
      if (System.nanoTime() >= until) {
        return false;
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  private boolean ask(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, name);
      try (ResultSet answer = statement.executeQuery()) {
        return answer.next() && answer.getBoolean(1);
      }
    }
  }
}
