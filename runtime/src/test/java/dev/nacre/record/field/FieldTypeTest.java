package dev.nacre.record.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nacre.kind.KindRegistry;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Messages;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.record.FieldType;
import dev.nacre.record.FieldTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the corpus {@code field/<type>/<case>.json}: settings, and what {@code check}, {@code read},
 * {@code text} (cells) and {@code coerce} make of each input: a value as record JSON gives it, or
 * {@code {"problems": [codes]}}; {@code display} gives the value in English and Chinese.
 */
class FieldTypeTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final KindRegistry<FieldType<?>> TYPES = FieldTypes.registry();

  @TestFactory
  Stream<DynamicContainer> corpus() throws Exception {
    Path root = Path.of(FieldTypeTest.class.getResource("/field").toURI());
    return TYPES.all().stream().map(type -> container(type, root.resolve(type.id())));
  }

  private static DynamicContainer container(FieldType<?> type, Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<DynamicNode> tests = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        tests.add(dynamicTest(file.getFileName().toString(), () -> run(type, file)));
      }
      assertThat(tests).as("cases of " + type.id()).isNotEmpty();
      return dynamicContainer(type.id(), tests);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static <S extends Record> void run(FieldType<S> type, Path file) throws IOException {
    JsonNode corpus = Json.MAPPER.readTree(file.toFile());
    var problems = new Problems();
    S settings = TYPES.settings(type, corpus.get("settings"), "/settings", problems);
    if (settings != null) {
      type.check(settings, "/settings", problems);
    }
    expectProblems("settings", corpus.path("check"), problems);
    if (settings == null) {
      return;
    }
    for (JsonNode pair : corpus.path("read")) {
      var found = new Problems();
      Object value = type.read(pair.get(0), settings, "/x", found);
      expect(type, settings, pair, value, found);
      if (value != null) {
        readsBackWhatAnExportWrites(type, settings, value);
      }
    }
    for (JsonNode pair : corpus.path("text")) {
      var found = new Problems();
      Object value = type.readText(pair.get(0).textValue(), settings, ZONE, "/x", found);
      expect(type, settings, pair, value, found);
    }
    for (JsonNode pair : corpus.path("coerce")) {
      var found = new Problems();
      Object value = type.coerce(computed(pair.get(0)), settings, ZONE, "/x", found);
      expect(type, settings, pair, value, found);
    }
    for (JsonNode triple : corpus.path("display")) {
      Object value = type.read(triple.get(0), settings, "/x", new Problems());
      assertThat(value).as("reads " + triple).isNotNull();
      assertThat(type.display(value, settings, Locale.ENGLISH)).isEqualTo(triple.get(1).asText());
      assertThat(type.display(value, settings, Locale.CHINESE)).isEqualTo(triple.get(2).asText());
    }
  }

  /**
   * An export for programs writes texts as they are, which have cases of their own, the rest as
   * JSON.
   */
  private static <S extends Record> void readsBackWhatAnExportWrites(
      FieldType<S> type, S settings, Object value) {
    JsonNode written = type.write(value, settings);
    if (written.isTextual()) {
      return;
    }
    String cell = Json.write(written);
    var problems = new Problems();
    Object again = type.readText(cell, settings, ZONE, "/x", problems);
    assertThat(problems.list()).as("problems of the cell " + cell).isEmpty();
    assertThat(again == null ? null : type.write(again, settings))
        .as("the cell " + cell)
        .isEqualTo(written);
  }

  private static <S extends Record> void expect(
      FieldType<S> type, S settings, JsonNode pair, @Nullable Object value, Problems found) {
    JsonNode expected = pair.size() == 1 ? pair.get(0) : pair.get(1);
    if (expected.has("problems")) {
      expectProblems(pair.toString(), expected.get("problems"), found);
      assertThat(value).as("value of " + pair).isNull();
      return;
    }
    expectProblems(pair.toString(), JsonNodeFactory.instance.arrayNode(), found);
    if (expected.isNull()) {
      assertThat(value).as("value of " + pair).isNull();
      return;
    }
    assertThat(value).as("value of " + pair).isInstanceOf(type.valueType().javaClass());
    assertThat(Json.write(type.write(value, settings)))
        .as("written value of " + pair)
        .isEqualTo(Json.write(expected));
  }

  private static void expectProblems(String of, JsonNode codes, Problems found) {
    var expected = new ArrayList<String>();
    codes.forEach(c -> expected.add(c.asText()));
    assertThat(found.list()).as("problems of " + of).map(Problem::code).isEqualTo(expected);
    for (Problem problem : found.list()) {
      for (Locale locale : List.of(Locale.ENGLISH, Locale.CHINESE)) {
        assertThat(problem.message(locale)).isNotEqualTo(problem.code());
        assertThat(Messages.hint(problem.code(), locale, problem.args())).isNotEmpty();
      }
    }
  }

  /** {@code {"day": …}}, {@code {"moment": …}} and {@code {"id": …}} stand for typed values. */
  private static Object computed(JsonNode json) {
    if (json.has("day")) {
      return LocalDate.parse(json.get("day").asText());
    } else if (json.has("moment")) {
      return Instant.parse(json.get("moment").asText());
    } else if (json.has("id")) {
      return UUID.fromString(json.get("id").asText());
    } else if (json.isNumber()) {
      return json.decimalValue();
    } else if (json.isBoolean()) {
      return json.booleanValue();
    }
    return json.textValue();
  }
}
