package dev.nacre.storage;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.QuarkusTransactionException;
import io.quarkus.narayana.jta.TransactionRunnerOptions;
import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;

/**
 * The application's database, by the container's transactions: entities and plain SQL within one
 * transaction share its connection, and are written together or not at all.
 */
@Singleton
public final class JtaDatabase implements Database {
  private final DataSource source;
  private final TransactionSynchronizationRegistry transactions;
  private final ThreadLocal<@Nullable List<Runnable>> afterCommit = new ThreadLocal<>();

  JtaDatabase(DataSource source, TransactionSynchronizationRegistry transactions) {
    this.source = source;
    this.transactions = transactions;
  }

  @Override
  public <T> T inTransaction(Work<T> work) {
    return joins() ? here(work) : inNewTransaction(work);
  }

  @Override
  public boolean joins() {
    return transactions.getTransactionKey() != null;
  }

  @Override
  public <T> T reading(Work<T> work) {
    return here(work);
  }

  /**
   * Within the current transaction, or none. What the work raises doesn't doom the transaction: who
   * began it rolls back when it comes that far, and who catches it before has a savepoint.
   */
  private <T> T here(Work<T> work) {
    try (Connection connection = source.getConnection()) {
      // the pool's wrapper refuses to roll back to a savepoint within a transaction
      return work.on(connection.unwrap(PgConnection.class));
    } catch (SQLException e) {
      throw new StorageException(e);
    }
  }

  @Override
  public <T> T inNewTransaction(Work<T> work) {
    List<Runnable> outer = afterCommit.get();
    List<Runnable> own = new ArrayList<>();
    afterCommit.set(own);
    T result;
    try {
      result = run(QuarkusTransaction.requiringNew(), work);
    } finally {
      afterCommit.set(outer);
    }
    own.forEach(Runnable::run);
    return result;
  }

  @Override
  public <T> T withoutTransaction(Work<T> work) {
    List<Runnable> outer = afterCommit.get();
    afterCommit.remove();
    try {
      return run(QuarkusTransaction.suspendingExisting(), work);
    } finally {
      afterCommit.set(outer);
    }
  }

  @Override
  public void afterCommit(Runnable action) {
    List<Runnable> own = afterCommit.get();
    if (own != null) {
      own.add(action);
    } else if (joins()) {
      transactions.registerInterposedSynchronization(new AfterCommit(action));
    } else {
      action.run();
    }
  }

  private <T> T run(TransactionRunnerOptions how, Work<T> work) {
    try {
      return how.call(() -> here(work));
    } catch (QuarkusTransactionException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof SQLException sql) {
          throw new StorageException(sql);
        }
      }
      // what the work itself raised goes on as it was
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }

  /** For transactions that somebody else began. */
  private record AfterCommit(Runnable action) implements Synchronization {
    @Override
    public void beforeCompletion() {
      // only what follows matters
    }

    @Override
    public void afterCompletion(int status) {
      if (status == Status.STATUS_COMMITTED) {
        action.run();
      }
    }
  }
}
