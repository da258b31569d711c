package dev.nacre.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.function.Supplier;

/**
 * The database, by transactions. Calls within a transaction join it, so that a record, its history
 * and the workflow it starts are written together or not at all.
 */
public interface Database {

  /** Work on a connection. */
  interface Work<T> {
    /** Does it; the connection must not be closed, committed or kept. */
    T on(Connection connection) throws SQLException;
  }

  /**
   * Runs in the current transaction, or in a new one that commits when the work returns and rolls
   * back when it throws.
   *
   * @throws StorageException for any {@link SQLException}
   */
  <T> T inTransaction(Work<T> work);

  /** Whether the caller is within a transaction, which what it runs would join. */
  boolean joins();

  /**
   * Runs what only reads: in the current transaction, so that it sees what that one has written; or
   * else without one, each statement by itself, which is as true and half as long.
   *
   * @throws StorageException for any {@link SQLException}
   */
  <T> T reading(Work<T> work);

  /** Runs in a transaction of its own, whatever the caller is in. */
  <T> T inNewTransaction(Work<T> work);

  /** Does the work in a transaction of its own, and undoes everything that was written in it. */
  default <T> T trying(Supplier<T> work) {
    var result = new ArrayList<T>(1);
    try {
      inNewTransaction(
          connection -> {
            result.add(work.get());
            throw new TriedException();
          });
    } catch (TriedException expected) {
      // that is the point
    }
    return result.getFirst();
  }

  /** Takes back what was only tried. */
  final class TriedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TriedException() {
      super("what is tried is never kept", null, false, false);
    }
  }

  /**
   * Runs without a transaction, each statement by itself, as {@code CREATE INDEX CONCURRENTLY}
   * needs.
   */
  <T> T withoutTransaction(Work<T> work);

  /** Runs after the current transaction has committed; at once when there is none. */
  void afterCommit(Runnable action);
}
