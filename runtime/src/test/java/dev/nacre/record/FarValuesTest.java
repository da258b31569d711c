package dev.nacre.record;

import static dev.nacre.record.TestApp.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Outcome.Status;
import dev.nacre.security.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Fields that show what linked records say, and figures over the records that link here. */
class FarValuesTest {
  private static final Identity CLERK =
      new Identity("cleo", "Cleo", false, Map.of("far", Set.of("clerk")), false);
  private static final Identity PACKER =
      new Identity("pat", "Pat", false, Map.of("far", Set.of("packer")), false);

  private final TestApp app = TestApp.of("far");
  private final UUID city = app.create("city", "{'name':'Shenzhen'}").id();
  private final UUID ann =
      app.create(
              "customer",
              "{'name':'Ann','level':'gold','phone':'13800001234','city':'" + city + "'}")
          .id();
  private final UUID bob = app.create("customer", "{'name':'Bob','level':'plain'}").id();
  private final UUID pen = app.create("product", "{'name':'Pen','price':7.5}").id();

  private Outcome order(String json) {
    return app.create("order", json.replace("ANN", ann + "").replace("BOB", bob + ""));
  }

  private ObjectNode read(String form, UUID id, Identity who) {
    StoredRecord record = app.engine.find(app.forms, form, id, Set.of(), who).orElseThrow();
    return app.engine.json(app.forms, record, who);
  }

  private ObjectNode read(String form, UUID id) {
    return read(form, id, TestApp.ADMIN);
  }

  private List<String> found(String form, String filter, String sort, Identity who) {
    Condition where = filter.isEmpty() ? null : Condition.read(json(filter));
    var titles = new ArrayList<String>();
    String cursor = null;
    do {
      Page page =
          app.engine.query(
              app.forms,
              Query.of(form)
                  .where(where)
                  .sortedBy(List.of(Query.Sort.read(sort)))
                  .limit(2)
                  .after(cursor),
              who);
      page.records().forEach(r -> titles.add(r.title()));
      cursor = page.next();
    } while (cursor != null);
    return titles;
  }

  private List<String> found(String form, String filter) {
    return found(form, filter, "createdAt", TestApp.ADMIN);
  }

  private static List<String> codes(Outcome outcome) {
    return outcome.problems().stream().map(Problem::code).toList();
  }

  @Test
  void showsWhatTheLinkedRecordSaysAlsoAfterItChanged() {
    Outcome made = order("{'no':'1','customer':'ANN','amount':50}");

    assertThat(made.after().toJson().toString())
        .contains(
            "\"level\":\"gold\"",
            "\"phone\":\"13800001234\"",
            "\"city\":\"" + city + "\"",
            "\"city_name\":\"Shenzhen\"",
            "\"orders\":1");
    assertThat(read("order", made.id())).isEqualTo(made.after().toJson());
    assertThat(read("order", made.id()).path("since").asText()).isEqualTo("2026-11-21T02:30:00Z");

    app.change("customer", Change.update(ann, null, json("{'level':'plain','phone':null}")));
    app.change("city", Change.update(city, null, json("{'name':'Foshan'}")));
    ObjectNode now = read("order", made.id());
    assertThat(now.path("level").asText()).isEqualTo("plain");
    assertThat(now.path("phone").isNull()).isTrue();
    assertThat(now.path("city_name").asText()).isEqualTo("Foshan");
    assertThat(now.path("version").asInt()).isEqualTo(1);

    app.change("customer", Change.delete(ann, null));
    assertThat(read("order", made.id()).path("level").isNull()).isTrue();
  }

  @Test
  void figuresOverTheRecordsThatLinkHere() {
    assertThat(read("customer", ann).toString())
        .contains("\"orders\":0", "\"spent\":0", "\"mean\":null", "\"last_order\":null");
    order("{'no':'1','customer':'ANN','payer':'BOB','amount':50,'day':'2026-01-02'}");
    Outcome second =
        order("{'no':'2','customer':'ANN','amount':20.1,'status':'paid','day':'2026-01-05'}");
    order("{'no':'3','customer':'ANN','amount':30,'status':'paid'}");

    assertThat(read("customer", ann).toString())
        .contains(
            "\"orders\":3",
            "\"spent\":50.1",
            "\"mean\":33.37",
            "\"last_order\":\"2026-01-05\"",
            "\"paid_for\":0");
    assertThat(read("customer", bob).path("paid_for").asInt()).isEqualTo(1);
    assertThat(read("city", city).path("spent").decimalValue()).isEqualByComparingTo("50.1");

    app.change("order", Change.delete(second.id(), null));
    assertThat(read("customer", ann).toString())
        .contains("\"orders\":2", "\"spent\":30", "\"last_order\":\"2026-01-02\"");
  }

  @Test
  void figuresOverLinesThatLinkHere() {
    String lines = "'lines':[{'product':'" + pen + "','qty':3},{'product':'" + pen + "','qty':1}]";
    Outcome paid = order("{'no':'1','status':'paid'," + lines + "}");
    order("{'no':'2','status':'new'," + lines + "}");

    assertThat(paid.after().toJson().at("/lines/0").toString())
        .contains("\"list_price\":7.5", "\"worth\":22.5");
    assertThat(read("order", paid.id())).isEqualTo(paid.after().toJson());
    assertThat(read("product", pen).path("sold").asInt()).isEqualTo(3);
    assertThat(read("product", pen).path("dearest").decimalValue()).isEqualByComparingTo("7.5");
  }

  @Test
  void filtersSortsAndPagesByThem() {
    order("{'no':'1','customer':'ANN','amount':50}");
    order("{'no':'2','customer':'BOB','amount':60}");
    order("{'no':'3','amount':70}");
    order("{'no':'4','customer':'ANN','amount':80}");

    assertThat(found("order", "{'field':'level','op':'eq','value':'gold'}"))
        .containsExactly("1", "4");
    assertThat(found("order", "{'field':'level','op':'empty'}")).containsExactly("3");
    assertThat(found("order", "{'field':'orders','op':'gte','value':2}")).containsExactly("1", "4");
    assertThat(found("order", "{'field':'city.name','op':'eq','value':'Shenzhen'}"))
        .containsExactly("1", "4");
    assertThat(found("customer", "{'field':'orders','op':'between','value':[1,1]}"))
        .containsExactly("Bob");
    assertThat(found("customer", "{'field':'last_order','op':'empty'}"))
        .containsExactly("Ann", "Bob");
    assertThat(found("order", "", "-level", TestApp.ADMIN)).startsWith("2").endsWith("3");
    assertThat(found("order", "", "orders", TestApp.ADMIN)).startsWith("2").endsWith("3");
    assertThat(found("customer", "", "-orders", TestApp.ADMIN)).containsExactly("Ann", "Bob");
  }

  @Test
  void groupsAndAddsUpByThem() {
    order("{'no':'1','customer':'ANN','amount':50}");
    order("{'no':'2','customer':'BOB','amount':60}");
    order("{'no':'4','customer':'ANN','amount':80}");

    Aggregation levels =
        figures("order", List.of("level"), new Aggregate.Measure(Aggregate.Fn.SUM, "amount"));
    assertThat(levels.groups())
        .extracting(g -> g.key() + "=" + g.values())
        .contains("[gold]=[130]");
    Aggregation cities =
        figures("order", List.of("city_name"), new Aggregate.Measure(Aggregate.Fn.MAX, "orders"));
    assertThat(cities.groups())
        .extracting(g -> g.key() + "=" + g.values())
        .containsExactlyInAnyOrder("[Shenzhen]=[2]", "[null]=[1]");
    Aggregation byOrders =
        figures("customer", List.of("orders"), new Aggregate.Measure(Aggregate.Fn.COUNT, null));
    assertThat(byOrders.groups())
        .extracting(g -> g.key() + "=" + g.values())
        .containsExactlyInAnyOrder("[1]=[1]", "[2]=[1]");
  }

  private Aggregation figures(String form, List<String> by, Aggregate.Measure measure) {
    return new AggregateEngine(app.database, app.expressions, app.engine)
        .aggregate(
            app.forms,
            new Aggregate(
                form,
                null,
                by.stream().map(f -> new Aggregate.GroupBy(f, null)).toList(),
                List.of(measure),
                List.of(),
                100),
            TestApp.ADMIN);
  }

  @Test
  void rulesAndFormulasSeeThem() {
    Outcome gold = order("{'no':'1','customer':'ANN','amount':2000}");
    assertThat(gold.after().toJson().path("off").asInt()).isEqualTo(200);
    assertThat(codes(order("{'no':'2','customer':'BOB','amount':2000}")))
        .containsExactly("rule_blocks");

    assertThat(codes(app.change("customer", Change.update(ann, null, json("{'vip':true}")))))
        .containsExactly("rule_blocks");
    order("{'no':'3','customer':'ANN','amount':2}");
    assertThat(app.change("customer", Change.update(ann, null, json("{'vip':true}"))).status())
        .isEqualTo(Status.UPDATED);
  }

  @Test
  void takesThemUnchangedAndRefusesThemChanged() {
    Outcome made =
        order("{'no':'1','customer':'ANN','amount':50,'lines':[{'product':'" + pen + "'}]}");
    ObjectNode order = read("order", made.id());
    order.put("day", "2026-02-02");
    Outcome again = app.change("order", Change.update(made.id(), null, order));
    assertThat(again.problems()).isEmpty();
    assertThat(again.status()).isEqualTo(Status.UPDATED);

    assertThat(
            codes(app.change("order", Change.update(made.id(), null, json("{'level':'plain'}")))))
        .containsExactly("field_computed");
    ObjectNode customer = read("customer", ann);
    assertThat(app.change("customer", Change.update(ann, null, customer)).status())
        .isEqualTo(Status.UNCHANGED);
    assertThat(codes(app.change("customer", Change.update(ann, null, json("{'orders':7}")))))
        .containsExactly("field_computed");
    ObjectNode line = json("{'lines':[{'product':'" + pen + "','list_price':8}]}");
    assertThat(codes(app.change("order", Change.update(made.id(), null, line))))
        .containsExactly("field_computed");
  }

  @Test
  void keepsNothingOfThemInTablesOrHistory() {
    Outcome made = order("{'no':'1','customer':'ANN','lines':[{'product':'" + pen + "','qty':1}]}");
    app.change("order", Change.update(made.id(), null, json("{'customer':'" + bob + "'}")));

    assertThat(app.history.of(app.forms, "order", made.id()).toString())
        .contains("customer", "qty")
        .doesNotContain("gold", "list_price", "13800001234");
    assertThat(
            app.past
                .snapshot(app.forms, "order", made.id(), 1, TestApp.ADMIN)
                .values()
                .has("level"))
        .isFalse();
  }

  @Test
  void previewsThemWhileARecordIsFilled() {
    RecordEngine.Draft draft =
        app.engine.preview(
            app.forms,
            "order",
            Optional.empty(),
            json("{'customer':'" + ann + "','lines':[{'product':'" + pen + "'}]}"),
            TestApp.ADMIN);

    assertThat(draft.record().toJson().toString())
        .contains("\"level\":\"gold\"", "\"city_name\":\"Shenzhen\"", "\"orders\":0", "7.5");
    assertThat(draft.readOnly()).contains("level", "orders");
    RecordEngine.Draft fresh =
        app.engine.preview(app.forms, "customer", Optional.empty(), json("{}"), TestApp.ADMIN);
    assertThat(fresh.record().toJson().toString()).contains("\"orders\":0");
  }

  @Test
  void showsNobodyWhatIsHiddenOverThere() {
    Outcome golden =
        order("{'no':'1','customer':'ANN','amount':50,'lines':[{'product':'" + pen + "'}]}");
    Outcome plain = order("{'no':'2','customer':'BOB','amount':60}");
    order("{'no':'3','customer':'ANN','amount':500,'status':'paid'}");

    // the clerk reads gold customers with their phones covered, and orders below 100
    ObjectNode seen = read("order", golden.id(), CLERK);
    assertThat(seen.path("level").asText()).isEqualTo("gold");
    assertThat(seen.path("phone").asText()).isEqualTo("138****1234");
    assertThat(seen.has("city_name")).isFalse();
    assertThat(seen.at("/lines/0").has("list_price")).isFalse();
    assertThat(seen.path("orders").asInt()).isEqualTo(1);
    assertThat(read("order", plain.id(), CLERK).path("level").isNull()).isTrue();
    assertThat(read("customer", ann, CLERK).toString())
        .contains("\"orders\":1", "\"spent\":0", "\"mean\":50");
    assertThat(found("order", "{'field':'level','op':'not_empty'}", "createdAt", CLERK))
        .containsExactly("1");
    assertThatThrownBy(
            () -> found("order", "{'field':'phone','op':'eq','value':'1'}", "createdAt", CLERK))
        .isInstanceOf(InvalidQueryException.class);
    assertThatThrownBy(() -> found("order", "", "city_name", CLERK))
        .isInstanceOf(InvalidQueryException.class);

    // who may read no customers sees nothing of them
    assertThat(read("order", golden.id(), PACKER).has("level")).isFalse();
    assertThat(read("product", pen, PACKER).has("sold")).isTrue();
  }

  @Test
  void tellsAWriterNoMoreThanAReader() {
    Outcome plain = order("{'no':'2','customer':'BOB','amount':60}");
    Outcome written =
        app.engine
            .write(
                app.forms,
                new Batch(
                    "order",
                    List.of(Change.update(plain.id(), null, json("{'amount':61}"))),
                    Batch.Mode.ALL_OR_NOTHING,
                    CLERK,
                    Origin.of(Origin.Kind.API)))
            .getFirst();

    assertThat(written.problems()).isEmpty();
    assertThat(app.engine.json(app.forms, written.after(), CLERK).path("level").isNull()).isTrue();
    RecordEngine.Draft draft =
        app.engine.preview(
            app.forms, "order", Optional.of(plain.id()), json("{'amount':62}"), CLERK);
    assertThat(draft.record().toJson().path("level").isNull()).isTrue();
    assertThat(draft.problems()).isEmpty();
  }

  @Test
  void keepsTheFarValuesOfExpandedRecords() {
    Outcome made = order("{'no':'1','customer':'ANN','amount':50}");
    StoredRecord record =
        app.engine
            .find(app.forms, "order", made.id(), Set.of("customer"), TestApp.ADMIN)
            .orElseThrow();
    assertThat(
            app.engine
                .json(app.forms, record, Set.of("customer"), TestApp.ADMIN)
                .at("/customer/orders")
                .asInt())
        .isEqualTo(1);
    assertThat(app.engine.load(app.forms, "order", List.of(made.id()), Set.of()).get(made.id()))
        .extracting(r -> r.get("city_name"))
        .isEqualTo("Shenzhen");
    assertThat(app.forms.get("order").field("level").orElseThrow().display("gold", Locale.CHINESE))
        .isEqualTo("金卡");
  }

  @Test
  void needsAsManyStatementsForManyRecordsAsForFew() {
    assertThat(written(40)).isEqualTo(written(1));
  }

  /** How many statements it takes to write that many orders with lines. */
  private int written(int orders) {
    var changes = new ArrayList<Change>();
    for (int i = 0; i < orders; i++) {
      String order =
          "{'no':'%s','customer':'%s','helpers':['%s'],'lines':[{'product':'%s','qty':1}]}"
              .formatted(i, i % 2 == 0 ? ann : bob, bob, pen);
      changes.add(Change.create(json(order)));
    }
    return app.statements.during(
        () ->
            assertThat(app.write("order", Batch.Mode.ALL_OR_NOTHING, changes))
                .allMatch(o -> o.status() == Status.CREATED));
  }
}
