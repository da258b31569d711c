package dev.nacre.workflow;

import dev.nacre.storage.Database;
import dev.nacre.storage.DatabaseOver;
import dev.nacre.storage.StorageException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A database that counts its transactions, and those that lost against another one. */
final class Losses extends DatabaseOver {
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger deadlocks = new AtomicInteger();

  Losses(Database inner) {
    super(inner);
  }

  /** Transactions of their own that were begun so far. */
  int begun() {
    return begun.get();
  }

  /** How often PostgreSQL found two waiting for each other. */
  int deadlocks() {
    return deadlocks.get();
  }

  private <T> T counting(Supplier<T> work) {
    try {
      return work.get();
    } catch (StorageException e) {
      if (e.sqlState().equals("40P01")) {
        deadlocks.incrementAndGet();
      }
      throw e;
    }
  }

  @Override
  public <T> T inTransaction(Work<T> work) {
    return counting(() -> super.inTransaction(work));
  }

  @Override
  public <T> T inNewTransaction(Work<T> work) {
    begun.incrementAndGet();
    return counting(() -> super.inNewTransaction(work));
  }
}
