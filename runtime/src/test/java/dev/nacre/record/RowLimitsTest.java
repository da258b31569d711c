package dev.nacre.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.metadata.Condition;
import dev.nacre.security.Identity;
import dev.nacre.security.Permissions.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Somebody who may read every order, but only the warehouses of the east. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RowLimitsTest {
  private static final Identity CLERK =
      new Identity("clerk", "Clerk", false, Map.of("limits", Set.of("clerk")), false);

  private TestApp app;
  private UUID east;
  private UUID west;

  @BeforeAll
  void someOrders(@TempDir Path folder) throws IOException {
    put(
        folder,
        "app.json",
        "{'schemaVersion':1,'id':'limits','version':'1.0.0','name':'Limits',"
            + "'timeZone':'UTC','currency':'CNY'}");
    put(
        folder,
        "forms/warehouse.json",
        "{'id':'warehouse','titleField':'name','fields':[{'id':'name','type':'text'},"
            + "{'id':'region','type':'text'},{'id':'rent','type':'money'}]}");
    put(
        folder,
        "forms/order.json",
        "{'id':'order','fields':[{'id':'no','type':'text'},{'id':'region','type':'text'},"
            + "{'id':'warehouse','type':'link','settings':{'form':'warehouse'}}]}");
    put(
        folder,
        "roles/clerk.json",
        "{'id':'clerk','forms':{'warehouse':{'read':{'where':"
            + "{'field':'region','op':'eq','value':'east'}}},"
            + "'order':{'read':true,'update':true,'export':{'where':"
            + "{'field':'warehouse.region','op':'eq','value':'west'}}}}}");
    app = TestApp.of(folder);
    east = app.create("warehouse", "{'name':'E','region':'east','rent':10}").id();
    west = app.create("warehouse", "{'name':'W','region':'west','rent':20}").id();
    app.create("order", "{'no':'1','region':'east','warehouse':'" + east + "'}");
    app.create("order", "{'no':'2','region':'west','warehouse':'" + west + "'}");
    app.create("order", "{'no':'3'}");
  }

  private static void put(Path folder, String file, String json) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, json.replace('\'', '"'));
  }

  @Test
  void filtersAcrossALinkSeeOnlyFarRecordsThatMayBeRead() {
    String west = "{'field':'warehouse.region','op':'eq','value':'west'}";
    assertThat(numbers(west, TestApp.ADMIN)).containsExactly("2");
    assertThat(numbers(west, CLERK)).isEmpty();
    assertThat(numbers("{'not':" + west + "}", CLERK)).containsExactly("1", "2", "3");
    assertThat(numbers("{'field':'warehouse.rent','op':'gt','value':5}", CLERK))
        .containsExactly("1");
    assertThat(numbers("{'field':'warehouse.region','op':'empty'}", CLERK))
        .containsExactly("2", "3");
    String same = "{'field':'region','op':'eq','value':{'field':'warehouse.region'}}";
    assertThat(numbers(same, TestApp.ADMIN)).containsExactly("1", "2");
    assertThat(numbers(same, CLERK)).containsExactly("1");
  }

  @Test
  void expandedLinksThatMayNotBeReadStayIds() {
    Query all =
        Query.of("order").sortedBy(List.of(Query.Sort.read("no"))).expanding(Set.of("warehouse"));
    List<String> shown =
        app.engine.query(app.forms, all, CLERK).records().stream()
            .map(r -> app.engine.json(app.forms, r, Set.of("warehouse"), CLERK))
            .map(json -> json.at("/warehouse/name").asText(json.path("warehouse").asText()))
            .toList();
    assertThat(shown).containsExactly("E", west.toString(), "null");
  }

  @Test
  void figuresAcrossALinkCountOnlyWhatMayBeRead() {
    var aggregates = new AggregateEngine(app.database, app.expressions, app.engine);
    var question =
        new Aggregate(
            "order",
            null,
            List.of(new Aggregate.GroupBy("warehouse.region", null)),
            List.of(new Aggregate.Measure(Aggregate.Fn.SUM, "warehouse.rent")),
            List.of(),
            100);
    assertThat(figures(aggregates.aggregate(app.forms, question, CLERK)))
        .containsExactlyInAnyOrder("east 10", "null 0");
    assertThat(figures(aggregates.aggregate(app.forms, question, TestApp.ADMIN)))
        .containsExactlyInAnyOrder("east 10", "west 20", "null 0");
  }

  @Test
  void namesNoGroupAfterARecordThatMayNotBeRead() {
    var aggregates = new AggregateEngine(app.database, app.expressions, app.engine);
    var question =
        new Aggregate(
            "order",
            null,
            List.of(new Aggregate.GroupBy("warehouse", null)),
            List.of(new Aggregate.Measure(Aggregate.Fn.COUNT, null)),
            List.of(),
            100);
    assertThat(aggregates.aggregate(app.forms, question, CLERK).groups())
        .flatExtracting(Aggregation.Group::titles)
        .containsExactlyInAnyOrder("E", null, null);
  }

  @Test
  void exportsTheRowsOfALimitThatCrossesALink() {
    Query all = Query.of("order").limit(10);
    assertThat(app.engine.query(app.forms, all, CLERK, Action.EXPORT).records())
        .extracting(r -> r.get("no"))
        .containsExactly("2");
    assertThat(app.engine.query(app.forms, all, TestApp.ADMIN, Action.EXPORT).records()).hasSize(3);
  }

  private static List<String> figures(Aggregation answer) {
    return answer.groups().stream()
        .map(g -> g.key().getFirst() + " " + g.values().getFirst())
        .toList();
  }

  private List<Object> numbers(String filter, Identity who) {
    Query query =
        Query.of("order")
            .where(Condition.read(TestApp.json(filter)))
            .sortedBy(List.of(Query.Sort.read("no")));
    return app.engine.query(app.forms, query, who).records().stream()
        .map(r -> r.get("no"))
        .toList();
  }
}
