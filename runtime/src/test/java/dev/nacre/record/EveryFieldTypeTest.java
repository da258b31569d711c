package dev.nacre.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Schemas;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * One form with a field of every type, in the record and in its lines, and every value that the
 * corpus {@code field/} says is taken.
 */
class EveryFieldTypeTest {
  /** These need other records, or are given by the engine. */
  private static final Set<String> APART =
      Set.of("link", "links", "lookup", "rollup", "table", "auto_number");

  private final Map<String, JsonNode> corpus = new LinkedHashMap<>();
  private final TestApp app;

  EveryFieldTypeTest() throws IOException {
    ArrayNode fields = Json.MAPPER.createArrayNode();
    for (FieldType<?> type : FieldTypes.registry().all()) {
      if (!APART.contains(type.id())) {
        JsonNode sample =
            Json.MAPPER.readTree(
                EveryFieldTypeTest.class.getResourceAsStream(
                    "/field/" + type.id() + "/sample.json"));
        corpus.put(type.id(), sample);
        ObjectNode field =
            Json.MAPPER.createObjectNode().put("id", "f_" + type.id()).put("type", type.id());
        if (sample.has("settings")) {
          field.set("settings", sample.get("settings"));
        }
        fields.add(field);
      }
    }
    ObjectNode lines = Json.MAPPER.createObjectNode().put("id", "lines").put("type", "table");
    lines.putObject("settings").set("fields", fields.deepCopy());
    ObjectNode form = Json.MAPPER.createObjectNode().put("id", "thing");
    form.set("fields", fields.add(lines));
    app =
        TestApp.of(
            AppFiles.of(
                Map.of(
                    "app.json",
                    "{\"schemaVersion\": 1, \"id\": \"things\", \"timeZone\": \"Asia/Shanghai\"}",
                    "forms/thing.json",
                    Json.write(form))));
  }

  /** Pairs of what is given and what is read back, of one type. */
  private static List<JsonNode> taken(JsonNode sample) {
    return sample
        .path("read")
        .valueStream()
        .filter(pair -> !pair.path(pair.size() - 1).has("problems"))
        .toList();
  }

  private ObjectNode stored(Outcome outcome) {
    assertThat(outcome.problems()).isEmpty();
    StoredRecord record =
        app.engine.find(app.forms, "thing", outcome.id(), Set.of(), TestApp.ADMIN).orElseThrow();
    return app.engine.json(app.forms, record, TestApp.ADMIN);
  }

  @Test
  void readsBackWhatItTook() {
    corpus.forEach(
        (type, sample) -> {
          String field = "f_" + type;
          for (JsonNode pair : taken(sample)) {
            JsonNode expected = pair.get(pair.size() - 1);
            ObjectNode given = Json.MAPPER.createObjectNode();
            given.set(field, pair.get(0));
            given.putArray("lines").addObject().set(field, pair.get(0));
            ObjectNode read = stored(app.change("thing", Change.create(given)));
            assertThat(same(read.path(field), expected)).as("%s: %s", pair, read).isTrue();
            assertThat(same(read.at("/lines/0/" + field), expected))
                .as("a line of %s: %s", pair, read)
                .isTrue();
          }
        });
  }

  @Test
  void replacesAndEmptiesEveryValue() {
    Outcome made = app.change("thing", Change.create(whole(0)));
    ObjectNode second = whole(1);
    ObjectNode changed = stored(app.change("thing", Change.update(made.id(), null, second)));
    corpus.forEach(
        (type, sample) -> {
          JsonNode pair = taken(sample).get(1 % taken(sample).size());
          assertThat(same(changed.path("f_" + type), pair.get(pair.size() - 1))).as(type).isTrue();
        });
    ObjectNode nothing = Json.MAPPER.createObjectNode();
    corpus.keySet().forEach(type -> nothing.putNull("f_" + type));
    ObjectNode emptied = stored(app.change("thing", Change.update(made.id(), null, nothing)));
    corpus.keySet().forEach(type -> assertThat(emptied.path("f_" + type).isNull()).isTrue());
  }

  /** The value of that number of every type, or its last. */
  private ObjectNode whole(int number) {
    ObjectNode all = Json.MAPPER.createObjectNode();
    corpus.forEach(
        (type, sample) -> {
          List<JsonNode> taken = taken(sample);
          all.set("f_" + type, taken.get(number % taken.size()).get(0));
        });
    return all;
  }

  @Test
  void describesItsValuesByASchemaThatHolds() {
    Form form = app.forms.get("thing");
    corpus.forEach(
        (type, sample) -> {
          Field field = form.field("f_" + type).orElseThrow();
          ObjectNode text = field.schema();
          text.put("$schema", "https://json-schema.org/draft/2020-12/schema");
          Schema schema = Schemas.compile("test/" + type, Json.write(text));
          for (JsonNode pair : taken(sample)) {
            JsonNode value = pair.get(pair.size() - 1);
            if (!value.isNull()) {
              assertThat(schema.validate(Json.write(value), InputFormat.JSON))
                  .as("%s of %s by %s", value, type, text)
                  .isEmpty();
            }
          }
        });
  }

  @Test
  void findsARecordByEachOfItsValues() {
    Outcome first = app.change("thing", Change.create(whole(0)));
    app.change("thing", Change.create(Json.MAPPER.createObjectNode()));
    for (Field field : app.forms.get("thing").fields()) {
      if (field.lines()) {
        continue;
      }
      assertThat(found(field.id(), "not_empty")).as(field.id()).containsExactly(first.id());
      if (field.type().ordered()) {
        app.engine.query(
            app.forms,
            Query.of("thing").sortedBy(List.of(new Query.Sort(field.id(), true))).limit(5),
            TestApp.ADMIN);
      }
    }
    assertThat(app.forms.get("thing").fields())
        .anyMatch(field -> field.type() == ValueType.SEVERAL);
  }

  private List<java.util.UUID> found(String field, String op) {
    Condition where = Condition.read(TestApp.json("{'field':'" + field + "','op':'" + op + "'}"));
    return app
        .engine
        .query(app.forms, Query.of("thing").where(where).limit(5), TestApp.ADMIN)
        .records()
        .stream()
        .map(StoredRecord::id)
        .toList();
  }

  private static boolean same(JsonNode a, JsonNode b) {
    if (a.isNumber() && b.isNumber()) {
      return a.decimalValue().compareTo(b.decimalValue()) == 0;
    }
    return Json.write(a).equals(Json.write(b)) || (a.isMissingNode() && b.isNull());
  }
}
