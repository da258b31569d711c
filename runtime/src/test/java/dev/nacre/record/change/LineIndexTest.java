package dev.nacre.record.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.record.Batch;
import dev.nacre.record.Change;
import dev.nacre.record.TestApp;
import dev.nacre.storage.SchemaStore;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Lines are found by what they link to. */
class LineIndexTest {
  private final TestApp app = TestApp.of("far");
  private final Expansion expansion =
      new Expansion(app.database, new SchemaStore(app.database), app.columns());

  private List<String> ask(String sql) {
    return app.database.inTransaction(
        connection -> {
          var lines = new ArrayList<String>();
          try (Statement statement = connection.createStatement();
              ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
              lines.add(rows.getString(1));
            }
          }
          return lines;
        });
  }

  private void run(String sql) {
    app.database.inTransaction(connection -> connection.createStatement().execute(sql));
  }

  private List<String> indexes() {
    return ask("select indexname from pg_indexes where schemaname = 'app_far'");
  }

  @Test
  void byAnIndexWhereverAFormIsPublished() {
    UUID pen = app.create("product", "{'name':'Pen','price':7.5}").id();
    UUID cup = app.create("product", "{'name':'Cup','price':3}").id();
    var changes = new ArrayList<Change>();
    for (int i = 0; i < 3_000; i++) {
      UUID product = i % 500 == 0 ? pen : cup;
      changes.add(
          Change.create(
              TestApp.json("{'no':'%s','lines':[{'product':'%s'}]}".formatted(i, product))));
    }
    app.write("order", Batch.Mode.ALL_OR_NOTHING, changes);
    run("analyze app_far.\"order$lines\"");
    assertThat(
            ask(
                "explain select count(*) from app_far.\"order$lines\" l where l.product = '"
                    + pen
                    + "'"))
        .anyMatch(line -> line.contains("order$lines$i$product"));
  }

  @Test
  void alsoInTablesThatAreThereAlready() {
    run("drop index app_far.\"order$lines$i$product\"");
    run("drop index app_far.\"order$i$created_at\"");
    expansion.index(app.forms.schema(), List.of(app.forms));
    assertThat(indexes()).contains("order$lines$i$product", "order$i$created_at");
    int statements =
        app.statements.during(() -> expansion.index(app.forms.schema(), List.of(app.forms)));
    assertThat(statements).as("nothing is left to do").isLessThan(20);
  }

  @Test
  void withoutMakingAnythingUniqueOrAnyTable() {
    run("drop table app_far.\"order$lines\"");
    expansion.index(app.forms.schema(), List.of(app.forms));
    assertThat(indexes()).doesNotContain("order$lines$i$product");
  }
}
