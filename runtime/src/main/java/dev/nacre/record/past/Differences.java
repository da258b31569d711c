package dev.nacre.record.past;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import dev.nacre.record.Checksum;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.security.Masks;
import dev.nacre.security.Permissions.FormAccess;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Holds two states of a record against each other; what is told is what the reader may see. */
final class Differences {
  private final Form form;
  private final FormAccess access;

  Differences(Form form, FormAccess access) {
    this.form = form;
    this.access = access;
  }

  /** What differs, beside what is found elsewhere and isn't the record's own. */
  List<Comparison.Change> between(ObjectNode before, ObjectNode after) {
    var changes = new ArrayList<Comparison.Change>();
    for (Field field : form.fields()) {
      JsonNode old = value(before, field.id());
      JsonNode now = value(after, field.id());
      if (field.derived()
          || access.hidden().contains(field.id())
          || (field.lines() ? sameLines(field, old, now) : Checksum.same(old, now))) {
        continue;
      }
      List<Comparison.Line> lines = field.lines() ? lines(field, old, now) : List.of();
      if (!field.lines() || !lines.isEmpty() || old.size() == now.size()) {
        changes.add(new Comparison.Change(field, covered(field, old), covered(field, now), lines));
      }
    }
    return changes;
  }

  private static JsonNode value(ObjectNode state, String name) {
    JsonNode value = state.get(name);
    return value == null ? NullNode.instance : value;
  }

  private JsonNode covered(Field field, JsonNode value) {
    ObjectNode one = Json.MAPPER.createObjectNode();
    one.set(field.id(), value.deepCopy());
    one = PastEngine.covered(one, form, access);
    return value(one, field.id());
  }

  private boolean sameLines(Field table, JsonNode before, JsonNode after) {
    if (before.size() != after.size()) {
      return false;
    }
    for (int i = 0; i < before.size(); i++) {
      // lines that were put back are others that say the same
      if (!Checksum.same(content(table, before.get(i)), content(table, after.get(i)))) {
        return false;
      }
    }
    return true;
  }

  private ObjectNode content(Field table, JsonNode line) {
    ObjectNode content = line.deepCopy();
    content.retain(PastEngine.columns(table));
    content.remove("id");
    content.remove(access.in(table.id()).hidden());
    Objects.requireNonNull(table.target()).derived().forEach(f -> content.remove(f.id()));
    return content;
  }

  private List<Comparison.Line> lines(Field table, JsonNode before, JsonNode after) {
    Map<String, ObjectNode> old = new LinkedHashMap<>();
    before.forEach(line -> old.put(line.path("id").asText(), (ObjectNode) line));
    Map<String, ObjectNode> now = new LinkedHashMap<>();
    after.forEach(line -> now.put(line.path("id").asText(), (ObjectNode) line));
    var lines = new ArrayList<Comparison.Line>();
    var came = new ArrayList<ObjectNode>();
    now.forEach(
        (id, line) -> {
          ObjectNode was = old.remove(id);
          if (was == null) {
            came.add(line);
          } else if (!Checksum.same(content(table, was), content(table, line))) {
            lines.add(changed(table, id, was, line));
          }
        });
    var gone = new ArrayList<>(old.values());
    for (ObjectNode line : came) {
      ObjectNode same =
          gone.stream()
              .filter(g -> Checksum.same(content(table, g), content(table, line)))
              .findFirst()
              .orElse(null);
      if (same != null) {
        gone.remove(same);
      } else {
        lines.add(line(Comparison.Kind.ADDED, table, null, line));
      }
    }
    gone.forEach(line -> lines.add(line(Comparison.Kind.REMOVED, table, line, null)));
    return lines;
  }

  /** Only the columns that differ. */
  private Comparison.Line changed(Field table, String id, ObjectNode was, ObjectNode now) {
    ObjectNode before = Json.MAPPER.createObjectNode();
    ObjectNode after = Json.MAPPER.createObjectNode();
    for (Field column : Objects.requireNonNull(table.target()).fields()) {
      JsonNode a = value(was, column.id());
      JsonNode b = value(now, column.id());
      if (!column.derived() && !Checksum.same(a, b)) {
        before.set(column.id(), a);
        after.set(column.id(), b);
      }
    }
    before.put("id", id);
    after.put("id", id);
    return line(Comparison.Kind.CHANGED, table, before, after);
  }

  private Comparison.Line line(
      Comparison.Kind kind, Field table, @Nullable ObjectNode before, @Nullable ObjectNode after) {
    ObjectNode one = Objects.requireNonNull(after == null ? before : after);
    return new Comparison.Line(
        kind, one.path("id").asText(), seen(table, before), seen(table, after));
  }

  private @Nullable ObjectNode seen(Field table, @Nullable ObjectNode line) {
    if (line == null) {
      return null;
    }
    ObjectNode seen = line.deepCopy();
    seen.retain(PastEngine.columns(table));
    seen.remove("id");
    Masks.cover(seen, access.in(table.id()));
    return seen;
  }
}
