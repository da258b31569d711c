package dev.nacre.connector.database;

import dev.nacre.connector.Call;
import dev.nacre.connector.database.DatabaseConnector.Engine;
import dev.nacre.connector.database.DatabaseConnector.Settings;
import dev.nacre.security.egress.EgressPolicy;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.Properties;

/** Opens connections that can only read, to vetted addresses. */
final class Connecting {
  private static final int PATIENCE_SECONDS = 5;

  private Connecting() {}

  static Connection open(EgressPolicy policy, Settings settings, Call call) throws SQLException {
    InetSocketAddress to =
        policy.vet(call.caller(), settings.host(), settings.connectTo()).getFirst();
    boolean postgres = settings.engine() == Engine.POSTGRESQL;
    Properties properties = postgres ? postgres(settings) : mariadb(settings);
    properties.put("user", settings.user());
    if (settings.password() != null) {
      properties.put("password", call.secret(settings.password().secret()));
    }
    // by number: the name was looked up and vetted once
    String address = to.getAddress().getHostAddress();
    String host = to.getAddress() instanceof Inet6Address ? "[" + address + "]" : address;
    Connection connection =
        DriverManager.getConnection(
            "jdbc:%s://%s:%d/%s"
                .formatted(
                    postgres ? "postgresql" : "mariadb", host, to.getPort(), settings.name()),
            properties);
    boolean ready = false;
    try {
      zone(connection, postgres, call);
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      ready = true;
      return connection;
    } finally {
      if (!ready) {
        connection.close();
      }
    }
  }

  /** So that stored moments come as the connector's zone has them. */
  private static void zone(Connection connection, boolean postgres, Call call) throws SQLException {
    ZoneOffset offset = call.zone().getRules().getOffset(call.scope().now());
    String hours = offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId();
    try (Statement set = connection.createStatement()) {
      set.execute(
          postgres
              ? "SET TIME ZONE INTERVAL '" + hours + "' HOUR TO MINUTE"
              : "SET time_zone = '" + hours + "'");
    }
  }

  private static Properties mariadb(Settings settings) {
    var properties = new Properties();
    properties.put("connectTimeout", String.valueOf(PATIENCE_SECONDS * 1000));
    properties.put("socketTimeout", String.valueOf(settings.longest().plusSeconds(5).toMillis()));
    properties.put("allowLocalInfile", "false");
    properties.put(
        "sslMode",
        switch (settings.secured()) {
          case TLS -> "verify-ca";
          case ENCRYPTED -> "trust";
          case NONE -> "disable";
        });
    return properties;
  }

  private static Properties postgres(Settings settings) {
    var properties = new Properties();
    properties.put("connectTimeout", String.valueOf(PATIENCE_SECONDS));
    properties.put("socketTimeout", String.valueOf(settings.longest().toSeconds() + 5));
    properties.put("ApplicationName", "Nacre");
    switch (settings.secured()) {
      case TLS -> {
        properties.put("sslmode", "verify-ca");
        properties.put("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
      }
      case ENCRYPTED -> properties.put("sslmode", "require");
      case NONE -> properties.put("sslmode", "disable");
    }
    return properties;
  }
}
