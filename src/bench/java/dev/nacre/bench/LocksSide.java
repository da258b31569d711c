package dev.nacre.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * What everybody writes first: lock the shelf, look whether there is enough, take it, note for
 * whom, commit; an order at a time.
 */
final class LocksSide implements Rival.Work {
  private static final int THREADS = 16;
  private static final int STOCK = 100_000_000;

  private final DataSource database;

  LocksSide(DataSource database) throws SQLException {
    this.database = database;
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          create table hot_shelf (sku text primary key, available numeric not null,
            reserved numeric not null);
          create table hot_hold (id uuid primary key, sku text not null, holder uuid not null,
            quantity numeric not null, made_at timestamptz not null);
          create index hot_hold_holder on hot_hold (holder);
          insert into hot_shelf values ('HOT', %d, 0)\
          """
              .formatted(STOCK));
    }
  }

  @Override
  public double run(Duration time) throws Exception {
    double rate = Threads.rate(THREADS, time, thread -> order());
    check();
    return rate;
  }

  private int order() throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement lock =
              connection.prepareStatement(
                  "select available from hot_shelf where sku = 'HOT' for update");
          PreparedStatement take =
              connection.prepareStatement(
                  "update hot_shelf set available = available - 1, reserved = reserved + 1"
                      + " where sku = 'HOT'");
          PreparedStatement hold =
              connection.prepareStatement("insert into hot_hold values (?, 'HOT', ?, 1, now())")) {
        try (ResultSet row = lock.executeQuery()) {
          row.next();
          if (row.getBigDecimal(1).signum() <= 0) {
            throw new IllegalStateException("sold out");
          }
        }
        take.executeUpdate();
        hold.setObject(1, UUID.randomUUID());
        hold.setObject(2, UUID.randomUUID());
        hold.executeUpdate();
        connection.commit();
      } finally {
        connection.setAutoCommit(true);
      }
    }
    return 1;
  }

  private void check() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select reserved = (select sum(quantity) from hot_hold), available + reserved"
                    + " from hot_shelf")) {
      row.next();
      if (!row.getBoolean(1) || row.getLong(2) != STOCK) {
        throw new IllegalStateException("it doesn't add up");
      }
    }
  }
}
