package dev.nacre.record.past;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Checksum;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.security.Permissions.FormAccess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The change that gives a record its old values, as far as somebody may give them. */
public final class OldValues {
  private final Form form;
  private final FormAccess access;
  private final ObjectNode patch = Json.MAPPER.createObjectNode();
  private final List<Restoration.Kept> kept = new ArrayList<>();

  /** Of a record of that form, for somebody with that access. */
  public OldValues(Form form, FormAccess access) {
    this.form = form;
    this.access = access;
  }

  /** What is put back, as a merge patch. */
  public ObjectNode patch() {
    return patch;
  }

  /** What stays as it is, and why. */
  public List<Restoration.Kept> kept() {
    return kept;
  }

  /**
   * Takes what differs.
   *
   * @param lost ids of the fields whose old value can't be said in the type that they have today
   * @param wanted ids of the fields to put back; empty means all
   */
  public void take(ObjectNode old, ObjectNode now, Set<String> lost, Set<String> wanted) {
    for (Field field : form.fields()) {
      boolean asked = wanted.isEmpty() || wanted.contains(field.id());
      if (!asked || field.computed() || access.hidden().contains(field.id())) {
        continue;
      }
      JsonNode then = value(old, field.id());
      JsonNode today = value(now, field.id());
      if (lost.contains(field.id())) {
        keep(field, "restore_other_type");
        continue;
      }
      if (Checksum.same(then, today)) {
        continue;
      }
      if (access.masked().contains(field.id()) || access.readOnly().contains(field.id())) {
        keep(field, "restore_not_allowed");
      } else if (field.definition().readOnly()) {
        keep(field, "restore_read_only");
      } else if (field.fieldType().numbering(field.settings()) != null) {
        keep(field, "restore_numbered");
      } else if (field.lines()) {
        lines(field, then, today);
      } else {
        patch.set(field.id(), then);
      }
    }
  }

  private static JsonNode value(ObjectNode state, String name) {
    JsonNode value = state.get(name);
    return value == null ? NullNode.instance : value;
  }

  private void keep(Field field, String code) {
    kept.add(
        new Restoration.Kept(
            field,
            Problem.at(
                "/" + field.id(),
                code,
                field.definition().title().in(Locale.ENGLISH),
                field.definition().title().in(Locale.CHINESE))));
  }

  /** Lines that are still there keep what nobody may give them; those that went come back anew. */
  private void lines(Field table, JsonNode then, JsonNode today) {
    FormAccess columns = access.in(table.id());
    Map<String, JsonNode> there = new HashMap<>();
    today.forEach(line -> there.put(line.path("id").asText(), line));
    ArrayNode lines = Json.MAPPER.createArrayNode();
    for (JsonNode line : then) {
      JsonNode now = there.get(line.path("id").asText());
      if (now == null && !columns.equals(FormAccess.FREE)) {
        // a line that comes back without what this person may not give it would be another
        keep(table, "restore_lines_partly");
        return;
      }
      lines.add(line(table, (ObjectNode) line, now, columns));
    }
    patch.set(table.id(), lines);
  }

  private static ObjectNode line(
      Field table,
      ObjectNode line,
      @org.jspecify.annotations.Nullable JsonNode now,
      FormAccess columns) {
    ObjectNode back = Json.MAPPER.createObjectNode();
    if (now != null) {
      back.set("id", line.get("id"));
    }
    for (Field column : Objects.requireNonNull(table.target()).fields()) {
      boolean given =
          !column.computed()
              && !columns.hidden().contains(column.id())
              && !columns.masked().contains(column.id())
              && !columns.readOnly().contains(column.id())
              && !(now != null && column.definition().readOnly());
      if (given) {
        back.set(column.id(), value(line, column.id()));
      }
    }
    return back;
  }
}
