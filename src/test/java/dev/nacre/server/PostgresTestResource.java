package dev.nacre.server;

import dev.nacre.storage.TestPostgres;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

/**
 * Gives a {@code @QuarkusTest} a new, empty database:
 * {@code @QuarkusTestResource(PostgresTestResource.class)}. Flyway fills it at start.
 */
public final class PostgresTestResource implements QuarkusTestResourceLifecycleManager {

  /** The password of the administrator {@code admin}. */
  public static final String ADMIN_PASSWORD = "correct horse battery";

  @Override
  public Map<String, String> start() {
    return Map.of(
        "nacre.data",
        dataFolder(),
        "nacre.admin-password",
        ADMIN_PASSWORD,
        "quarkus.datasource.jdbc.url",
        TestPostgres.freshUrl(),
        "quarkus.datasource.username",
        TestPostgres.USER,
        "quarkus.datasource.password",
        "none");
  }

  private static String dataFolder() {
    try {
      return Files.createTempDirectory("nacre-test").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    // the server ends with the JVM
  }
}
