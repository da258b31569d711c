package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Suggestions;
import dev.nacre.record.Change;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.Outcome;
import dev.nacre.record.StoredRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which fields of a record people fill in, and how what they sent is written. */
public final class FillPlan {
  /** Somebody else has changed it since the person saw it. */
  public static final String CHANGED = "fill_changed";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** 1 and 1.0 are the same. */
  private static final Comparator<JsonNode> BY_VALUE =
      (a, b) ->
          a.isNumber() && b.isNumber()
              ? a.decimalValue().compareTo(b.decimalValue())
              : a.equals(b) ? 0 : 1;

  private final Form form;
  private final Map<String, Part> parts;

  /** A field, and of a table perhaps only some fields of its lines. */
  private record Part(Field field, boolean required, Map<String, Boolean> columns) {
    Field column(String id) {
      return Objects.requireNonNull(field.target()).field(id).orElseThrow();
    }
  }

  private FillPlan(Form form, Map<String, Part> parts) {
    this.form = form;
    this.parts = parts;
  }

  /** Checks and compiles; what is wrong is reported. */
  public static FillPlan compile(
      Form form, List<String> fields, List<String> required, CompileContext context) {
    Map<String, Part> parts = new LinkedHashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      add(form, fields.get(i), required.contains(fields.get(i)), "/fields/" + i, context, parts);
    }
    for (int i = 0; i < required.size(); i++) {
      if (!fields.contains(required.get(i))) {
        context.problem(
            "/required/" + i, "fill_required", required.get(i), String.join(", ", fields));
      }
    }
    return new FillPlan(form, parts);
  }

  private static void add(
      Form form,
      String name,
      boolean required,
      String at,
      CompileContext context,
      Map<String, Part> parts) {
    int dot = name.indexOf('.');
    Field field = context.field(form, dot < 0 ? name : name.substring(0, dot), at);
    if (field == null) {
      return;
    }
    if (dot < 0) {
      if (field.computed()) {
        context.problem(at, "field_computed", name);
      }
      parts.put(field.id(), new Part(field, required, Map.of()));
      return;
    }
    Form lines = field.lines() ? field.target() : null;
    if (lines == null) {
      context.problem(at, "fill_no_table", field.id());
      return;
    }
    Field column = context.field(lines, name.substring(dot + 1), at);
    if (column == null) {
      return;
    }
    if (column.computed()) {
      context.problem(at, "field_computed", name);
    }
    Part known = parts.get(field.id());
    if (known != null && known.columns().isEmpty()) {
      return; // all of it is there already
    }
    var columns = new LinkedHashMap<String, Boolean>(known == null ? Map.of() : known.columns());
    columns.put(column.id(), required);
    parts.put(field.id(), new Part(field, false, columns));
  }

  /** The fields, with their values now. */
  public List<FillField> fields(StepContext run) {
    StoredRecord record = run.record();
    ObjectNode json = record == null ? NODES.objectNode() : record.toJson();
    return parts.values().stream()
        .map(
            part ->
                new FillField(
                    part.field().id(),
                    part.columns().isEmpty() ? part.required() : part.columns().containsValue(true),
                    List.copyOf(part.columns().keySet()),
                    json.path(part.field().id())))
        .toList();
  }

  /**
   * Writes what somebody sent. What they left as they saw it isn't their change, and stays as it is
   * now.
   *
   * @param seen what the fields held when they saw them; what isn't there is written anyway
   * @throws StepFailedException naming everything that isn't asked for, and what is required and
   *     empty, below {@code /data}; or {@link #CHANGED} when others have changed it since
   */
  public Move write(
      StepContext run, ObjectNode sent, ObjectNode seen, String who, Function<Outcome, Move> then) {
    var problems = new Problems();
    ObjectNode patch = NODES.objectNode();
    ObjectNode now = Objects.requireNonNull(run.record(), "a form's record").toJson();
    for (var entry : sent.properties()) {
      Part part = parts.get(entry.getKey());
      String at = "/data/" + entry.getKey();
      if (part == null) {
        problems.add(
            at,
            "fill_not_asked",
            entry.getKey(),
            String.join(", ", names()),
            Suggestions.question(entry.getKey(), names()));
      } else if (part.columns().isEmpty()) {
        patch.set(entry.getKey(), entry.getValue());
      } else {
        patch.set(entry.getKey(), lines(part, entry.getValue(), now, at, problems));
      }
    }
    parts.values().forEach(part -> meanwhile(part, patch, seen, now, problems));
    if (!problems.isEmpty()) {
      throw new StepFailedException(problems.list());
    }
    parts.values().forEach(part -> required(part, patch, now, problems));
    if (!problems.isEmpty()) {
      throw new StepFailedException(problems.list());
    }
    if (patch.isEmpty()) {
      return new Move.Next(NODES.objectNode().put("by", who));
    }
    return new Move.Write(form.id(), Change.update(run.recordId(), null, patch), who, then);
  }

  /** Leaves out what the person didn't change, and tells what others did. */
  private static void meanwhile(
      Part part, ObjectNode patch, ObjectNode seen, ObjectNode now, Problems problems) {
    String id = part.field().id();
    if (!patch.has(id) || !seen.has(id)) {
      return;
    }
    String at = "/data/" + id;
    if (part.columns().isEmpty()) {
      meanwhile(part.field(), patch, id, seen.path(id), now.path(id), at, problems);
      return;
    }
    for (var line : patch.path(id).properties()) {
      JsonNode before = stored(part, line.getKey(), seen);
      JsonNode stored = stored(part, line.getKey(), now);
      if (before == null || stored == null || !(line.getValue() instanceof ObjectNode given)) {
        continue;
      }
      for (String column : part.columns().keySet()) {
        if (given.has(column)) {
          meanwhile(
              part.column(column),
              given,
              column,
              before.path(column),
              stored.path(column),
              at + "/" + line.getKey() + "/" + column,
              problems);
        }
      }
    }
  }

  private static void meanwhile(
      Field field,
      ObjectNode given,
      String name,
      JsonNode seen,
      JsonNode now,
      String at,
      Problems problems) {
    JsonNode sent = given.path(name);
    if (same(sent, seen)) {
      given.remove(name);
    } else if (!same(now, seen) && !same(now, sent)) {
      problems.add(
          at,
          CHANGED,
          title(field, Locale.ENGLISH),
          title(field, Locale.CHINESE),
          now.isContainerNode() ? "…" : empty(now) ? "–" : now.asText());
    }
  }

  private static boolean same(JsonNode a, JsonNode b) {
    return (empty(a) && empty(b)) || a.equals(BY_VALUE, b);
  }

  private List<String> names() {
    var names = new ArrayList<String>();
    parts.forEach(
        (id, part) -> {
          if (part.columns().isEmpty()) {
            names.add(id);
          }
          part.columns().keySet().forEach(column -> names.add(id + "." + column));
        });
    return names;
  }

  /** Lines that are there, by their ids, with only the fields that are asked for. */
  private static ObjectNode lines(
      Part part, JsonNode sent, ObjectNode now, String at, Problems problems) {
    ObjectNode byId = NODES.objectNode();
    if (sent instanceof ArrayNode several) {
      for (int i = 0; i < several.size(); i++) {
        JsonNode line = several.get(i);
        String id = line.path("id").asText();
        ObjectNode rest = line instanceof ObjectNode o ? o.deepCopy() : NODES.objectNode();
        rest.remove("id");
        line(part, id, rest, now, at + "/" + i, problems, byId);
      }
    } else if (sent instanceof ObjectNode object) {
      object
          .properties()
          .forEach(
              entry ->
                  line(
                      part,
                      entry.getKey(),
                      entry.getValue(),
                      now,
                      at + "/" + entry.getKey(),
                      problems,
                      byId));
    } else {
      problems.add(at, "fill_lines");
    }
    return byId;
  }

  private static void line(
      Part part,
      String id,
      JsonNode values,
      ObjectNode now,
      String at,
      Problems problems,
      ObjectNode into) {
    JsonNode stored = stored(part, id, now);
    if (stored == null || !(values instanceof ObjectNode given)) {
      problems.add(at, "fill_line_unknown", id);
      return;
    }
    ObjectNode kept = NODES.objectNode();
    for (var entry : given.properties()) {
      if (part.columns().containsKey(entry.getKey())) {
        kept.set(entry.getKey(), entry.getValue());
      } else if (!entry.getValue().equals(stored.path(entry.getKey()))) {
        // what stays as it is may be sent along
        problems.add(
            at + "/" + entry.getKey(),
            "fill_not_asked",
            entry.getKey(),
            String.join(", ", part.columns().keySet()),
            Suggestions.question(entry.getKey(), part.columns().keySet()));
      }
    }
    into.set(id, kept);
  }

  private static @Nullable JsonNode stored(Part part, String id, ObjectNode now) {
    for (JsonNode line : now.path(part.field().id())) {
      if (line.path("id").asText().equals(id)) {
        return line;
      }
    }
    return null;
  }

  private static void required(Part part, ObjectNode patch, ObjectNode now, Problems problems) {
    String id = part.field().id();
    if (part.columns().isEmpty()) {
      JsonNode value = patch.has(id) ? patch.path(id) : now.path(id);
      if (part.required() && empty(value)) {
        problems.add(
            "/data/" + id,
            "required",
            title(part.field(), Locale.ENGLISH),
            title(part.field(), Locale.CHINESE));
      }
      return;
    }
    int at = -1;
    for (JsonNode line : now.path(id)) {
      String lineId = line.path("id").asText();
      String pointer = "/data/" + id + "/" + ++at + "/";
      JsonNode sent = patch.path(id).path(lineId);
      part.columns()
          .forEach(
              (column, needed) -> {
                JsonNode value = sent.has(column) ? sent.path(column) : line.path(column);
                if (needed && empty(value)) {
                  problems.add(
                      pointer + column,
                      "required",
                      title(part.column(column), Locale.ENGLISH),
                      title(part.column(column), Locale.CHINESE));
                }
              });
    }
  }

  private static String title(Field field, Locale locale) {
    return field.definition().title().in(locale);
  }

  private static boolean empty(JsonNode value) {
    return value.isNull()
        || value.isMissingNode()
        || (value.isTextual() && value.asText().isBlank())
        || (value.isContainerNode() && value.isEmpty());
  }
}
