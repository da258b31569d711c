package dev.nacre.server;

import dev.nacre.storage.TestPostgres;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Gives a {@code @QuarkusTest} a new, empty database:
 * {@code @QuarkusTestResource(PostgresTestResource.class)}. Flyway fills it at start.
 */
public final class PostgresTestResource implements QuarkusTestResourceLifecycleManager {

  @Override
  public Map<String, String> start() {
    return Map.of(
        "quarkus.datasource.jdbc.url",
        TestPostgres.freshUrl(),
        "quarkus.datasource.username",
        TestPostgres.USER,
        "quarkus.datasource.password",
        "none");
  }

  @Override
  public void stop() {
    // the server ends with the JVM
  }
}
