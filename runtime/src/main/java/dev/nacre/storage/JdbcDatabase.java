package dev.nacre.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A database by plain JDBC transactions, one connection a thread. */
public final class JdbcDatabase implements Database {
  private final DataSource source;

  // one per database, since a test may have several; instances live as long as the process
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<@Nullable Transaction> current = new ThreadLocal<>();

  private record Transaction(Connection connection, List<Runnable> afterCommit) {}

  /** Over that source; connections are taken per transaction and given back. */
  public JdbcDatabase(DataSource source) {
    this.source = source;
  }

  @Override
  public <T> T inTransaction(Work<T> work) {
    Transaction joined = current.get();
    return joined == null ? inNewTransaction(work) : on(work, joined.connection());
  }

  @Override
  public boolean joins() {
    return current.get() != null;
  }

  @Override
  public <T> T reading(Work<T> work) {
    Transaction joined = current.get();
    return joined == null ? withoutTransaction(work) : on(work, joined.connection());
  }

  @Override
  public <T> T inNewTransaction(Work<T> work) {
    Transaction outer = current.get();
    T result;
    Transaction own;
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      own = new Transaction(connection, new ArrayList<>());
      current.set(own);
      boolean done = false;
      try {
        result = work.on(connection);
        connection.commit();
        done = true;
      } finally {
        if (!done) {
          connection.rollback();
        }
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new StorageException(e);
    } finally {
      current.set(outer);
    }
    own.afterCommit().forEach(Runnable::run);
    return result;
  }

  @Override
  public <T> T withoutTransaction(Work<T> work) {
    try (Connection connection = source.getConnection()) {
      return work.on(connection);
    } catch (SQLException e) {
      throw new StorageException(e);
    }
  }

  @Override
  public void afterCommit(Runnable action) {
    Transaction joined = current.get();
    if (joined == null) {
      action.run();
    } else {
      joined.afterCommit().add(action);
    }
  }

  private static <T> T on(Work<T> work, Connection connection) {
    try {
      return work.on(connection);
    } catch (SQLException e) {
      throw new StorageException(e);
    }
  }
}
