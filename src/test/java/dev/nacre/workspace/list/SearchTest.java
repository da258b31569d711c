package dev.nacre.workspace.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.Condition;
import dev.nacre.record.Field;
import dev.nacre.record.Query;
import dev.nacre.record.TestApp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What somebody types into the search of a list. */
class SearchTest {
  private final TestApp app =
      TestApp.of(
          AppFiles.of(
              Map.of(
                  "app.json", "{\"schemaVersion\": 1, \"id\": \"shop\", \"version\": \"1.0.0\"}",
                  "forms/order.json",
                      """
                      {"id": "order", "fields": [{"id": "no", "type": "text"},
                        {"id": "who", "type": "text"}, {"id": "at", "type": "time"},
                        {"id": "qty", "type": "number"}]}\
                      """)));

  private List<Field> searched() {
    return app.forms.get("order").fields().stream().filter(Field::searched).toList();
  }

  private int found(String text) {
    Query query = Query.of("order").where(new Condition.All(Search.conditions(text, searched())));
    return app.engine.query(app.forms, query, TestApp.ADMIN).records().size();
  }

  @Test
  void looksIntoTextsOnly() {
    assertThat(searched()).extracting(Field::id).containsExactly("no", "who");
  }

  @Test
  void findsWordsInAnyFieldAndSpelling() {
    app.create("order", "{'no': 'AB-12', 'who': '张三丰'}");
    app.create("order", "{'no': 'AB-13', 'who': 'Ann'}");
    assertThat(found("ab-1")).isEqualTo(2);
    assertThat(found("三丰")).isEqualTo(1);
    assertThat(found("ab-1 　张")).isEqualTo(1);
    assertThat(found("ann")).isEqualTo(1);
    assertThat(found("ab-12 ann")).isZero();
  }

  @Test
  void asksNothingOfNothing() {
    assertThat(Search.conditions("  ", searched())).isEmpty();
    assertThat(Search.conditions("x", List.of())).isEmpty();
  }
}
