package dev.nacre.storage;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import javax.sql.DataSource;

/**
 * The database by container transactions, so that record tables (plain SQL) and platform tables
 * (Panache entities) share one connection and commit together.
 */
@Singleton
public final class JtaDatabase implements Database {
  private final DataSource source;
  private final TransactionSynchronizationRegistry transactions;

  /** Over the default data source. */
  public JtaDatabase(DataSource source, TransactionSynchronizationRegistry transactions) {
    this.source = source;
    this.transactions = transactions;
  }

  @Override
  public <T> T inTransaction(Work<T> work) {
    return active() ? call(work) : inNewTransaction(work);
  }

  @Override
  public <T> T inNewTransaction(Work<T> work) {
    Callable<T> callable = () -> call(work);
    return QuarkusTransaction.requiringNew().call(callable);
  }

  @Override
  public <T> T withoutTransaction(Work<T> work) {
    Callable<T> callable = () -> call(work);
    return QuarkusTransaction.suspendingExisting().call(callable);
  }

  private boolean active() {
    return transactions.getTransactionStatus() == Status.STATUS_ACTIVE;
  }

  /** The pool gives the transaction's own connection, and keeps it open until the end. */
  private <T> T call(Work<T> work) {
    try (Connection connection = source.getConnection()) {
      return work.on(connection);
    } catch (SQLException e) {
      throw new StorageException(e);
    }
  }

  @Override
  public void afterCommit(Runnable action) {
    if (!active()) {
      action.run();
      return;
    }
    transactions.registerInterposedSynchronization(
        new Synchronization() {
          @Override
          public void beforeCompletion() {}

          @Override
          public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
              action.run();
            }
          }
        });
  }
}
