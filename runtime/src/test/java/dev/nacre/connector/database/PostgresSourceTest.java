package dev.nacre.connector.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.connector.TestHub;
import dev.nacre.metadata.ConnectorDefinition;
import dev.nacre.metadata.Json;
import dev.nacre.record.StoredRecord;
import dev.nacre.record.TestApp;
import dev.nacre.storage.TestPostgres;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A PostgreSQL of somebody else as a source. */
class PostgresSourceTest {
  private final TestHub hub = new TestHub();
  private final String url = TestPostgres.freshUrl();

  @BeforeEach
  void fill() {
    hub.app.now = Instant.parse("2026-03-01T12:00:00Z");
    run(
        "CREATE TABLE client (no bigint PRIMARY KEY, name text, changed timestamptz)",
        "INSERT INTO client VALUES (4611686018427387904, '沈望舒😀', '2026-03-01 11:50:00Z'),"
            + " (2, 'Bob', '2026-02-20 08:00:00Z')");
  }

  private void run(String... statements) {
    try (Connection connection = DriverManager.getConnection(url, TestPostgres.USER, "");
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<StoredRecord> poll(String operation) {
    URI address = URI.create(url.substring("jdbc:".length()));
    String json =
        """
        {'id': 'legacy', 'kind': 'database',
         'settings': {'engine': 'postgresql', 'host': '127.0.0.1', 'port': %d, 'name': '%s',
            'user': 'postgres', 'security': 'none', 'zone': 'Asia/Shanghai'},
         'operations': [{'id': 'clients', %s}],
         'ingest': [{'id': 'clients', 'operation': 'clients', 'every': 'PT1H', 'form': 'customer',
            'key': ['number'], 'map': {'number': '/no', 'name': '/name'}}]}\
        """
            .formatted(address.getPort(), address.getPath().substring(1), operation);
    hub.publish(Json.MAPPER.convertValue(TestApp.json(json), ConnectorDefinition.class));
    hub.poller.runDue();
    hub.work();
    return hub.records("customer");
  }

  @Test
  void readsATableIntoAForm() {
    assertThat(poll("'table': 'client', 'columns': ['no', 'name']"))
        .extracting(r -> r.get("number") + " " + r.get("name"))
        .containsExactlyInAnyOrder("4611686018427387904 沈望舒😀", "2 Bob");
  }

  @Test
  void readsOnlyWhatChangedSinceTheWatermark() {
    assertThat(poll("'table': 'client', 'watermark': 'changed'"))
        .as("changed within the last day")
        .hasSize(1);
    run("INSERT INTO client VALUES (3, 'Cy', '2026-03-01 12:30:00Z')");
    hub.app.now = hub.app.now.plus(Duration.ofHours(1));
    assertThat(poll("'table': 'client', 'watermark': 'changed'")).hasSize(2);
  }

  @Test
  void writesNothingEvenThroughAFunction() {
    run(
        "CREATE FUNCTION sneak() RETURNS bigint LANGUAGE sql AS"
            + " 'INSERT INTO client VALUES (9, NULL, NULL) RETURNING no'");
    assertThat(poll("'query': 'SELECT sneak() AS no'")).isEmpty();
    assertThat(hub.poller.states("hub", "legacy").getFirst().problem())
        .extracting(p -> p.code())
        .isEqualTo("database_statement_failed");
  }
}
