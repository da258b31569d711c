package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Suggestions;
import dev.nacre.metadata.Value;
import dev.nacre.record.Asked;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the fields that a person is asked for into a form, and into what it begins with. */
final class AskingCompiler {
  private final CompileContext context;
  private final Compilation compilation;
  private final String at;
  private final String pointer;

  /**
   * A compiler.
   *
   * @param at where the fields stand in the settings
   * @param pointer where they stand in the file
   */
  AskingCompiler(CompileContext context, Compilation compilation, String at, String pointer) {
    this.context = context;
    this.compilation = compilation;
    this.at = at;
    this.pointer = pointer;
  }

  Asking compile(List<AskedFieldSettings> wanted) {
    Problems problems = compilation.problems();
    var definitions = new ArrayList<FieldDefinition>();
    var places = new ArrayList<Integer>();
    Map<Integer, Value> presets = new LinkedHashMap<>();
    Map<String, String> own = new LinkedHashMap<>();
    for (int i = 0; i < wanted.size(); i++) {
      AskedFieldSettings one = wanted.get(i);
      FieldDefinition definition = one.of() == null ? own(one, i) : ofRecord(one, one.of(), i);
      if (definition == null) {
        continue;
      }
      Value preset = one.preset();
      if (preset == null && one.of() != null) {
        preset = new Value.Field(one.of());
        own.put(definition.id(), one.of());
      }
      if (preset != null) {
        presets.put(definitions.size(), preset);
      }
      definitions.add(definition);
      places.add(i);
    }
    var found = new Problems();
    Asked asked = compilation.asked().asked(definitions, compilation.forms(), found);
    found.list().forEach(problem -> problems.add(moved(problem, places)));
    var entries = new ArrayList<FieldValues.Entry>();
    presets.forEach(
        (index, preset) -> {
          Field field = asked.form().field(definitions.get(index).id()).orElse(null);
          boolean ownLines = field != null && field.lines() && !(preset instanceof Value.Literal);
          FieldValues.Entry entry =
              field == null || ownLines
                  ? null
                  : context.entry(field, preset, at + "/" + places.get(index) + "/default");
          if (entry != null) {
            entries.add(entry);
          }
        });
    return new Asking(asked, new FieldValues(entries), own, compilation.recordForm());
  }

  /** Fields that were left out have moved those behind them. */
  private Problem moved(Problem problem, List<Integer> places) {
    String[] parts = problem.pointer().split("/", 4);
    String rest = parts.length > 3 ? "/" + parts[3] : "";
    int place = places.get(Integer.parseInt(parts[2]));
    return new Problem(
        problem.file(), pointer + "/" + place + rest, problem.code(), problem.args());
  }

  private @Nullable FieldDefinition own(AskedFieldSettings one, int index) {
    if (one.id() == null || one.type() == null) {
      compilation.problems().add(pointer + "/" + index, "asked_what");
      return null;
    }
    return new FieldDefinition(
        one.id(),
        one.type(),
        one.label(),
        one.help(),
        Boolean.TRUE.equals(one.required()),
        false,
        false,
        false,
        null,
        null,
        one.settings());
  }

  private @Nullable FieldDefinition ofRecord(AskedFieldSettings one, String of, int index) {
    Form form = compilation.recordForm();
    Field field = form == null ? null : form.field(of).orElse(null);
    if (form == null || field == null) {
      if (form != null && !form.doubts(of)) {
        List<String> ids = form.fields().stream().map(Field::id).toList();
        compilation
            .problems()
            .add(
                pointer + "/" + index + "/of",
                "field_unknown",
                of,
                String.join(", ", ids),
                Suggestions.question(of, ids));
      }
      return null;
    }
    FieldDefinition there = field.definition();
    JsonNode settings = one.settings() != null ? one.settings() : there.settings();
    return new FieldDefinition(
        one.id() != null ? one.id() : there.id(),
        one.type() != null ? one.type() : there.type(),
        one.label() != null ? one.label() : there.title(),
        one.help() != null ? one.help() : there.help(),
        one.required() != null ? one.required() : there.required(),
        false,
        false,
        false,
        null,
        null,
        settings);
  }
}
