package dev.nacre.workflow;

import dev.nacre.storage.Database;
import dev.nacre.storage.DatabaseOver;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A database in a storm: of some transactions the process dies before their commit, of some right
 * after it, before anybody has heard of it; and of some the server cuts the connection off between
 * two statements.
 */
final class Storm extends DatabaseOver {
  /** About so many has a batch. */
  private static final int STATEMENTS = 25;

  private final Weather weather;

  // a node's threads have transactions of their own
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<@Nullable Transaction> current = new ThreadLocal<>();

  /** One under way, and how many statements it has left; below zero for all that it wants. */
  private static final class Transaction {
    private int left;

    Transaction(int left) {
      this.left = left;
    }
  }

  /** How bad it is, for all nodes together. */
  static final class Weather {
    final AtomicInteger deaths = new AtomicInteger();
    final AtomicInteger cuts = new AtomicInteger();
    private final RandomGenerator random;
    private volatile int percent;

    /** None yet. */
    Weather(RandomGenerator random) {
      this.random = random;
    }

    /** From now on, so many of a hundred transactions come to harm. */
    void worst(int newPercent) {
      percent = newPercent;
    }

    private synchronized int draw(int bound) {
      return random.nextInt(bound);
    }

    private boolean strikes() {
      return percent > 0 && draw(100) < percent;
    }
  }

  /** The process is gone; no code of ours may catch it. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  Storm(Database inner, Weather weather) {
    super(inner);
    this.weather = weather;
  }

  @Override
  public <T> T inNewTransaction(Work<T> work) {
    if (!weather.strikes()) {
      return within(new Transaction(-1), work);
    }
    return switch (weather.draw(3)) {
      case 0 ->
          within(
              new Transaction(-1),
              connection -> {
                var unused = work.on(connection);
                weather.deaths.incrementAndGet();
                throw new Killed();
              });
      case 1 -> {
        var unused = within(new Transaction(-1), work);
        weather.deaths.incrementAndGet();
        throw new Killed();
      }
      default -> within(new Transaction(weather.draw(STATEMENTS)), work);
    };
  }

  private <T> T within(Transaction transaction, Work<T> work) {
    Transaction outer = current.get();
    current.set(transaction);
    try {
      return super.inNewTransaction(work);
    } finally {
      current.set(outer);
    }
  }

  @Override
  public <T> T inTransaction(Work<T> work) {
    return current.get() == null ? inNewTransaction(work) : super.inTransaction(struck(work));
  }

  @Override
  public <T> T reading(Work<T> work) {
    return super.reading(struck(work));
  }

  private <T> Work<T> struck(Work<T> work) {
    Transaction transaction = current.get();
    if (transaction == null || transaction.left-- != 0) {
      return work;
    }
    return connection -> {
      terminate(connection);
      return work.on(connection);
    };
  }

  /** As an administrator or a failing network would, from outside. */
  private void terminate(Connection connection) throws SQLException {
    int process;
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      process = row.getInt(1);
    }
    weather.cuts.incrementAndGet();
    super.withoutTransaction(
        other -> {
          try (Statement statement = other.createStatement()) {
            return statement.execute("SELECT pg_terminate_backend(" + process + ", 5000)");
          }
        });
  }
}
