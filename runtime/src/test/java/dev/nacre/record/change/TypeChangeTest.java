package dev.nacre.record.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Batch;
import dev.nacre.record.Change;
import dev.nacre.record.ColumnStore;
import dev.nacre.record.Forms;
import dev.nacre.record.Origin;
import dev.nacre.record.Outcome;
import dev.nacre.record.Query;
import dev.nacre.record.TestApp;
import dev.nacre.record.past.Restoration;
import dev.nacre.record.past.RestoreEngine;
import dev.nacre.storage.Database;
import dev.nacre.storage.DatabaseOver;
import dev.nacre.storage.SchemaStore;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A field's type changes while people work, and nobody loses a value. */
class TypeChangeTest {
  private static final AppFiles TEXT = files("text", "");
  private static final AppFiles NUMBER = files("number", "");

  private final TestApp app = TestApp.of(TEXT);
  private final ColumnStore columns = app.columns();
  private final SchemaStore tables = new SchemaStore(app.database);
  private final Forms first = app.forms;
  private final RestoreEngine restores = new RestoreEngine(app.database, app.engine, app.past);

  private static AppFiles files(String type, String more) {
    return AppFiles.of(
        Map.of(
            "app.json",
            "{\"schemaVersion\": 1, \"id\": \"shop\", \"version\": \"1.0.0\"}",
            "forms/item.json",
            """
            {"id": "item", "fields": [
              {"id": "qty", "type": "%s"%s}, {"id": "note", "type": "text"},
              {"id": "lines", "type": "table", "settings": {"fields": [{"id": "n", "type": "%s"}]}}
            ]}\
            """
                .formatted(type, more, type)));
  }

  private List<Problem> expand(Database on, int number, AppFiles files, List<Forms> served) {
    return new Expansion(on, new SchemaStore(on), app.columns(on))
        .expand(
            first.schema(),
            served,
            log -> app.draft(number, files, log),
            () -> served.forEach(f -> columns.read(f.schema()).mirror(f.all(), f.zone())));
  }

  private Forms publish(int number, AppFiles files, Forms... served) {
    assertThat(expand(app.database, number, files, List.of(served))).isEmpty();
    return app.draft(number, files, columns.read(first.schema()));
  }

  private UUID create(Forms as, String json) {
    return write(as, Change.create(TestApp.json(json)));
  }

  private void update(Forms as, UUID id, String json) {
    write(as, Change.update(id, null, TestApp.json(json)));
  }

  private UUID write(Forms as, Change change) {
    Outcome outcome =
        app.engine
            .writeIn(
                as,
                new Batch(
                    "item",
                    List.of(change),
                    Batch.Mode.ALL_OR_NOTHING,
                    TestApp.ADMIN,
                    Origin.of(Origin.Kind.API)))
            .getFirst();
    assertThat(outcome.problems()).isEmpty();
    return Objects.requireNonNull(outcome.id());
  }

  private ObjectNode read(Forms as, UUID id) {
    return app.engine.find(as, "item", id, Set.of(), TestApp.ADMIN).orElseThrow().toJson();
  }

  private JsonNode qty(Forms as, UUID id) {
    return read(as, id).path("qty");
  }

  @Test
  void bringsWhatConvertsAndKeepsTheRest() {
    UUID seven = create(first, "{'qty': '7', 'lines': [{'n': '1.50'}, {'n': 'y'}]}");
    UUID odd = create(first, "{'qty': 'x'}");
    UUID empty = create(first, "{}");
    Forms second = publish(2, NUMBER, first);
    assertThat(qty(second, seven).decimalValue()).isEqualByComparingTo("7");
    assertThat(read(second, seven).at("/lines/0/n").decimalValue()).isEqualByComparingTo("1.5");
    assertThat(read(second, seven).at("/lines/1/n").isNull()).isTrue();
    assertThat(qty(second, odd).isNull()).isTrue();
    assertThat(qty(second, empty).isNull()).isTrue();
    assertThat(qty(first, odd).asText()).isEqualTo("x");
    assertThat(read(first, seven).at("/lines/1/n").asText()).isEqualTo("y");
    assertThat(journal()).anyMatch(s -> s.contains("item.qty: 1 values") && s.contains("1 can't"));
  }

  @Test
  void showsEachVersionWhatTheOtherWrites() {
    UUID old = create(first, "{'qty': '7', 'lines': [{'n': '3'}]}");
    Forms second = publish(2, NUMBER, first);
    update(second, old, "{'qty': 9}");
    assertThat(qty(first, old).asText()).isEqualTo("9");
    update(first, old, "{'qty': '12'}");
    assertThat(qty(second, old).decimalValue()).isEqualByComparingTo("12");
    update(first, old, "{'qty': 'many'}");
    assertThat(qty(second, old).isNull()).isTrue();
    UUID fresh = create(second, "{'qty': 5, 'lines': [{'n': 6}]}");
    assertThat(qty(first, fresh).asText()).isEqualTo("5");
    assertThat(read(first, fresh).at("/lines/0/n").asText()).isEqualTo("6");
  }

  @Test
  void leavesAloneWhatTheOtherTypeCannotSay() {
    UUID odd = create(first, "{'qty': 'x', 'lines': [{'n': 'y'}]}");
    Forms second = publish(2, NUMBER, first);
    update(second, odd, "{'note': 'seen'}");
    String line = read(second, odd).at("/lines/0/id").asText();
    update(second, odd, "{'lines': [{'id': '" + line + "'}, {'n': 4}]}");
    assertThat(qty(first, odd).asText()).isEqualTo("x");
    assertThat(read(first, odd).at("/lines/0/n").asText()).isEqualTo("y");
    assertThat(read(first, odd).at("/lines/1/n").asText()).isEqualTo("4");
  }

  @Test
  void goesBackToTheColumnItHad() {
    UUID odd = create(first, "{'qty': 'x'}");
    Forms second = publish(2, NUMBER, first);
    UUID fresh = create(second, "{'qty': 5}");
    Forms third = publish(3, files("text", ", \"label\": \"Amount\""), second);
    assertThat(qty(third, odd).asText()).isEqualTo("x");
    assertThat(qty(third, fresh).asText()).isEqualTo("5");
    assertThat(tables.columns(first.schema()).get("item")).doesNotContainKey("qty$3");
  }

  @Test
  void putsAnOldValueBackInTheTypeOfToday() {
    UUID item = create(first, "{'qty': '7', 'lines': [{'n': '3'}]}");
    update(first, item, "{'qty': '8', 'lines': []}");
    Forms second = publish(2, NUMBER, first);
    Outcome done = restores.restore(second, back(item), TestApp.ADMIN, Origin.of(Origin.Kind.API));
    assertThat(done.problems()).isEmpty();
    assertThat(qty(second, item).decimalValue()).isEqualByComparingTo("7");
    assertThat(read(second, item).at("/lines/0/n").decimalValue()).isEqualByComparingTo("3");
  }

  @Test
  void leavesWhatTheTypeOfTodayCannotSayAndTellsSo() {
    UUID item = create(first, "{'qty': 'many', 'note': 'old'}");
    update(first, item, "{'qty': '8', 'note': 'new'}");
    Forms second = publish(2, NUMBER, first);
    Restoration plan =
        restores.preview(second, back(item), TestApp.ADMIN, Origin.of(Origin.Kind.API));
    assertThat(plan.kept())
        .extracting(k -> k.field().id() + " " + k.why().code())
        .containsExactly("qty restore_other_type");
    restores.restore(second, back(item), TestApp.ADMIN, Origin.of(Origin.Kind.API));
    assertThat(qty(second, item).decimalValue()).isEqualByComparingTo("8");
    assertThat(read(second, item).path("note").asText()).isEqualTo("old");
  }

  private static RestoreEngine.Wish back(UUID id) {
    return new RestoreEngine.Wish("item", id, 1, Set.of(), null, null);
  }

  @Test
  void leavesNoUniqueIndexOfAVersionThatCouldNotBe() {
    create(first, "{'qty': '1', 'note': 'a'}");
    create(first, "{'qty': '2', 'note': 'a'}");
    AppFiles strict =
        AppFiles.of(
            Map.of(
                "app.json",
                "{\"schemaVersion\": 1, \"id\": \"shop\", \"version\": \"1.0.0\"}",
                "forms/item.json",
                """
                {"id": "item", "fields": [
                  {"id": "qty", "type": "text", "unique": true},
                  {"id": "note", "type": "text", "unique": true}]}\
                """));
    assertThat(expand(app.database, 2, strict, List.of(first)))
        .extracting(Problem::code)
        .containsExactly("unique_not_possible");
    create(first, "{'qty': '1', 'note': 'b'}");
    assertThat(journal()).last().asString().contains("drop index").contains("item$u$qty");
  }

  @Test
  void filtersAndSortsByTheNewType() {
    create(first, "{'qty': '9'}");
    create(first, "{'qty': '10'}");
    create(first, "{'qty': 'x'}");
    Forms second = publish(2, NUMBER, first);
    var found =
        app.engine.query(
            second,
            Query.of("item")
                .where(Condition.read(TestApp.json("{'field': 'qty', 'op': 'gt', 'value': 9}"))),
            TestApp.ADMIN);
    assertThat(found.records()).hasSize(1);
  }

  @Test
  void losesNothingThatIsWrittenMeanwhile() throws Exception {
    for (int i = 0; i < 300; i++) {
      create(first, "{'qty': '" + i + "'}");
    }
    var ids = new ArrayList<UUID>();
    app.engine
        .query(first, Query.of("item"), TestApp.ADMIN)
        .records()
        .forEach(r -> ids.add(r.id()));
    var over = new AtomicBoolean();
    var count = new AtomicInteger();
    try (var pool = Executors.newFixedThreadPool(3)) {
      var writers = new ArrayList<Future<?>>();
      for (int t = 0; t < 3; t++) {
        writers.add(
            pool.submit(
                () -> {
                  while (!over.get()) {
                    int n = count.incrementAndGet();
                    if (n % 2 == 0) {
                      create(first, "{'qty': '" + n + "', 'lines': [{'n': '" + n + "'}]}");
                    } else {
                      update(
                          first,
                          ids.get(n % ids.size()),
                          "{'qty': '" + (n % 5 == 0 ? "odd" : n) + "'}");
                    }
                  }
                }));
      }
      try {
        publish(2, NUMBER, first);
      } finally {
        over.set(true);
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
    }
    assertThat(count.get()).isGreaterThan(10);
    assertThat(
            texts(
                "select qty from app_shop.item where qty ~ '^[0-9]+$' and \"qty$2\" is distinct"
                    + " from qty::numeric or qty = 'odd' and \"qty$2\" is not null"))
        .isEmpty();
    assertThat(
            texts(
                "select n from app_shop.\"item$lines\" where \"n$2\" is distinct from n::numeric"))
        .isEmpty();
  }

  @Test
  void goesOnAfterACrashAnywhere() {
    for (int i = 0; i < 30; i++) {
      create(first, "{'qty': '" + i + "', 'lines': [{'n': '" + i + "'}]}");
    }
    for (int step = 0; ; step++) {
      var left = new AtomicInteger(step);
      Database crashing = new Crashing(app.database, left);
      if (left.get() >= 0 && done(crashing)) {
        break;
      }
      update(first, create(first, "{'qty': '5'}"), "{'qty': '" + step + "'}");
      assertThat(step).isLessThan(100);
    }
    assertThat(texts("select qty from app_shop.item where \"qty$2\" is distinct from qty::numeric"))
        .isEmpty();
    assertThat(
            texts(
                "select n from app_shop.\"item$lines\" where \"n$2\" is distinct from n::numeric"))
        .isEmpty();
  }

  private boolean done(Database on) {
    try {
      return expand(on, 2, NUMBER, List.of(first)).isEmpty();
    } catch (Crash e) {
      return false;
    }
  }

  @Test
  void refusesWhatIsNotUniqueInTheNewType() {
    create(first, "{'qty': '1'}");
    UUID twin = create(first, "{'qty': '01'}");
    AppFiles unique = files("number", ", \"unique\": true");
    assertThat(expand(app.database, 2, unique, List.of(first)))
        .extracting(Problem::code)
        .containsExactly("unique_not_possible");
    update(first, twin, "{'qty': '2'}");
    Forms second = publish(2, unique, first);
    assertThat(qty(second, twin).decimalValue()).isEqualByComparingTo("2");
    assertThatThrownBy(() -> create(second, "{'qty': 2}")).isInstanceOf(AssertionError.class);
  }

  private List<String> journal() {
    return texts("select statement from app_shop._ddl");
  }

  private List<String> texts(String sql) {
    return app.database.reading(
        connection -> {
          var texts = new ArrayList<String>();
          try (Statement statement = connection.createStatement();
              ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
              texts.add(rows.getString(1));
            }
          }
          return texts;
        });
  }

  private static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** A database whose process dies after some transactions. */
  private static final class Crashing extends DatabaseOver {
    private final AtomicInteger left;

    Crashing(Database under, AtomicInteger left) {
      super(under);
      this.left = left;
    }

    private void step() {
      if (left.getAndDecrement() <= 0) {
        throw new Crash();
      }
    }

    @Override
    public <T> T inTransaction(Work<T> work) {
      step();
      return super.inTransaction(work);
    }

    @Override
    public <T> T inNewTransaction(Work<T> work) {
      step();
      return super.inNewTransaction(work);
    }

    @Override
    public <T> T withoutTransaction(Work<T> work) {
      step();
      return super.withoutTransaction(work);
    }
  }
}
