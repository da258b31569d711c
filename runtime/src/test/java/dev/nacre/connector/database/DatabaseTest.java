package dev.nacre.connector.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.connector.OperationFailedException;
import dev.nacre.connector.OperationResult;
import dev.nacre.connector.TestHub;
import dev.nacre.metadata.ConnectorDefinition;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.record.StoredRecord;
import dev.nacre.record.TestApp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabaseTest {
  private final TestHub hub = new TestHub();

  @BeforeEach
  void fill() {
    hub.app.now = Instant.parse("2026-03-01T12:00:00Z");
    hub.secrets.put("legacy", "rea:der'1");
    TestMariaDb.run(
        "CREATE OR REPLACE USER reader@'127.0.0.1' IDENTIFIED BY 'rea:der''1'",
        "GRANT SELECT, INSERT ON test.* TO reader@'127.0.0.1'",
        "DROP TABLE IF EXISTS client",
        "CREATE TABLE client (no BIGINT PRIMARY KEY, name VARCHAR(40) CHARACTER SET utf8mb4,"
            + " credit DECIMAL(20,4), born DATE, changed DATETIME)",
        "INSERT INTO client VALUES"
            + " (4611686018427387904, '沈望舒😀', 12.5000, '1990-02-03', '2026-03-01 19:50:00'),"
            + " (2, 'Bob', NULL, NULL, '2026-02-20 08:00:00')");
  }

  private ConnectorDefinition definition(String operation, String more) {
    String json =
        """
        {'id': 'legacy', 'kind': 'database',
         'settings': {'engine': 'mariadb', 'host': '127.0.0.1', 'port': %d, 'name': 'test',
            'user': 'reader', 'password': {'secret': 'legacy'}, 'security': 'none',
            'zone': 'Asia/Shanghai' %s},
         'operations': [{'id': 'clients', %s}],
         'ingest': [{'id': 'clients', 'operation': 'clients', 'every': 'PT1H', 'form': 'customer',
            'key': ['number'], 'map': {'number': '/no', 'name': '/name'}}]}\
        """
            .formatted(TestMariaDb.port(), more, operation);
    return Json.MAPPER.convertValue(TestApp.json(json), ConnectorDefinition.class);
  }

  private void publish(String operation) {
    hub.publish(definition(operation, ""));
  }

  private List<StoredRecord> poll() {
    hub.poller.runDue();
    hub.work();
    return hub.records("customer");
  }

  private OperationResult call(String input) {
    return hub.operations.call("hub", "legacy", "clients", TestApp.json(input), null);
  }

  @Test
  void readsATableIntoAFormEveryHourAndFindsRecordsAgain() {
    publish("'table': 'client', 'columns': ['no', 'name']");
    assertThat(poll())
        .extracting(r -> r.get("number") + " " + r.get("name"))
        .containsExactlyInAnyOrder("4611686018427387904 沈望舒😀", "2 Bob");
    TestMariaDb.run("UPDATE client SET name = 'Robert' WHERE no = 2");
    hub.app.now = hub.app.now.plus(Duration.ofMinutes(59));
    assertThat(poll()).extracting(r -> r.get("name")).contains("Bob");
    hub.app.now = hub.app.now.plus(Duration.ofMinutes(1));
    assertThat(poll())
        .hasSize(2)
        .extracting(r -> r.get("name"))
        .contains("Robert")
        .doesNotContain("Bob");
  }

  @Test
  void readsOnlyWhatChangedSinceTheWatermark() {
    publish("'table': 'client', 'watermark': 'changed'");
    assertThat(poll()).as("changed within the last day").hasSize(1);
    TestMariaDb.run("INSERT INTO client VALUES (3, 'Cy', 1, NULL, '2026-03-01 20:30:00')");
    hub.app.now = hub.app.now.plus(Duration.ofHours(1));
    assertThat(poll()).hasSize(2);
  }

  @Test
  void readsAQueryWithBoundParametersExactly() {
    publish(
        "'query': 'SELECT no, credit, born, changed FROM client WHERE name = :who',"
            + " 'parameters': {'who': {'expr': 'input.who'}}");
    assertThat(Json.write(call("{'who': '沈望舒😀'}").body()))
        .isEqualTo(
            "{\"rows\":[{\"no\":4611686018427387904,\"credit\":12.5000,"
                + "\"born\":\"1990-02-03\",\"changed\":\"2026-03-01T19:50\"}]}");
    assertThat(call("{'who': 'x\\' OR 1=1 -- '}").body().path("rows")).isEmpty();
  }

  @Test
  void writesNothingWhateverTheUserMay() {
    publish("'query': 'SELECT no FROM client FOR UPDATE'");
    OperationFailedException e = refused("{}");
    assertThat(e == null || e.problems().getFirst().code().equals("database_statement_failed"))
        .isTrue();
    assertThat(codes("'query': 'DELETE FROM client'", "")).containsExactly("database_not_a_query");
    assertThat(codes("'query': 'SELECT 1; DROP TABLE client'", ""))
        .containsExactly("database_not_a_query");
  }

  @Test
  void saysWhatIsWrongWithADefinition() {
    assertThat(codes("'table': 'client; DROP'", "")).containsExactly("database_not_a_name");
    assertThat(codes("'table': 'client', 'query': 'SELECT 1'", ""))
        .containsExactly("database_query_or_table");
    assertThat(codes("'query': 'SELECT :nothing'", ""))
        .containsExactly("database_parameter_unknown");
    assertThat(codes("'query': 'SELECT 1', 'watermark': 'changed'", ""))
        .containsExactly("database_watermark_unused");
    assertThat(codes("'query': 'SELECT \\':x\\', 1::int'", "")).isEmpty();
  }

  @Test
  void refusesMoreRowsThanAllowed() {
    hub.publish(definition("'table': 'client'", ", 'maxRows': 1"));
    assertThat(refusal()).isEqualTo("database_too_many_rows");
  }

  @Test
  void stopsAStatementThatTakesTooLong() {
    hub.publish(definition("'query': 'SELECT SLEEP(3)'", ", 'timeout': 'PT1S'"));
    assertThat(refusal()).isEqualTo("database_too_slow");
  }

  @Test
  void explainsAMissingColumnAWrongPasswordAndADatabaseThatIsDown() {
    publish("'table': 'client', 'columns': ['no', 'nickname']");
    assertThat(refusal()).isEqualTo("database_statement_failed");
    assertThat(poll()).as("nothing half-done").isEmpty();
    assertThat(hub.poller.states("hub", "legacy").getFirst().problem())
        .satisfies(
            p -> {
              assertThat(p.message(Locale.ENGLISH)).contains("nickname");
              assertThat(p.hint(Locale.CHINESE)).contains("列");
            });
    hub.secrets.put("legacy", "wrong");
    assertThat(refusal()).isEqualTo("database_refused");
    hub.secrets.put("legacy", "rea:der'1");
    hub.publish(
        Json.MAPPER.convertValue(
            TestApp.json(
                Json.write(Json.MAPPER.valueToTree(definition("'table': 'client'", "")))
                    .replace("\"port\":" + TestMariaDb.port(), "\"port\":1")),
            ConnectorDefinition.class));
    OperationFailedException away = refused("{}");
    assertThat(away).isNotNull();
    assertThat(away.retryable()).isTrue();
    assertThat(away.problems().getFirst().code()).isEqualTo("database_away");
  }

  private String refusal() {
    OperationFailedException e = refused("{}");
    return e == null ? "" : e.problems().getFirst().code();
  }

  private @org.jspecify.annotations.Nullable OperationFailedException refused(String input) {
    try {
      call(input);
      return null;
    } catch (OperationFailedException e) {
      return e;
    }
  }

  private List<String> codes(String operation, String more) {
    var problems = new Problems();
    var compiled = hub.compiler.compile(definition(operation, more), hub.app.forms, problems);
    assertThat(compiled.isEmpty()).isEqualTo(!problems.isEmpty());
    return problems.list().stream().map(Problem::code).toList();
  }
}
