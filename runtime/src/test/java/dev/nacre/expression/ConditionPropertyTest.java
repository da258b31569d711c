package dev.nacre.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Problems;
import dev.nacre.storage.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Closure and SQL say the same of every record, empty values, dead links and all. */
class ConditionPropertyTest {
  private static final int RECORDS = 60;
  private static final int CONDITIONS = 500;

  @ParameterizedTest
  @CsvSource({"1, Asia/Shanghai", "2, Europe/Berlin", "3, UTC", "4, -03:30", "5, Asia/Kathmandu"})
  void closureAndSqlAgree(long seed, String zone) throws SQLException {
    var random = new RandomConditions(seed);
    List<TestRow> orders = new ArrayList<>();
    int settled = 0;
    try (var tables = new TestTables()) {
      for (int i = 0; i < RECORDS; i++) {
        TestRow order = random.order();
        tables.insert(order);
        orders.add(order);
      }
      for (int i = 0; i < CONDITIONS; i++) {
        settled += agree(random.condition(3), orders, tables, ZoneId.of(zone)) ? 1 : 0;
      }
    }
    // else the generator would prove nothing
    assertThat(settled)
        .as("conditions that hold of some and not of others")
        .isGreaterThan(CONDITIONS / 4);
  }

  private static boolean agree(
      ObjectNode json, List<TestRow> orders, TestTables tables, ZoneId zone) throws SQLException {
    TestShape shape = TestShape.FORMS.get("order");
    var problems = new Problems();
    CompiledCondition condition =
        Corpus.ENGINE.filter(
            Condition.read(json), Names.of(shape, TestShape.FORMS::get), "", problems);
    assertThat(Corpus.told(problems)).as("%s", json).isEmpty();
    Scope scope =
        new Scope(
            null,
            null,
            null,
            new Scope.User("a", "A", Set.of()),
            "app",
            Instant.parse("2026-03-04T17:30:00Z"),
            zone,
            Map.of(),
            Scope.Lookups.NONE);
    Set<UUID> held = new HashSet<>();
    for (TestRow order : orders) {
      if (condition.test(scope.with(order, null))) {
        held.add((UUID) order.values[0]);
      }
    }
    Sql sql = condition.sql("a", scope);
    assertThat(tables.matching(shape, sql)).as("%s%n%s", json, sql).isEqualTo(held);
    return !held.isEmpty() && held.size() < orders.size();
  }
}
