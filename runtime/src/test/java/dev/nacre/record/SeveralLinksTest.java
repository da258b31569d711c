package dev.nacre.record;

import static dev.nacre.record.TestApp.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Outcome.Status;
import dev.nacre.security.Identity;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A field that links to any number of records. */
class SeveralLinksTest {
  private static final Identity CLERK =
      new Identity("cleo", "Cleo", false, Map.of("far", Set.of("clerk")), false);

  private final TestApp app = TestApp.of("far");
  private final UUID ann = app.create("customer", "{'name':'Ann','level':'gold'}").id();
  private final UUID bob = app.create("customer", "{'name':'Bob','level':'plain'}").id();

  private Outcome order(String json) {
    return app.create("order", json.replace("ANN", ann + "").replace("BOB", bob + ""));
  }

  private ObjectNode read(UUID id, Set<String> expand, Identity who) {
    StoredRecord record = app.engine.find(app.forms, "order", id, expand, who).orElseThrow();
    return app.engine.json(app.forms, record, expand, who);
  }

  private List<String> found(String filter) {
    return app
        .engine
        .query(
            app.forms,
            Query.of("order")
                .where(
                    Condition.read(json(filter.replace("ANN", ann + "").replace("BOB", bob + ""))))
                .sortedBy(List.of(Query.Sort.read("no"))),
            TestApp.ADMIN)
        .records()
        .stream()
        .map(StoredRecord::title)
        .toList();
  }

  @Test
  void holdsRecordsInTheOrderGiven() {
    Outcome made = order("{'no':'1','helpers':['BOB','ANN']}");

    assertThat(read(made.id(), Set.of(), TestApp.ADMIN).path("helpers").toString())
        .isEqualTo("[\"" + bob + "\",\"" + ann + "\"]");
    app.change("order", Change.update(made.id(), null, json("{'helpers':[]}")));
    assertThat(read(made.id(), Set.of(), TestApp.ADMIN).path("helpers").isNull()).isTrue();
  }

  @Test
  void refusesWhatIsNotThereButKeepsWhatHasGone() {
    Outcome wrong = order("{'no':'1','helpers':['ANN','0199f3a0-7c1e-7000-8000-5f1d2c3b4a59']}");
    assertThat(wrong.problems()).extracting(Problem::pointer).containsExactly("/helpers/1");
    assertThat(wrong.problems()).extracting(Problem::code).containsExactly("link_unknown");

    Outcome made = order("{'no':'1','helpers':['ANN','BOB']}");
    app.change("customer", Change.delete(bob, null));
    ObjectNode same = json("{'helpers':['" + bob + "','" + ann + "'],'amount':3}");
    assertThat(app.change("order", Change.update(made.id(), null, same)).status())
        .isEqualTo(Status.UPDATED);
    assertThat(order("{'no':'2','helpers':['BOB']}").status()).isEqualTo(Status.INVALID);
  }

  @Test
  void findsRecordsByWhatTheyLinkTo() {
    order("{'no':'1','helpers':['BOB','ANN']}");
    order("{'no':'2','helpers':['BOB']}");
    order("{'no':'3'}");

    assertThat(found("{'field':'helpers','op':'contains','value':'ANN'}")).containsExactly("1");
    assertThat(found("{'field':'helpers','op':'in','value':['ANN','BOB']}"))
        .containsExactly("1", "2");
    assertThat(found("{'field':'helpers','op':'eq','value':['BOB']}")).containsExactly("2");
    assertThat(found("{'field':'helpers','op':'empty'}")).containsExactly("3");
  }

  @Test
  void asksWhatHoldsOfOneOfThem() {
    order("{'no':'1','helpers':['BOB','ANN']}");
    order("{'no':'2','helpers':['BOB']}");
    order("{'no':'3'}");

    assertThat(found("{'field':'helpers.level','op':'eq','value':'gold'}")).containsExactly("1");
    assertThat(found("{'field':'helpers.level','op':'eq','value':'plain'}"))
        .containsExactly("1", "2");
    assertThat(found("{'field':'helpers.level','op':'ne','value':'gold'}"))
        .containsExactly("2", "3");
    assertThat(found("{'field':'helpers.name','op':'empty'}")).containsExactly("3");
    String both =
        "{'some':{'table':'helpers','where':{'all':[{'field':'level','op':'eq','value':'%s'},"
            + "{'field':'name','op':'eq','value':'Ann'}]}}}";
    assertThat(found(both.formatted("gold"))).containsExactly("1");
    assertThat(found(both.formatted("plain"))).isEmpty();
    app.change("customer", Change.delete(ann, null));
    assertThat(found("{'field':'helpers.level','op':'eq','value':'gold'}")).isEmpty();
  }

  @Test
  void addsUpOverThem() {
    UUID id = order("{'no':'1','helpers':['BOB','ANN']}").id();
    assertThat(read(id, Set.of(), TestApp.ADMIN).path("best_helpers").asInt()).isEqualTo(1);
    app.change("order", Change.update(id, null, json("{'helpers':['" + bob + "']}")));
    assertThat(read(id, Set.of(), TestApp.ADMIN).path("best_helpers").asInt()).isZero();
  }

  @Test
  void asksNothingThatMayNotBeRead() {
    order("{'no':'1','amount':5,'helpers':['BOB','ANN']}");

    assertThat(asked("{'field':'helpers.level','op':'eq','value':'gold'}")).isEqualTo("1");
    // of plain customers the clerk reads none, and names of nobody
    assertThat(asked("{'field':'helpers.level','op':'eq','value':'plain'}")).isEmpty();
    assertThat(asked("{'field':'helpers.name','op':'eq','value':'Ann'}"))
        .isEqualTo("field_unknown");
    assertThat(
            asked("{'some':{'table':'helpers','where':{'field':'name','op':'eq','value':'Ann'}}}"))
        .isEqualTo("field_unknown");
    assertThat(
            asked(
                "{'some':{'table':'helpers','where':{'field':'level','op':'ne','value':'gold'}}}"))
        .isEmpty();
  }

  private String asked(String filter) {
    try {
      Query query = Query.of("order").where(Condition.read(json(filter)));
      return app.engine.query(app.forms, query, CLERK).records().stream()
          .map(StoredRecord::title)
          .collect(Collectors.joining(","));
    } catch (InvalidQueryException e) {
      return e.problems().getFirst().code();
    }
  }

  @Test
  void expandsThoseThatMayBeRead() {
    Outcome made = order("{'no':'1','amount':5,'helpers':['BOB','ANN']}");

    JsonNode all = read(made.id(), Set.of("helpers"), TestApp.ADMIN).path("helpers");
    assertThat(all.findValuesAsText("name")).containsExactly("Bob", "Ann");
    assertThat(all.at("/1/helped").asInt()).isEqualTo(5);
    // the clerk reads gold customers only, without their names
    JsonNode some = read(made.id(), Set.of("helpers"), CLERK).path("helpers");
    assertThat(some.get(0).asText()).isEqualTo(bob.toString());
    assertThat(some.get(1).path("level").asText()).isEqualTo("gold");
    assertThat(some.get(1).has("name")).isFalse();
  }

  @Test
  void givesFiguresBack() {
    order("{'no':'1','amount':5,'helpers':['BOB','ANN']}");
    order("{'no':'2','amount':7,'helpers':['BOB']}");

    StoredRecord record =
        app.engine.find(app.forms, "customer", bob, Set.of(), TestApp.ADMIN).orElseThrow();
    assertThat(record.toJson().path("helped").asInt()).isEqualTo(12);
  }

  @Test
  void readsCellsWithTitlesBetweenSemicolons() {
    Outcome made =
        app.change("order", Change.create(json("{'no':'1','helpers':'Bob; Ann'}")).asText());
    assertThat(made.problems()).isEmpty();
    assertThat(read(made.id(), Set.of(), TestApp.ADMIN).path("helpers")).hasSize(2);
    Outcome wrong =
        app.change("order", Change.create(json("{'no':'1','helpers':'Bob; Eve'}")).asText());
    assertThat(wrong.problems()).extracting(Problem::code).containsExactly("link_expected");
  }
}
