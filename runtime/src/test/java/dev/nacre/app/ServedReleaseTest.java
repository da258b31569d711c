package dev.nacre.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.AppReader;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.record.Batch;
import dev.nacre.record.Change;
import dev.nacre.record.Forms;
import dev.nacre.record.Origin;
import dev.nacre.record.Outcome;
import dev.nacre.record.Query;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.StoredRecord;
import dev.nacre.record.TestApp;
import dev.nacre.security.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Version 2 of a small shop adds a field, a column to the lines, and a rule. */
class ServedReleaseTest {
  private static final String FIRST =
      """
      {"id": "order", "fields": [
        {"id": "no", "type": "text", "unique": true},
        {"id": "channel", "type": "text"},
        {"id": "lines", "type": "table", "settings": {"fields": [{"id": "sku", "type": "text"}]}}]}
      """;
  private static final String SECOND =
      """
      {"id": "order", "fields": [
        {"id": "no", "type": "text", "unique": true},
        {"id": "channel", "type": "text"},
        {"id": "tag", "type": "text", "formula": "concat('new ', no)"},
        {"id": "cost", "type": "number"},
        {"id": "lines", "type": "table", "settings": {"fields": [
          {"id": "sku", "type": "text"}, {"id": "lot", "type": "text"}]}}]}
      """;
  private static final Identity CLERK =
      new Identity("cleo", "Cleo", false, Map.of("s", Set.of("clerk")), false);
  private static final Identity BOSS =
      new Identity("bo", "Bo", false, Map.of("s", Set.of("boss")), false);

  private final TestApp app = TestApp.of(files(FIRST));
  private final CompiledApp one = compiled(app.forms, FIRST);
  private final CompiledApp two = compiled(app.version(2, files(SECOND)), SECOND);
  private ServedRelease served = release("[{'version': 1}]");
  private final RecordEngine engine = app.routed(forms -> Optional.of(served));

  private static AppFiles files(String form) {
    return AppFiles.of(
        Map.of(
            "app.json",
            "{\"schemaVersion\": 1, \"id\": \"s\", \"version\": \"1\", \"name\": \"S\"}",
            "forms/order.json",
            form,
            "roles/clerk.json",
            "{\"id\": \"clerk\", \"forms\": {\"order\": {\"create\": true, \"read\": true,"
                + " \"update\": true"
                + (form.equals(SECOND) ? ", \"fields\": {\"cost\": \"hidden\"}" : "")
                + "}}}",
            "roles/boss.json",
            "{\"id\": \"boss\", \"forms\": {\"order\": {\"read\": true}}}"));
  }

  private static CompiledApp compiled(Forms forms, String form) {
    return new CompiledApp(
        AppReader.read(files(form), new Problems()), forms, Map.of(), Map.of(), Map.of());
  }

  private static JsonNode json(String text) {
    JsonNode json = Json.read(text.replace('\'', '"'), new Problems());
    return json == null ? Json.MAPPER.nullNode() : json;
  }

  private ServedRelease release(String parts) {
    var problems = new Problems();
    Release release = new ReleaseReader(problems).read(json(parts), 0, "");
    assertThat(problems.list()).isEmpty();
    return new ServedRelease(release, number -> number == 1 ? one : two, app.expressions);
  }

  private List<Outcome> write(Identity who, Change... changes) {
    Forms forms = served.serving(who).forms();
    return engine.write(
        forms,
        new Batch("order", List.of(changes), Batch.Mode.PER_ROW, who, Origin.of(Origin.Kind.API)));
  }

  private Outcome create(String data) {
    Outcome outcome = write(CLERK, Change.create((ObjectNode) json(data))).getFirst();
    assertThat(outcome.problems()).isEmpty();
    return outcome;
  }

  private ObjectNode read(UUID id) {
    Forms forms = served.serving(CLERK).forms();
    StoredRecord record = engine.find(forms, "order", id, Set.of(), CLERK).orElseThrow();
    return engine.json(forms, record, CLERK);
  }

  private static boolean isNew(ObjectNode json) {
    return json.has("tag");
  }

  @Test
  void servesARoleWhatIsReleasedToIt() {
    served = release("[{'version': 2, 'when': {'role': 'boss'}}, {'version': 1}]");
    assertThat(served.serving(BOSS)).isSameAs(two);
    assertThat(served.serving(CLERK)).isSameAs(one);
    assertThat(served.serving(TestApp.ADMIN)).isSameAs(one);
    assertThat(served.splits("order")).isFalse();
  }

  @Test
  void servesPeopleByNameAndByShare() {
    served =
        release(
            "[{'version': 2, 'when': {'all': [{'user': ['bo', 'x']}, {'not': {'role': 'clerk'}}]}},"
                + " {'version': 2, 'share': 50, 'by': 'user'}, {'version': 1}]");
    assertThat(served.serving(BOSS)).isSameAs(two);
    int many = 0;
    for (int i = 0; i < 1_000; i++) {
      var somebody = new Identity("u" + i, "", false, Map.of(), false);
      many += served.serving(somebody).forms().version() - 1;
    }
    assertThat(many).isBetween(440, 560);
  }

  @Test
  void servesTheRecordsOfOneShop() {
    served =
        release(
            "[{'version': 2, 'when': {'field': 'channel', 'op': 'eq', 'value': 'douyin'}},"
                + " {'version': 1}]");
    UUID there = create("{'no': 'A', 'channel': 'douyin'}").id();
    UUID elsewhere = create("{'no': 'B', 'channel': 'jd'}").id();
    assertThat(read(there).path("tag").asText()).isEqualTo("new A");
    assertThat(isNew(read(elsewhere))).isFalse();
    // hidden in version 2, whichever version the reader is served otherwise
    assertThat(read(there).has("cost")).isFalse();
    assertThat(served.serving(CLERK)).isSameAs(one);
  }

  @Test
  void judgesAChangeByTheRecordAsItStands() {
    served =
        release(
            "[{'version': 2, 'when': {'field': 'channel', 'op': 'eq', 'value': 'douyin'}},"
                + " {'version': 1}]");
    UUID id = create("{'no': 'A', 'channel': 'jd'}").id();
    write(CLERK, Change.update(id, null, (ObjectNode) json("{'channel': 'douyin'}")));
    assertThat(read(id).path("tag").isNull()).isTrue();
    write(CLERK, Change.update(id, null, (ObjectNode) json("{'no': 'A2'}")));
    assertThat(read(id).path("tag").asText()).isEqualTo("new A2");
  }

  @Test
  void keepsEveryRecordInItsShareAndWhomItHadWhenTheShareGrows() {
    served = release("[{'version': 2, 'share': 30}, {'version': 1}]");
    var changes = new ArrayList<Change>();
    for (int i = 0; i < 400; i++) {
      changes.add(Change.create((ObjectNode) json("{'no': 'N" + i + "'}")));
    }
    List<UUID> ids =
        write(CLERK, changes.toArray(Change[]::new)).stream().map(Outcome::id).toList();
    List<UUID> few = ids.stream().filter(id -> isNew(read(id))).toList();
    assertThat(few).hasSizeBetween(80, 160);
    assertThat(few).allSatisfy(id -> assertThat(read(id).path("tag").asText()).startsWith("new"));
    served = release("[{'version': 2, 'share': 60}, {'version': 1, 'share': 40}]");
    assertThat(ids.stream().filter(id -> isNew(read(id)))).containsAll(few).hasSizeGreaterThan(180);
  }

  @Test
  void countsAShareByAFieldSoThatAShopStaysTogether() {
    served = release("[{'version': 2, 'share': 50, 'by': 'channel'}, {'version': 1}]");
    for (String channel : List.of("a", "b", "c", "d", "e", "f")) {
      var kinds = new java.util.HashSet<Boolean>();
      for (int i = 0; i < 5; i++) {
        String no = channel + i;
        kinds.add(isNew(read(create("{'no': '" + no + "', 'channel': '" + channel + "'}").id())));
      }
      assertThat(kinds).hasSize(1);
    }
  }

  @Test
  void upsertsStickToTheirShareToo() {
    served = release("[{'version': 2, 'share': 50}, {'version': 1}]");
    for (int i = 0; i < 20; i++) {
      ObjectNode data = (ObjectNode) json("{'no': 'U" + i + "'}");
      UUID id = write(CLERK, Change.upsert(List.of("no"), data)).getFirst().id();
      boolean before = isNew(read(id));
      assertThat(before).isEqualTo(!read(id).path("tag").asText().isEmpty());
      Outcome again = write(CLERK, Change.upsert(List.of("no"), data)).getFirst();
      assertThat(again.id()).isEqualTo(id);
      assertThat(again.status()).isEqualTo(Outcome.Status.UNCHANGED);
    }
  }

  @Test
  void writesNothingWhenOneVersionRefusesAndAllOrNothingWasAsked() {
    served =
        release(
            "[{'version': 2, 'when': {'field': 'channel', 'op': 'eq', 'value': 'douyin'}},"
                + " {'version': 1}]");
    var batch =
        new Batch(
            "order",
            List.of(
                Change.create((ObjectNode) json("{'no': 'A', 'channel': 'jd', 'nope': 1}")),
                Change.create((ObjectNode) json("{'no': 'B', 'channel': 'douyin'}"))),
            Batch.Mode.ALL_OR_NOTHING,
            CLERK,
            Origin.of(Origin.Kind.API));
    List<Outcome> outcomes = engine.write(one.forms(), batch);
    assertThat(outcomes.stream().map(Outcome::status))
        .containsExactly(Outcome.Status.INVALID, Outcome.Status.NOT_DONE);
    assertThat(engine.query(one.forms(), Query.of("order"), CLERK).records()).isEmpty();
  }

  @Test
  void losesNothingWhenRolledBackAndForth() {
    served = release("[{'version': 2}]");
    UUID id =
        create("{'no': 'A', 'lines': [{'sku': 's', 'lot': 'L7'}, {'sku': 't', 'lot': 'L8'}]}").id();
    served = release("[{'version': 1}]");
    assertThat(isNew(read(id))).isFalse();
    String line = read(id).path("lines").path(0).path("id").asText();
    write(
        CLERK,
        Change.update(
            id,
            null,
            (ObjectNode)
                json("{'no': 'A1', 'lines': [{'id': '" + line + "', 'sku': 'changed'}]}")));
    served = release("[{'version': 2}]");
    ObjectNode now = read(id);
    assertThat(now.path("lines")).hasSize(1);
    assertThat(now.path("lines").path(0).path("sku").asText()).isEqualTo("changed");
    assertThat(now.path("lines").path(0).path("lot").asText()).isEqualTo("L7");
    assertThat(now.path("tag").asText()).isEqualTo("new A");
  }

  private static List<String> wrong(String parts) {
    var problems = new Problems();
    new ReleaseReader(problems).read(json(parts), 0, "");
    return problems.list().stream().map(ServedReleaseTest::place).toList();
  }

  private static String place(Problem problem) {
    return problem.pointer() + " " + problem.code();
  }

  @Test
  void saysWhereAReleaseIsNone() {
    assertThat(wrong("[]")).containsExactly(" release_empty");
    assertThat(wrong("[{'version': 1, 'when': {'role': 'x'}}]"))
        .containsExactly("/0/when release_no_rest");
    assertThat(wrong("[{'version': 1, 'share': 10}]")).containsExactly("/0/share release_no_rest");
    assertThat(wrong("[{'version': 1, 'share': 60}, {'version': 2, 'share': 30}]"))
        .containsExactly("/1/share release_share_sum");
    assertThat(wrong("[{'version': 1, 'share': 60}, {'version': 2, 'share': 40}, {'version': 3}]"))
        .containsExactly("/1/share release_share_sum");
    assertThat(wrong("[{'version': 1, 'share': -1}, {'version': 2}]"))
        .containsExactly("/0/share release_share_range");
    assertThat(wrong("[{'version': 1}, {'version': 2}]"))
        .containsExactly("/0 release_part_takes_all");
    assertThat(wrong("[{'version': 1, 'when': {'rule': 'x'}}, {'version': 2}]"))
        .containsExactly("/0/when/rule release_when_wrong");
    assertThat(wrong("[{'version': 1, 'when': {'any': []}}, {'version': 2}]"))
        .containsExactly("/0/when/any release_when_list");
    assertThat(wrong("[{'version': 1, 'when': {'field': 'a', 'op': 'like'}}, {'version': 2}]"))
        .allMatch(p -> p.startsWith("/0/when/op "));
  }

  @Test
  void readsBackWhatItWrites() {
    String parts =
        "[{'version':2,'when':{'all':[{'role':'a'},{'user':['b','c']},{'not':{'form':'order'}},"
            + "{'field':'channel','op':'eq','value':'d'}]},'share':10,'by':'channel'},"
            + "{'version':1}]";
    assertThat(Json.write(release(parts).release().json())).isEqualTo(parts.replace('\'', '"'));
  }
}
