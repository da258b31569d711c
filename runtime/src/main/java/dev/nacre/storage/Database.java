package dev.nacre.storage;

import java.sql.Connection;
import java.sql.SQLException;

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

  /**
   * Runs what only reads: in the current transaction, so that it sees what that one has written; or
   * else without one, each statement by itself, which is as true and half as long.
   *
   * @throws StorageException for any {@link SQLException}
   */
  <T> T reading(Work<T> work);

  /** Runs in a transaction of its own, whatever the caller is in. */
  <T> T inNewTransaction(Work<T> work);

  /**
   * Runs without a transaction, each statement by itself, as {@code CREATE INDEX CONCURRENTLY}
   * needs.
   */
  <T> T withoutTransaction(Work<T> work);

  /** Runs after the current transaction has committed; at once when there is none. */
  void afterCommit(Runnable action);
}
