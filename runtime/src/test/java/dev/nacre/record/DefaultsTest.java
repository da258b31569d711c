package dev.nacre.record;

import static dev.nacre.record.TestApp.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.AppFiles;
import dev.nacre.record.Outcome.Status;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a new record wasn't given comes from what it links to, and from what formulas give. */
class DefaultsTest {
  private static final String ORDER =
      """
      {"id": "order", "fields": [
        {"id": "no", "type": "text"},
        {"id": "level", "type": "text", "default": {"expr": "customer.level"}},
        {"id": "hours", "type": "number", "default": {"expr": "policy.hours"}},
        {"id": "late", "type": "number", "default": {"expr": "hours * 2"}},
        {"id": "policy", "type": "link", "settings": {"form": "policy"},
         "default": {"expr": "customer.policy"}},
        {"id": "customer", "type": "link", "settings": {"form": "customer"}},
        {"id": "freight", "type": "money", "default": {"expr": "if(goods >= 100, 0, 8)"}},
        {"id": "goods", "type": "money", "formula": "sum(lines, 'amount')"},
        {"id": "lines", "type": "table", "settings": {"fields": [
          {"id": "product", "type": "link", "settings": {"form": "product"}},
          {"id": "qty", "type": "number", "default": 1},
          {"id": "price", "type": "money",
           "default": {"expr": "if(record.customer.level = 'v3', product.price / 2, product.price)"}},
          {"id": "amount", "type": "money", "formula": "qty * price"}]}},
        {"id": "state", "type": "choice",
         "settings": {"options": [{"value": "open"}, {"value": "done"}]}},
        {"id": "began", "type": "text", "default": {"expr": "concat('as ', state)"}},
        {"id": "by", "type": "text", "default": {"expr": "createdBy"}}],
       "states": {"field": "state", "initial": "open", "transitions": [{"from": "open", "to": "done"}]}}
      """;

  private final TestApp app =
      TestApp.of(
          AppFiles.of(
              Map.of(
                  "app.json",
                  "{\"schemaVersion\": 1, \"id\": \"given\"}",
                  "forms/policy.json",
                  """
                  {"id": "policy", "fields": [{"id": "hours", "type": "number"}]}
                  """,
                  "forms/customer.json",
                  """
                  {"id": "customer", "fields": [
                    {"id": "level", "type": "text"},
                    {"id": "policy", "type": "link", "settings": {"form": "policy"}}]}
                  """,
                  "forms/product.json",
                  """
                  {"id": "product", "fields": [{"id": "price", "type": "money"}]}
                  """,
                  "forms/order.json",
                  ORDER)));
  private final UUID policy = app.create("policy", "{'hours':24}").id();
  private final UUID customer =
      app.create("customer", "{'level':'v3','policy':'" + policy + "'}").id();
  private final UUID coat = app.create("product", "{'price':900}").id();

  private String order(String more) {
    return "{'customer':'%s'%s}".formatted(customer, more);
  }

  private JsonNode made(String more) {
    Outcome made = app.create("order", order(more));
    assertThat(made.status()).as(made.problems().toString()).isEqualTo(Status.CREATED);
    return app.engine
        .find(app.forms, "order", made.id(), Set.of(), TestApp.ADMIN)
        .orElseThrow()
        .toJson();
  }

  @Test
  void reachesAcrossALinkThatWasGiven() {
    assertThat(made("").path("level").asText()).isEqualTo("v3");
    assertThat(made(",'level':'v1'").path("level").asText())
        .as("what is given stays")
        .isEqualTo("v1");
  }

  @Test
  void reachesAcrossALinkThatIsADefaultItself() {
    JsonNode order = made("");
    assertThat(order.path("policy").asText()).isEqualTo(policy.toString());
    assertThat(order.path("hours").asInt()).isEqualTo(24);
    assertThat(order.path("late").asInt()).as("whatever stands first in the form").isEqualTo(48);
  }

  @Test
  void reachesAcrossLinksOfLinesAndOfTheirRecord() {
    String line = "{'product':'%s'}".formatted(coat);
    JsonNode order = made(",'lines':[%s]".formatted(line));
    assertThat(order.at("/lines/0/price").asInt()).isEqualTo(450);
    assertThat(order.at("/lines/0/amount").asInt()).isEqualTo(450);

    Outcome plain = app.create("order", "{'lines':[%s]}".formatted(line));
    assertThat(plain.after().toJson().at("/lines/0/price").asInt()).isEqualTo(900);
  }

  @Test
  void readsWhatFormulasMakeOfOtherDefaults() {
    assertThat(made(",'lines':[{'product':'%s'}]".formatted(coat)).path("freight").asInt())
        .isZero();
    assertThat(made(",'lines':[{'price':20}]").path("freight").asInt()).isEqualTo(8);
  }

  @Test
  void knowsTheFirstStateAndWhoMadeIt() {
    JsonNode order = made("");
    assertThat(order.path("state").asText()).isEqualTo("open");
    assertThat(order.path("began").asText()).isEqualTo("as open");
    assertThat(order.path("by").asText()).isEqualTo("admin");
    assertThat(made(",'state':'done'").path("began").asText()).isEqualTo("as done");
  }

  @Test
  void leavesARecordThatIsThereAsItIsAndFillsItsNewLines() {
    JsonNode order = made(",'lines':[{'product':'%s'}]".formatted(coat));
    UUID id = UUID.fromString(order.path("id").asText());
    String line = order.at("/lines/0/id").asText();
    app.change(
        "order",
        Change.update(
            id,
            null,
            json("{'level':null,'lines':{'%s':{'price':null,'qty':null}}}".formatted(line))));
    Outcome more =
        app.change(
            "order",
            Change.update(
                id, null, json("{'lines':[{'id':'%s'},{'product':'%s'}]}".formatted(line, coat))));

    JsonNode now = more.after().toJson();
    assertThat(now.path("level").isNull()).isTrue();
    assertThat(now.at("/lines/0/price").isNull()).isTrue();
    assertThat(now.at("/lines/0/qty").isNull()).isTrue();
    assertThat(now.at("/lines/1/price").asInt()).isEqualTo(450);
  }

  @Test
  void showsThemToWhoeverFillsARecord() {
    RecordEngine.Draft draft =
        app.engine.preview(app.forms, "order", Optional.empty(), json(order("")), TestApp.ADMIN);
    assertThat(draft.record().toJson().path("hours").asInt()).isEqualTo(24);
  }

  @Test
  void asksAsOftenForManyRecordsAsForOne() {
    Form form = app.forms.get("order");
    assertThat(form.fillings()).hasSizeLessThanOrEqualTo(4);
    int one = statements(1);
    assertThat(statements(500)).isEqualTo(one);
  }

  /** How many statements so many new orders take. */
  private int statements(int records) {
    var changes = new ArrayList<Change>();
    for (int i = 0; i < records; i++) {
      changes.add(Change.create(json(order(",'lines':[{'product':'%s'}]".formatted(coat)))));
    }
    return app.statements.during(
        () ->
            assertThat(app.write("order", Batch.Mode.ALL_OR_NOTHING, changes))
                .allMatch(o -> o.status() == Status.CREATED));
  }
}
