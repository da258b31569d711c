package dev.nacre.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * What everybody writes first: what arrives is inserted, a row a transaction, on eight connections;
 * no HTTP before it, and nobody looks who sent it.
 */
final class InsertSide implements Rival.Work {
  private static final int THREADS = 8;

  private final DataSource database;
  private final AtomicLong number = new AtomicLong();

  InsertSide(DataSource database) throws SQLException {
    this.database = database;
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          create table arrived (id bigint generated always as identity primary key,
            connector text not null, body text not null, state text not null,
            received_at timestamptz not null);
          create index arrived_waiting on arrived (id) where state = 'received'\
          """);
    }
  }

  @Override
  public double run(Duration time) throws Exception {
    return Threads.rate(THREADS, time, thread -> insert());
  }

  private int insert() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into arrived (connector, body, state, received_at)"
                    + " values ('post', ?, 'received', now())")) {
      insert.setString(1, Arriving.event(number.incrementAndGet()));
      return insert.executeUpdate();
    }
  }
}
