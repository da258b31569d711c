package dev.nacre.record;

import static dev.nacre.record.TestApp.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nacre.metadata.AppFiles;
import dev.nacre.record.Outcome.Status;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A channel that sends its orders again and again, whole and without the ids of their lines. */
class KnownLinesTest {
  private static final String THREE =
      "[{'sku':'coat','qty':1},{'sku':'tea','qty':2},{'sku':'coat','qty':1}]";

  private final TestApp app =
      TestApp.of(
          AppFiles.of(
              Map.of(
                  "app.json",
                  "{\"schemaVersion\": 1, \"id\": \"kept\"}",
                  "forms/price.json",
                  """
                  {"id": "price", "fields": [
                    {"id": "sku", "type": "text", "unique": true},
                    {"id": "amount", "type": "money"},
                    {"id": "tag", "type": "text"}]}
                  """,
                  "forms/order.json",
                  """
                  {"id": "order", "fields": [
                    {"id": "no", "type": "text", "unique": true},
                    {"id": "note", "type": "text"},
                    {"id": "lines", "type": "table", "settings": {"fields": [
                      {"id": "sku", "type": "text", "required": true},
                      {"id": "qty", "type": "number", "default": 1},
                      {"id": "price", "type": "money",
                       "default": {"expr": "lookup('price', 'sku', sku, 'amount')"}},
                      {"id": "tag", "type": "text",
                       "default": {"expr": "lookup('price', 'sku', sku, 'tag')"}},
                      {"id": "amount", "type": "money", "formula": "qty * price"}]}}]}
                  """)));
  private UUID coat;

  @BeforeEach
  void prices() {
    coat = app.create("price", "{'sku':'coat','amount':900,'tag':'wool'}").id();
    app.create("price", "{'sku':'tea','amount':30}");
  }

  /** The order as the channel sends it. */
  private Outcome sent(String lines) {
    return app.change(
        "order", Change.upsert(List.of("no"), json("{'no':'1','lines':" + lines + "}")));
  }

  private JsonNode order(Outcome of) {
    return app.engine
        .find(app.forms, "order", of.id(), Set.of(), TestApp.ADMIN)
        .orElseThrow()
        .toJson();
  }

  private List<String> lines(Outcome of, String column) {
    return StreamSupport.stream(order(of).get("lines").spliterator(), false)
        .map(line -> line.path(column).asText())
        .toList();
  }

  private Outcome corrected(Outcome order, int line, String patch) {
    String id = lines(order, "id").get(line);
    return app.change(
        "order", Change.update(order.id(), null, json("{'lines':{'%s':%s}}".formatted(id, patch))));
  }

  @Test
  void keepsLineIdsAndWritesNothingWhenAnOrderIsSentAgain() {
    Outcome first = sent(THREE);
    List<String> ids = lines(first, "id");
    app.change("price", Change.update(coat, null, json("{'amount':950,'tag':'silk'}")));

    assertThat(sent(THREE).status()).isEqualTo(Status.UNCHANGED);
    assertThat(sent(THREE).status()).isEqualTo(Status.UNCHANGED);
    assertThat(lines(first, "id")).isEqualTo(ids);
    assertThat(lines(first, "price")).containsExactly("900", "30", "900");
    assertThat(app.history.of(app.forms, "order", first.id())).hasSize(1);
  }

  @Test
  void keepsWhatAPersonPutRightWhenTheChannelSendsTheLineWithoutIt() {
    Outcome first = sent(THREE);
    List<String> ids = lines(first, "id");
    corrected(first, 0, "{'price':850}");
    corrected(first, 1, "{'tag':'green'}");

    assertThat(sent(THREE).status()).isEqualTo(Status.UNCHANGED);
    Outcome more = sent(THREE.replace("[", "[{'sku':'cup'},"));
    assertThat(more.status()).isEqualTo(Status.UPDATED);
    assertThat(lines(first, "id").subList(1, 4)).isEqualTo(ids);
    assertThat(lines(first, "price")).containsExactly("null", "850", "30", "900");
    assertThat(lines(first, "tag")).containsExactly("null", "wool", "green", "wool");
  }

  @Test
  void keepsAnEmptyValueThatAPersonLeft() {
    Outcome first = sent(THREE);
    corrected(first, 0, "{'tag':null}");

    assertThat(lines(first, "tag").getFirst()).as("a default is for new lines").isEqualTo("null");
    assertThat(sent(THREE).status()).isEqualTo(Status.UNCHANGED);
    assertThat(lines(first, "tag").getFirst()).isEqualTo("null");
  }

  @Test
  void takesWhatTheChannelSaysOverWhatAFormulaGave() {
    Outcome first = sent(THREE);
    List<String> ids = lines(first, "id");

    Outcome told =
        sent("[{'sku':'coat','qty':1,'price':800},{'sku':'tea','qty':2},{'sku':'coat','qty':1}]");
    assertThat(told.status()).isEqualTo(Status.UPDATED);
    assertThat(lines(first, "price")).containsExactly("800", "30", "900");
    assertThat(lines(first, "id").get(1)).isEqualTo(ids.get(1));
  }

  @Test
  void letsTheLineThatSaysMoreChooseFirst() {
    Outcome first = sent(THREE);
    List<String> ids = lines(first, "id");
    corrected(first, 0, "{'price':850}");

    Outcome turned =
        sent("[{'sku':'coat','qty':1},{'sku':'tea','qty':2},{'sku':'coat','qty':1,'price':850}]");
    assertThat(turned.status()).as("turned round").isEqualTo(Status.UPDATED);
    assertThat(lines(first, "id")).containsExactly(ids.get(2), ids.get(1), ids.get(0));
    assertThat(lines(first, "price")).containsExactly("900", "30", "850");
  }

  @Test
  void makesNewLinesOfMoreThanThereWere() {
    Outcome first = sent("[{'sku':'coat'}]");
    String id = lines(first, "id").getFirst();

    sent("[{'sku':'coat'},{'sku':'coat'},{'sku':'coat','qty':2}]");
    assertThat(lines(first, "id")).hasSize(3).doesNotHaveDuplicates().startsWith(id);
  }

  @Test
  void acceptsComputedValuesOfLinesThatAreSentWithoutTheirIds() {
    String whole = "[{'sku':'coat','qty':2,'price':900,'amount':1800}]";
    Outcome first = sent(whole);
    assertThat(first.status()).as(first.problems().toString()).isEqualTo(Status.CREATED);
    Outcome again = sent(whole);
    assertThat(again.status()).as(again.problems().toString()).isEqualTo(Status.UNCHANGED);

    Outcome wrong = sent(whole.replace("1800", "1"));
    assertThat(wrong.problems())
        .extracting(p -> p.pointer() + " " + p.code())
        .containsExactly("/lines/0/amount field_computed");
  }

  @Test
  void findsThousandsOfLinesThatAreAllAlike() {
    String many = "[" + "{'sku':'coat'},".repeat(4999) + "{'sku':'coat','tag':'wool'}]";
    Outcome first = sent(many);
    List<String> ids = lines(first, "id");

    assertThat(sent("[" + "{'sku':'coat'},".repeat(4999) + "{'sku':'coat'}]").status())
        .isEqualTo(Status.UNCHANGED);
    assertThat(lines(first, "id")).isEqualTo(ids);
  }

  @Test
  void findsManyLinesThatDifferOnlyInWhatAFormulaGave() {
    Form lines =
        Objects.requireNonNull(app.forms.get("order").field("lines").orElseThrow().target());
    var there = new ArrayList<StoredRecord>();
    var came = new ArrayList<StoredRecord>();
    for (int i = 0; i < 60_000; i++) {
      there.add(line(lines, i));
      came.addFirst(line(lines, i));
    }
    var known = new KnownLines(lines, there, JsonNodeFactory.instance.arrayNode());
    Map<UUID, StoredRecord> found = assertTimeout(Duration.ofSeconds(4), () -> known.find(came));
    assertThat(found).hasSize(60_000);
    assertThat(found.get(came.getFirst().id())).isSameAs(there.getLast());
  }

  /** Whose price is said and whose tag isn't, both of which formulas give. */
  private static StoredRecord line(Form lines, int price) {
    var line = new StoredRecord(lines);
    line.set(Form.ID, UUID.randomUUID());
    line.set(lines.field("sku").orElseThrow().index(), "coat");
    line.set(lines.field("qty").orElseThrow().index(), BigDecimal.ONE);
    line.set(lines.field("price").orElseThrow().index(), BigDecimal.valueOf(price));
    return line;
  }
}
