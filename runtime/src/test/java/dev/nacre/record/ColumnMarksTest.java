package dev.nacre.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Problem;
import dev.nacre.security.Identity;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A keeper who packs what an order's lines say, without learning what it costs. */
class ColumnMarksTest {
  private static final Identity KEEPER =
      new Identity("keeper", "Keeper", false, Map.of("shop", Set.of("keeper")), false);

  private final TestApp app =
      TestApp.of(
          AppFiles.of(
              Map.of(
                  "app.json",
                  "{\"schemaVersion\": 1, \"id\": \"shop\"}",
                  "forms/order.json",
                  """
                  {"id": "order", "fields": [
                    {"id": "no", "type": "text"},
                    {"id": "lines", "type": "table", "settings": {"fields": [
                      {"id": "sku", "type": "text"},
                      {"id": "qty", "type": "number"},
                      {"id": "phone", "type": "text"},
                      {"id": "price", "type": "money"},
                      {"id": "amount", "type": "money", "formula": "qty * price"}]}}]}
                  """,
                  "roles/keeper.json",
                  """
                  {"id": "keeper", "forms": {"order": {"read": true, "update": true, "fields": {
                    "lines.sku": "read", "lines.phone": "mask",
                    "lines.price": "hidden", "lines.amount": "hidden"}}}}
                  """,
                  "roles/counter.json",
                  """
                  {"id": "counter", "forms": {"order": {"read": true, "update": true, "fields": {
                    "lines.price": "mask", "lines.amount": "mask"}}}}
                  """)));
  private StoredRecord order;

  @BeforeEach
  void anOrder() {
    order =
        app.engine
            .find(
                app.forms,
                "order",
                app.create(
                        "order",
                        "{'no':'1','lines':[{'sku':'A','qty':2,'phone':'13812345678','price':5}]}")
                    .id(),
                Set.of(),
                TestApp.ADMIN)
            .orElseThrow();
  }

  private ObjectNode seen() {
    return app.engine.json(app.forms, now(), KEEPER);
  }

  private StoredRecord now() {
    return app.engine.find(app.forms, "order", order.id(), Set.of(), TestApp.ADMIN).orElseThrow();
  }

  private Outcome change(String json) {
    Change change = Change.update(order.id(), null, TestApp.json(json));
    return app.engine
        .write(app.forms, Batch.one("order", change, KEEPER, Origin.of(Origin.Kind.API)))
        .getFirst();
  }

  private String line() {
    return seen().at("/lines/0/id").asText();
  }

  private static List<String> codes(List<Problem> problems) {
    return problems.stream().map(p -> p.pointer() + " " + p.code()).toList();
  }

  @Test
  void hiddenColumnsAreNotThereAndMaskedOnesCovered() {
    var line = seen().path("lines").path(0);
    assertThat(line.properties()).extracting(Map.Entry::getKey).doesNotContain("price", "amount");
    assertThat(line.path("sku").asText()).isEqualTo("A");
    assertThat(line.path("phone").asText()).isEqualTo("138****5678");
  }

  @Test
  void ofAMaskedNumberNothingStays() {
    var counter = new Identity("c", "C", false, Map.of("shop", Set.of("counter")), false);
    ObjectNode read = app.engine.json(app.forms, now(), counter);
    assertThat(read.at("/lines/0/price").asText()).isEqualTo("***");
    assertThat(read.at("/lines/0/amount").asText()).isEqualTo("***");
    ((ObjectNode) read.at("/lines/0")).put("qty", 4);
    Change change =
        Change.update(order.id(), null, TestApp.json("{'lines':" + read.path("lines") + "}"));
    Outcome outcome =
        app.engine
            .write(app.forms, Batch.one("order", change, counter, Origin.of(Origin.Kind.API)))
            .getFirst();
    assertThat(outcome.problems()).isEmpty();
    var line = app.engine.json(app.forms, now(), TestApp.ADMIN).at("/lines/0");
    assertThat(line.path("price").decimalValue()).isEqualByComparingTo("5");
    assertThat(line.path("amount").decimalValue()).isEqualByComparingTo("20");
  }

  @Test
  void linesSentBackAsTheyWereReadKeepWhatIsHidden() {
    ObjectNode read = seen();
    read.withArray("lines").forEach(l -> ((ObjectNode) l).put("qty", 3));
    assertThat(change("{'lines':" + read.path("lines") + "}").problems()).isEmpty();
    var line = app.engine.json(app.forms, now(), TestApp.ADMIN).path("lines").path(0);
    assertThat(line.path("price").decimalValue()).isEqualByComparingTo("5");
    assertThat(line.path("amount").decimalValue()).isEqualByComparingTo("15");
    assertThat(line.path("phone").asText()).isEqualTo("13812345678");
  }

  @Test
  void whatMayNotBeWrittenIsRefusedWhereItStands() {
    String at = "/lines/" + line();
    String patch = "{'lines':{'" + line() + "':{'sku':'B','phone':'1','price':1,'amount':1}}}";
    assertThat(codes(change(patch).problems()))
        .containsExactlyInAnyOrder(
            at + "/sku field_read_only",
            at + "/phone field_read_only",
            at + "/price field_unknown",
            at + "/amount field_unknown");
    assertThat(now().version()).isEqualTo(order.version());
  }

  @Test
  void whatIsHiddenCanNotBeAskedBy() {
    assertThat(asked("qty")).isEmpty();
    assertThat(asked("price")).containsExactly("field_unknown");
    assertThat(asked("line.amount")).containsExactly("field_unknown");
    assertThat(asked("phone")).containsExactly("field_masked");
  }

  /** The codes of what is wrong with asking by that column. */
  private List<String> asked(String column) {
    Condition where =
        Condition.read(
            TestApp.json(
                "{'some':{'table':'lines','where':{'field':'" + column + "','op':'not_empty'}}}"));
    return app.engine.check(app.forms, Query.of("order").where(where).limit(5), KEEPER).stream()
        .map(Problem::code)
        .toList();
  }

  @Test
  void aMarkOfAColumnThatIsNotThereIsTold() {
    assertThatThrownBy(
            () ->
                TestApp.of(
                    AppFiles.of(
                        Map.of(
                            "app.json",
                            "{\"schemaVersion\": 1, \"id\": \"shop\"}",
                            "forms/order.json",
                            """
                            {"id": "order", "fields": [{"id": "lines", "type": "table",
                              "settings": {"fields": [{"id": "price", "type": "money"}]}}]}
                            """,
                            "roles/keeper.json",
                            """
                            {"id": "keeper", "forms": {"order": {"read": true,
                              "fields": {"lines.prize": "hidden"}}}}
                            """))))
        .hasMessageContaining("/forms/order/fields/lines.prize role_field_unknown");
  }
}
