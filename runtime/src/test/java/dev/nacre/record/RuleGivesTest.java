package dev.nacre.record;

import static dev.nacre.record.TestApp.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.AppFiles;
import dev.nacre.record.Outcome.Status;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rules give values to the lines of a record, and options to fields that hold several. */
class RuleGivesTest {
  private static final String RULES =
      """
      [{"id": "afresh", "then": [{"set": {"labels": null}}]},
       {"id": "vip", "when": {"field": "customer.level", "op": "eq", "value": "v3"},
        "then": [{"add": {"labels": ["vip", "urgent"]}},
                 {"set": {"lines.price": {"expr": "product.price / 2"}}}]},
       {"id": "heavy", "when": {"field": "total", "op": "gt", "value": 1000},
        "then": [{"add": {"labels": ["heavy"]}}]},
       {"id": "calm", "when": {"field": "note", "op": "contains", "value": "no hurry"},
        "then": [{"remove": {"labels": ["urgent"]}}]},
       {"id": "gift", "when": {"field": "note", "op": "contains", "value": "gift"},
        "then": [{"set": {"lines.price": 0,
                          "lines.note": {"expr": "concat(record.note, ': ', product.name)"}}}]}]
      """;

  private final TestApp app =
      TestApp.of(
          AppFiles.of(
              Map.of(
                  "app.json",
                  "{\"schemaVersion\": 1, \"id\": \"gives\"}",
                  "forms/customer.json",
                  "{\"id\": \"customer\", \"fields\": [{\"id\": \"level\", \"type\": \"text\"}]}",
                  "forms/product.json",
                  """
                  {"id": "product", "fields": [
                    {"id": "name", "type": "text", "unique": true}, {"id": "price", "type": "money"}]}
                  """,
                  "forms/order.json",
                  """
                  {"id": "order", "fields": [
                    {"id": "no", "type": "text", "unique": true},
                    {"id": "customer", "type": "link", "settings": {"form": "customer"}},
                    {"id": "note", "type": "text"},
                    {"id": "lines", "type": "table", "settings": {"fields": [
                      {"id": "product", "type": "link", "settings": {"form": "product"}},
                      {"id": "price", "type": "money", "default": 7},
                      {"id": "note", "type": "text"}]}},
                    {"id": "total", "type": "money", "formula": "sum(lines, 'price')"},
                    {"id": "labels", "type": "multi_choice", "readOnly": true, "settings": {"options": [
                      {"value": "urgent"}, {"value": "vip"}, {"value": "heavy"}]}}],
                   "rules": RULES}
                  """
                      .replace("RULES", RULES))));
  private final Object vip = app.create("customer", "{'level':'v3'}").id();
  private final Object coat = app.create("product", "{'name':'Coat','price':2400}").id();

  private Outcome sent(String more) {
    return app.change(
        "order",
        Change.upsert(
            List.of("no"), json("{'no':'1','lines':[{'product':'%s'}]%s}".formatted(coat, more))));
  }

  private JsonNode order(Outcome of) {
    assertThat(of.problems()).isEmpty();
    return app.engine
        .find(app.forms, "order", of.id(), Set.of(), TestApp.ADMIN)
        .orElseThrow()
        .toJson();
  }

  @Test
  void everyRuleThatHoldsAddsItsOptions() {
    JsonNode order = order(sent(",'customer':'%s'".formatted(vip)));
    assertThat(order.path("labels").toString())
        .as("a rule sees what others gave, and what formulas make of it")
        .isEqualTo("[\"urgent\",\"vip\",\"heavy\"]");
    JsonNode calm = order(sent(",'note':'no hurry'"));
    assertThat(calm.path("labels").toString()).isEqualTo("[\"vip\",\"heavy\"]");
  }

  @Test
  void takesBackWhatNoLongerHolds() {
    Outcome made = sent(",'customer':'%s'".formatted(vip));
    JsonNode plain = order(sent(",'customer':null"));
    assertThat(plain.path("id").asText()).isEqualTo(made.id().toString());
    assertThat(plain.path("labels").toString()).doesNotContain("vip");
  }

  @Test
  void givesEachLineItsOwnValueAndComputesWithIt() {
    JsonNode order = order(sent(",'customer':'%s'".formatted(vip)));
    assertThat(order.at("/lines/0/price").asInt()).isEqualTo(1200);
    assertThat(order.path("total").asInt()).isEqualTo(1200);
    JsonNode gift = order(sent(",'note':'a gift'"));
    assertThat(gift.at("/lines/0/price").asInt()).isZero();
    assertThat(gift.at("/lines/0/note").asText()).isEqualTo("a gift: Coat");
    assertThat(gift.path("total").asInt()).isZero();
  }

  @Test
  void findsItsLinesAgainWhenAChannelSendsThem() {
    String body = ",'customer':'%s','note':'a gift'".formatted(vip);
    Outcome first = sent(body);
    String line = order(first).at("/lines/0/id").asText();
    Outcome again = sent(body);
    assertThat(again.status()).as(order(again).toString()).isEqualTo(Status.UNCHANGED);
    assertThat(order(again).at("/lines/0/id").asText()).isEqualTo(line);
    assertThat(app.history.of(app.forms, "order", first.id())).hasSize(1);
  }

  private static final String TOTALS =
      """
      {"id": "order", "fields": [
        {"id": "kind", "type": "text"}, {"id": "base", "type": "money"},
        {"id": "lines", "type": "table", "settings": {"fields": [
          {"id": "price", "type": "money"}, {"id": "off", "type": "money"},
          {"id": "amount", "type": "money", "formula": "price - coalesce(off, 0)"}]}},
        {"id": "total", "type": "money", "formula": "sum(lines, 'amount') + coalesce(base, 0)"},
        {"id": "bonus", "type": "money"}, {"id": "times", "type": "number"},
        {"id": "paid", "type": "money", "formula": "total - coalesce(bonus, 0)"}],
       "rules": [
         {"id": "off", "when": {"field": "kind", "op": "eq", "value": "sale"},
          "then": [{"set": {"lines.off": 10, "bonus": {"expr": "total / 10"}}}]},
         {"id": "count", "when": {"field": "total", "op": "lt", "value": 100},
          "then": [{"set": {"times": {"expr": "coalesce(times, 0) + 1"}}}]},
         {"id": "swing", "when": {"all": [{"field": "kind", "op": "eq", "value": "swing"},
                                          {"field": "total", "op": "gt", "value": 50}]},
          "then": [{"set": {"base": -40}}]}]}
      """;

  private final TestApp totals =
      TestApp.of(
          AppFiles.of(
              Map.of(
                  "app.json",
                  "{\"schemaVersion\": 1, \"id\": \"totals\"}",
                  "forms/order.json",
                  TOTALS)));

  private JsonNode total(String json) {
    Outcome made = totals.create("order", json);
    assertThat(made.problems()).isEmpty();
    JsonNode order = made.after().toJson();
    Outcome again = totals.change("order", Change.update(made.id(), null, json("{'times':null}")));
    JsonNode now = again.after().toJson();
    for (String field : List.of("lines", "total", "bonus", "paid", "base")) {
      assertThat(now.path(field))
          .as("a second save finds nothing to do")
          .isEqualTo(order.path(field));
    }
    return order;
  }

  @Test
  void readsTheTotalsOfTheLinesThatItGaveValuesTo() {
    JsonNode order = total("{'kind':'sale','lines':[{'price':60},{'price':60}]}");
    assertThat(order.path("total").asInt()).isEqualTo(100);
    assertThat(order.path("bonus").asInt()).isEqualTo(10);
    assertThat(order.path("paid").asInt()).isEqualTo(90);
  }

  @Test
  void countsOnceHoweverOftenRulesAreAsked() {
    JsonNode order = total("{'kind':'sale','lines':[{'price':60},{'price':40}]}");
    assertThat(order.path("total").asInt()).isEqualTo(80);
    assertThat(order.path("bonus").asInt()).isEqualTo(8);
    assertThat(order.path("times").asInt()).isEqualTo(1);
  }

  @Test
  void staysWithWhatARuleGaveFirstThatNoLongerHoldsByIt() {
    JsonNode order = total("{'kind':'swing','lines':[{'price':60}]}");
    assertThat(order.path("base").asInt()).isEqualTo(-40);
    assertThat(order.path("total").asInt()).isEqualTo(20);
  }
}
