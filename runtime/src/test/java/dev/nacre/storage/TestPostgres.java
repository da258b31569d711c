package dev.nacre.storage;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * A real PostgreSQL for tests: started once per JVM, at the first call, and stopped when the JVM
 * ends. Every caller gets a database of its own, so tests need neither cleaning up nor an order. It
 * forgets on a crash (fsync is off), which tests don't mind and which makes them fast.
 */
public final class TestPostgres {
  /** The only user; it has no password. */
  public static final String USER = "postgres";

  private static final AtomicInteger COUNT = new AtomicInteger();

  private TestPostgres() {}

  /** A pool of at most 24 connections to a new, empty database. */
  public static DataSource freshDatabase() {
    return pool(freshUrl());
  }

  /**
   * A pool of at most 24 connections to a new database with the platform's tables. They are made
   * once a JVM and copied, which is faster than making them each time.
   */
  public static DataSource migratedDatabase() {
    return pool(migratedUrl());
  }

  /** The JDBC URL of a new database with the platform's tables. */
  public static String migratedUrl() {
    return url(create("migrated_" + COUNT.incrementAndGet(), Migrated.NAME));
  }

  /** A pool of at most 24 connections to that database; each stands for a node of its own. */
  public static DataSource pool(String url) {
    try {
      return AgroalDataSource.from(
          new AgroalDataSourceConfigurationSupplier()
              .connectionPoolConfiguration(
                  pool ->
                      pool.maxSize(24)
                          .acquisitionTimeout(Duration.ofSeconds(20))
                          // every test has a database of its own, and none closes its pool
                          .reapTimeout(Duration.ofSeconds(5))
                          // what the server has cut off is not handed out again
                          .exceptionSorter(new PostgreSQLExceptionSorter())
                          .connectionFactoryConfiguration(
                              factory -> factory.jdbcUrl(url).principal(new NamePrincipal(USER)))));
    } catch (SQLException e) {
      throw new IllegalStateException("no pool for " + url, e);
    }
  }

  /** The JDBC URL of a new, empty database; connect as {@link #USER}. */
  public static String freshUrl() {
    return url(create("test_" + COUNT.incrementAndGet(), "template0"));
  }

  private static String url(String name) {
    return "jdbc:postgresql://localhost:" + Server.RUNNING.getPort() + "/" + name;
  }

  private static String create(String name, String template) {
    try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      // copying files beats logging every page while there is nothing to recover
      statement.execute(
          "CREATE DATABASE " + name + " TEMPLATE " + template + " STRATEGY file_copy");
    } catch (SQLException e) {
      throw new IllegalStateException("cannot create database " + name, e);
    }
    return name;
  }

  private static final class Migrated {
    static final String NAME = migrate();

    private static String migrate() {
      String name = create("migrated", "template0");
      // its connections are closed afterwards, or nothing could be copied from it
      Flyway.configure()
          .dataSource(url(name), USER, "")
          .schemas("nacre")
          .locations("db/migration")
          .load()
          .migrate();
      return name;
    }
  }

  private static final class Server {
    static final EmbeddedPostgres RUNNING = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder()
            .setPGStartupWait(Duration.ofMinutes(1))
            .setServerConfig("max_connections", "600")
            .setServerConfig("full_page_writes", "off")
            .setServerConfig("timezone", "UTC")
            .setServerConfig("log_min_messages", "panic") // tests provoke errors on purpose
            .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
            .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
            .setLocaleConfig("locale", "C.UTF-8")
            .start();
      } catch (IOException e) {
        throw new UncheckedIOException("embedded PostgreSQL did not start", e);
      }
    }
  }
}
