package dev.nacre.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.metadata.Condition;
import dev.nacre.security.Identity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody from whom one field of each form and of the lines is hidden. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AskableTest {
  private static final Identity CLERK =
      new Identity("clerk", "Clerk", false, Map.of("asks", Set.of("clerk")), false);

  private TestApp app;

  @BeforeAll
  void oneOrder() {
    var files = new HashMap<String, String>();
    files.put(
        "app.json",
        "{'schemaVersion':1,'id':'asks','version':'1.0.0','name':'Asks',"
            + "'timeZone':'UTC','currency':'CNY'}");
    files.put(
        "forms/part.json",
        "{'id':'part','fields':[{'id':'name','type':'text'},{'id':'cost','type':'money'},"
            + "{'id':'fits','type':'links','settings':{'form':'part'}}]}");
    files.put(
        "forms/order.json",
        "{'id':'order','fields':[{'id':'no','type':'text'},{'id':'margin','type':'money'},"
            // a field may be called like a root; with something behind it the root is meant
            + "{'id':'record','type':'text'},"
            + "{'id':'lines','type':'table','settings':{'fields':[{'id':'sku','type':'text'},"
            + "{'id':'bought','type':'money'},{'id':'seller','type':'text'},{'id':'record','type':'text'},"
            + "{'id':'part','type':'link','settings':{'form':'part'}},"
            + "{'id':'parts','type':'links','settings':{'form':'part'}}]}}]}");
    files.put(
        "roles/clerk.json",
        "{'id':'clerk','forms':{'part':{'read':true,'fields':{'cost':'hidden'}},"
            + "'order':{'read':true,'fields':{'margin':'hidden','lines.bought':'hidden','lines.seller':'hidden'}}}}");
    app = TestApp.written(files);
    String part = app.create("part", "{'name':'Screw','cost':3}").id().toString();
    app.create("part", "{'name':'Nut','cost':2,'fits':['" + part + "']}");
    app.create(
        "order",
        "{'no':'1','margin':7,'lines':[{'sku':'a','bought':5,'part':'%s','parts':['%s']}]}"
            .formatted(part, part));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'field':'margin','op':'eq','value':7}",
        "{'field':'record.margin','op':'eq','value':7}",
        "{'some':{'table':'lines','where':{'field':'bought','op':'eq','value':5}}}",
        "{'some':{'table':'lines','where':{'field':'line.bought','op':'eq','value':5}}}",
        "{'some':{'table':'lines','where':{'field':'record.margin','op':'eq','value':7}}}",
        "{'some':{'table':'lines','where':{'field':'part.cost','op':'eq','value':3}}}",
        "{'some':{'table':'lines','where':{'not':{'any':[{'field':'part.cost','op':'eq','value':3}]}}}}",
        "{'some':{'table':'lines','where':"
            + "{'some':{'table':'parts','where':{'field':'cost','op':'eq','value':3}}}}}",
        "{'some':{'table':'lines','where':"
            + "{'some':{'table':'parts','where':{'field':'record.bought','op':'eq','value':5}}}}}",
        "{'some':{'table':'lines','where':{'some':{'table':'parts','where':"
            + "{'field':'name','op':'eq','value':{'field':'record.seller'}}}}}}",
        "{'some':{'table':'lines','where':{'some':{'table':'parts','where':"
            + "{'some':{'table':'fits','where':{'field':'cost','op':'eq','value':3}}}}}}}"
      })
  void nothingHiddenCanBeAskedBy(String filter) {
    assertThat(found(filter, TestApp.ADMIN)).isBetween(0, 1);
    assertThatThrownBy(() -> found(filter, CLERK))
        .isInstanceOfSatisfying(
            InvalidQueryException.class,
            e -> assertThat(e.problems()).extracting(p -> p.code()).containsOnly("field_unknown"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'some':{'table':'lines','where':{'field':'line.sku','op':'eq','value':'a'}}}",
        "{'some':{'table':'lines','where':{'field':'record.no','op':'eq','value':'1'}}}",
        "{'some':{'table':'lines','where':{'field':'part.name','op':'eq','value':'Screw'}}}",
        "{'some':{'table':'lines','where':"
            + "{'some':{'table':'parts','where':{'field':'record.sku','op':'eq','value':'a'}}}}}",
        "{'some':{'table':'lines','where':"
            + "{'some':{'table':'parts','where':{'field':'name','op':'eq','value':'Screw'}}}}}"
      })
  void whatMayBeSeenCan(String filter) {
    assertThat(found(filter, CLERK)).isOne();
  }

  private int found(String filter, Identity who) {
    Query query =
        Query.of("order")
            .where(Condition.read(TestApp.json(filter)))
            .sortedBy(List.of(Query.Sort.read("no")));
    return app.engine.query(app.forms, query, who).records().size();
  }
}
