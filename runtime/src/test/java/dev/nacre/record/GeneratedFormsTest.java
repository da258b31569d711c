package dev.nacre.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Forms with fields of random settings, and random values: what is taken reads back equal, what is
 * refused is said with field and reason, and the JSON Schema of the form says the same of both.
 */
class GeneratedFormsTest {
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

  private static final List<String> VALUES =
      List.of(
          "'a'",
          "'ab'",
          "'abcdefghijkl'",
          "'AB12'",
          "'12'",
          "12",
          "-3",
          "0",
          "1",
          "5",
          "6",
          "1.5",
          "1.25",
          "99999999999999999999",
          "true",
          "false",
          "'true'",
          "[]",
          "['a']",
          "['a','b']",
          "['a','a']",
          "['z']",
          "{}",
          "{'a': 1}",
          "'张三'",
          "'😀'",
          "'2026-11-21'",
          "'2026-02-30'",
          "'2026-11-21T08:30:00Z'",
          "'2026-11-21T08:30:00'",
          "'08:30'",
          "'25:00'",
          "'PT1H'",
          "'#ff8800'",
          "'red'",
          "'https://example.org/x'",
          "'javascript:alert(1)'",
          "'a@example.org'",
          "'a@'",
          "'<script>alert(1)</script>'",
          "'=1+1'",
          "'  a  '");

  private final Random random = new Random();

  private String settings(String type) {
    return switch (type) {
      case "text", "long_text" ->
          pick("", "'maxLength': 3", "'minLength': 2", "'pattern': '[a-z]+'", "'maxLength': 5");
      case "number" ->
          pick("", "'scale': 0", "'scale': 1", "'min': 0", "'max': 5", "'min': 1, 'max': 10");
      case "money" -> pick("", "'min': 0", "'max': 5");
      case "choice", "multi_choice" ->
          pick("'options': [{'value': 'a'}]", "'options': [{'value': 'a'}, {'value': 'b'}]");
      default -> "";
    };
  }

  private String pick(String... of) {
    return of[random.nextInt(of.length)];
  }

  private static final List<String> TYPES =
      List.of(
          "text",
          "long_text",
          "number",
          "money",
          "boolean",
          "date",
          "datetime",
          "choice",
          "multi_choice",
          "rating",
          "color",
          "time",
          "email");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void readsBackWhatItTakesAndSaysWhatItRefuses(long seed) throws IOException {
    random.setSeed(seed);
    var fields = new ArrayList<String>();
    for (int i = 0; i < 24; i++) {
      String type = TYPES.get(random.nextInt(TYPES.size()));
      fields.add(
          "{'id': 'f%d', 'type': '%s', 'settings': {%s}}".formatted(i, type, settings(type)));
    }
    TestApp app = app(fields);
    Form form = app.forms.get("thing");
    var differing = new ArrayList<String>();
    for (Field field : form.fields()) {
      Schema schema = SCHEMAS.getSchema(Json.write(field.schema()));
      for (String text : VALUES) {
        JsonNode value = Json.MAPPER.readTree(text.replace('\'', '"'));
        var problems = new Problems();
        Object read = field.read(value, "/" + field.id(), problems);
        boolean ours = problems.isEmpty();
        boolean theirs = schema.validate(Json.write(value), InputFormat.JSON).isEmpty();
        if (ours != theirs) {
          differing.add(
              "%s %s: %s, engine %s, schema %s"
                  .formatted(
                      field.definition().type(),
                      field.definition().settings(),
                      value,
                      ours,
                      theirs));
        }
        if (!ours) {
          assertThat(problems.list()).allMatch(p -> p.pointer().startsWith("/" + field.id()));
          assertThat(app.create("thing", "{'" + field.id() + "': " + text + "}").problems())
              .isNotEmpty()
              .allMatch(p -> p.pointer().startsWith("/" + field.id()));
        } else if (read != null) {
          readsBack(app, form, field, value);
        }
      }
    }
    assertThat(differing).isEmpty();
  }

  private static void readsBack(TestApp app, Form form, Field field, JsonNode value) {
    ObjectNode data = Json.MAPPER.createObjectNode();
    data.set(field.id(), value);
    Outcome outcome = app.change("thing", Change.create(data));
    assertThat(outcome.problems()).isEmpty();
    StoredRecord record =
        app.engine.find(app.forms, "thing", outcome.id(), Set.of(), TestApp.ADMIN).orElseThrow();
    JsonNode back = record.json(form.field(field.id()).orElseThrow());
    Object again = field.read(back, "", new Problems());
    assertThat(again).isEqualTo(field.read(value, "", new Problems()));
  }

  private static TestApp app(List<String> fields) {
    return TestApp.of(
        AppFiles.of(
            Map.of(
                "app.json",
                "{\"schemaVersion\": 1, \"id\": \"things\"}",
                "forms/thing.json",
                ("{'id': 'thing', 'fields': [" + String.join(", ", fields) + "]}")
                    .replace('\'', '"'))));
  }
}
