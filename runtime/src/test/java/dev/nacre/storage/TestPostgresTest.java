package dev.nacre.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class TestPostgresTest {

  @Test
  void givesEachCallerADatabaseOfItsOwn() throws SQLException {
    DataSource one = TestPostgres.freshDatabase();
    DataSource other = TestPostgres.freshDatabase();
    try (Connection connection = one.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE mine (id int)");
    }
    assertThat(exists(one, "mine")).isTrue();
    assertThat(exists(other, "mine")).isFalse();
  }

  private static boolean exists(DataSource database, String table) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT to_regclass('" + table + "') IS NOT NULL")) {
      row.next();
      return row.getBoolean(1);
    }
  }
}
