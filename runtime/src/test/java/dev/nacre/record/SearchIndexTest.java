package dev.nacre.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Value;
import dev.nacre.storage.SchemaStore;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Parts of texts are found by one index, whatever field they are in, also of two characters. */
class SearchIndexTest {
  private static final String[] NAMES = {"张三", "李四", "王小明", "欧阳娜娜", "Ann Lee", "O'Neil"};
  private static final String[] PLACES = {"上海市浦东新区", "北京市朝阳区", "100% cotton_", "ÄÖ İstanbul"};

  private final TestApp app =
      TestApp.of(
          AppFiles.of(
              Map.of(
                  "app.json", "{\"schemaVersion\": 1, \"id\": \"shop\", \"version\": \"1.0.0\"}",
                  "forms/order.json",
                      """
                      {"id": "order", "fields": [{"id": "no", "type": "text"},
                        {"id": "who", "type": "text"}, {"id": "place", "type": "long_text"},
                        {"id": "qty", "type": "number"}]}\
                      """)));
  private final SearchIndexes indexes =
      new SearchIndexes(app.database, new SchemaStore(app.database));
  private final SearchDocument document = SearchDocument.of(app.forms.get("order")).orElseThrow();

  @BeforeEach
  void records() {
    var changes = new ArrayList<Change>();
    for (int i = 0; i < 3_000; i++) {
      ObjectNode data = Json.MAPPER.createObjectNode();
      data.put("no", "NO" + (1_000_000 + i * 7919 % 1_000_000));
      if (i % 7 != 0) {
        data.put("who", NAMES[i % NAMES.length] + i % 50);
      }
      data.put("place", PLACES[i % PLACES.length] + i % 97 + "号");
      changes.add(Change.create(data));
    }
    app.write("order", Batch.Mode.ALL_OR_NOTHING, changes);
  }

  private long count(Condition condition) {
    Query query = Query.of("order").where(condition).counting(Query.Count.EXACT);
    Page page = app.engine.query(app.forms, query, TestApp.ADMIN);
    return java.util.Objects.requireNonNull(page.count());
  }

  private static Condition has(String field, Op op, String part) {
    return new Condition.Compare(field, op, new Value.Literal(TextNode.valueOf(part)));
  }

  private static Condition search(String word) {
    return new Condition.Any(
        List.of(
            has("no", Op.CONTAINS, word),
            has("who", Op.CONTAINS, word),
            has("place", Op.CONTAINS, word)));
  }

  @Test
  void findsTheSameWithAndWithoutAnIndex() {
    var asked = new ArrayList<Condition>();
    var random = new Random(7);
    List<String> texts = new ArrayList<>(List.of(NAMES));
    texts.addAll(List.of(PLACES));
    texts.addAll(List.of("NO1007919", "no", "%", "_", "\\", "区1", "三 1", "ß"));
    for (int i = 0; i < 120; i++) {
      String text = texts.get(random.nextInt(texts.size()));
      int from = random.nextInt(text.length());
      String part = text.substring(from, from + 1 + random.nextInt(text.length() - from)).strip();
      if (part.isEmpty()) {
        continue; // blank is no value
      }
      asked.add(
          switch (random.nextInt(4)) {
            case 0 -> has("who", Op.CONTAINS, part);
            case 1 -> has("place", Op.STARTS_WITH, part);
            case 2 -> new Condition.Not(search(part));
            default -> new Condition.All(List.of(search(part), has("no", Op.CONTAINS, "1")));
          });
    }
    List<Long> without = asked.stream().map(this::count).toList();
    assertThat(app.forms.get("order").searchedBy()).isNull();
    indexes.tend(app.forms.schema(), List.of(app.forms), 0);
    assertThat(app.forms.get("order").searchedBy()).isNotNull();
    assertThat(asked.stream().map(this::count).toList()).isEqualTo(without);
    assertThat(without).anyMatch(n -> n > 0);
  }

  @Test
  void usesTheIndexForTwoChineseCharacters() {
    indexes.tend(app.forms.schema(), List.of(app.forms), 0);
    assertThat(plan("娜娜")).contains(document.index());
    assertThat(plan("NO1007919")).contains(document.index());
  }

  private String plan(String part) {
    return app.database.inNewTransaction(
        connection -> {
          var text = new StringBuilder();
          try (Statement statement = connection.createStatement()) {
            statement.execute("analyze app_shop.\"order\"");
            statement.execute("set local enable_seqscan = off");
            statement.execute("set local enable_indexscan = off");
            String sql =
                "explain select * from app_shop.order a where a.deleted_at is null and "
                    + document.sql("a")
                    + " like '"
                    + SearchDocument.pattern(part)
                    + "'";
            try (ResultSet rows = statement.executeQuery(sql.replace(".order ", ".\"order\" "))) {
              while (rows.next()) {
                text.append(rows.getString(1)).append('\n');
              }
            }
          }
          return text.toString();
        });
  }

  @Test
  void leavesSmallTablesAlone() {
    indexes.tend(app.forms.schema(), List.of(app.forms), 1_000_000);
    assertThat(app.forms.get("order").searchedBy()).isNull();
  }

  @Test
  void takesAwayAnIndexThatNoLongerFits() {
    indexes.tend(app.forms.schema(), List.of(app.forms), 0);
    Forms next =
        app.version(
            2,
            AppFiles.of(
                Map.of(
                    "app.json",
                    "{\"schemaVersion\": 1, \"id\": \"shop\", \"version\": \"1.0.0\"}",
                    "forms/order.json",
                    "{\"id\": \"order\", \"fields\": [{\"id\": \"no\", \"type\":"
                        + " \"text\"}]}")));
    indexes.tend(app.forms.schema(), List.of(next), 0);
    assertThat(there()).hasSize(1).doesNotContain(document.index());
  }

  private List<String> there() {
    return app.database.reading(
        connection -> {
          var names = new ArrayList<String>();
          try (Statement statement = connection.createStatement();
              ResultSet rows =
                  statement.executeQuery(
                      "select indexname from pg_indexes where indexname like 'order$s$%'")) {
            while (rows.next()) {
              names.add(rows.getString(1));
            }
          }
          return names;
        });
  }
}
