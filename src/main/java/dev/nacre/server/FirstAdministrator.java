package dev.nacre.server;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/**
 * Keeps Nacre from starting on somebody's own database when nobody could sign in: there a password
 * is never made up.
 */
final class FirstAdministrator {
  static final String VARIABLE = "NACRE_ADMIN_PASSWORD";

  private FirstAdministrator() {}

  static void require(DatabaseAddress address, Map<String, String> environment) {
    if (!environment.getOrDefault(VARIABLE, "").isBlank()) {
      return;
    }
    try (Connection connection =
            DriverManager.getConnection(address.url(), address.user(), address.password());
        Statement statement = connection.createStatement()) {
      if (!hasRow(statement, "SELECT to_regclass('nacre.user_account') IS NOT NULL")
          || !hasRow(statement, "SELECT EXISTS (SELECT FROM nacre.user_account)")) {
        throw new StartException("server.no_admin_password", VARIABLE);
      }
    } catch (SQLException e) {
      throw new StartException("server.database_unreachable", address.url(), e.getMessage());
    }
  }

  private static boolean hasRow(Statement statement, String question) throws SQLException {
    try (ResultSet answer = statement.executeQuery(question)) {
      return answer.next() && answer.getBoolean(1);
    }
  }
}
