package dev.nacre.record;

import static dev.nacre.record.TestApp.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.AppFiles;
import dev.nacre.record.Outcome.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Formulas, defaults and rules that find values in other forms by {@code lookup}. */
class LookupsTest {
  private static final String PRODUCT =
      """
      {"id": "product", "fields": [
        {"id": "sku", "type": "text", "unique": true},
        {"id": "rule", "type": "text"},
        {"id": "weight", "type": "number"},
        {"id": "since", "type": "datetime"},
        {"id": "brand", "type": "link", "settings": {"form": "brand"}},
        {"id": "made_by", "type": "lookup", "settings": {"through": "brand", "field": "name"}},
        {"id": "tags", "type": "multi_choice", "settings": {"options": [{"value": "new"}]}}]}
      """;
  private static final String ORDER =
      """
      {"id": "order", "fields": [
        {"id": "sku", "type": "text"},
        {"id": "weight", "type": "number", "formula": "lookup('product', 'sku', sku, 'weight')"},
        {"id": "freight", "type": "money", "formula": "lookup('freight', 'upto', weight, 'price')"},
        {"id": "rule", "type": "text", "default": {"expr": "lookup('product', 'sku', sku, 'rule')"}},
        {"id": "price", "type": "money",
         "default": {"expr": "coalesce(lookup('rule', 'no', rule, 'price'), 5)"}},
        {"id": "brand", "type": "text"},
        {"id": "lines", "type": "table", "settings": {"fields": [
          {"id": "sku", "type": "text"},
          {"id": "rule", "type": "text",
           "default": {"expr": "if(record.sku = sku, null, lookup('product', 'sku', sku, 'rule'))"}},
          {"id": "price", "type": "money", "default": {"expr": "lookup('rule', 'no', rule, 'price')"}}]}}],
       "rules": [
         {"id": "brand", "then": [{"set": {"brand": {"expr": "lookup('product', 'sku', sku, 'made_by')"}}}]},
         {"id": "known", "when": {"field": "rule", "op": "eq",
           "value": {"expr": "lookup('rule', 'no', rule, 'bars')"}},
          "then": [{"block": "barred"}]}]}
      """;

  private static AppFiles files(String order) {
    return AppFiles.of(
        Map.of(
            "app.json",
            "{\"schemaVersion\": 1, \"id\": \"finds\"}",
            "forms/brand.json",
            "{\"id\": \"brand\", \"fields\": [{\"id\": \"name\", \"type\": \"text\"}]}",
            "forms/freight.json",
            """
            {"id": "freight", "fields": [
              {"id": "upto", "type": "number"}, {"id": "price", "type": "money"}]}
            """,
            "forms/rule.json",
            """
            {"id": "rule", "fields": [
              {"id": "no", "type": "text"}, {"id": "price", "type": "money"},
              {"id": "bars", "type": "text"}]}
            """,
            "forms/product.json",
            PRODUCT,
            "forms/order.json",
            order));
  }

  private final TestApp app = TestApp.of(files(ORDER));

  private void stock(int products) {
    Object brand = app.create("brand", "{'name':'Acme'}").id();
    var all = new ArrayList<Change>();
    var rules = new ArrayList<Change>();
    for (int i = 0; i < products; i++) {
      String product =
          "{'sku':'s%1$d','rule':'r%1$d','weight':%1$d,'brand':'%2$s'}".formatted(i, brand);
      all.add(Change.create(json(product)));
      rules.add(Change.create(json("{'no':'r%1$d','price':%1$d}".formatted(i))));
    }
    app.write("product", Batch.Mode.ALL_OR_NOTHING, all);
    app.write("rule", Batch.Mode.ALL_OR_NOTHING, rules);
    app.create("freight", "{'upto':3.0,'price':12}");
  }

  private JsonNode made(String json) {
    Outcome made = app.create("order", json);
    assertThat(made.problems()).isEmpty();
    return app.engine
        .find(app.forms, "order", made.id(), Set.of(), TestApp.ADMIN)
        .orElseThrow()
        .toJson();
  }

  @Test
  void findsWhatAnotherLookupLeadsTo() {
    stock(5);
    JsonNode order = made("{'sku':'s3','lines':[{'sku':'s2'},{'sku':'s3'},{'sku':'none'}]}");
    assertThat(order.path("rule").asText()).isEqualTo("r3");
    assertThat(order.path("price").asInt()).isEqualTo(3);
    assertThat(order.path("weight").asInt()).isEqualTo(3);
    assertThat(order.path("freight").asInt()).isEqualTo(12);
    assertThat(order.at("/lines/0/price").asInt()).isEqualTo(2);
    assertThat(order.at("/lines/1/rule").isNull()).isTrue();
    assertThat(order.at("/lines/2/price").isNull()).isTrue();
    assertThat(made("{'sku':'none'}").path("price").asInt()).isEqualTo(5);
  }

  @Test
  void readsWhatTheOtherRecordShowsOfAThird() {
    stock(1);
    assertThat(made("{'sku':'s0'}").path("brand").asText()).isEqualTo("Acme");
  }

  @Test
  void takesTheFirstLivingRecord() {
    Object first = app.create("product", "{'sku':'a','rule':'x','weight':1}").id();
    app.create("product", "{'sku':'b','rule':'y','weight':1}");
    app.create("rule", "{'no':'x','price':1}");
    app.create("rule", "{'no':'x','price':2}");
    assertThat(made("{'sku':'a'}").path("price").asInt()).isEqualTo(1);
    app.change("product", Change.delete((java.util.UUID) first, null));
    assertThat(made("{'sku':'a'}").path("rule").isNull()).isTrue();
  }

  @Test
  void asksAsOftenForManyValuesAsForOne() {
    stock(300);
    created(1);
    int one = created(1);
    assertThat(created(300)).isEqualTo(one);
  }

  private int created(int orders) {
    var changes = new ArrayList<Change>();
    for (int i = 0; i < orders; i++) {
      changes.add(
          Change.create(
              json(
                  "{'sku':'s%d','lines':[{'sku':'s%d'},{'sku':'s%d'}]}"
                      .formatted(i, (i + 1) % 300, (i + 7) % 300))));
    }
    return app.statements.during(
        () ->
            assertThat(app.write("order", Batch.Mode.ALL_OR_NOTHING, changes))
                .allMatch(o -> o.status() == Status.CREATED));
  }

  @Test
  void asksByNothingThatNoRecordHoldsAsOneValue() {
    for (String field : List.of("tags", "made_by")) {
      String order =
          ORDER.replace(
              "'product', 'sku', sku, 'weight'", "'product', '" + field + "', sku, 'weight'");
      assertThatThrownBy(() -> TestApp.of(files(order))).hasMessageContaining("lookup_field");
    }
  }
}
