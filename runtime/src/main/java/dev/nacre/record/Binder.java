package dev.nacre.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import dev.nacre.security.Masks;
import dev.nacre.security.Permissions.FormAccess;
import dev.nacre.storage.Uuid7;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the values of a change into a record; everything that doesn't fit is a problem. */
final class Binder {
  /** What a key begins with under which a patch adds a line. */
  private static final String ADDED = "+";

  private final Form form;
  private final FormAccess access;
  private final boolean people;
  private final ZoneId zone;

  /**
   * A binder.
   *
   * @param people whether the change comes from a person, whom {@code readOnly} binds
   */
  Binder(Form form, FormAccess access, boolean people, ZoneId zone) {
    this.form = form;
    this.access = access;
    this.people = people;
    this.zone = zone;
  }

  /** Makes {@code after} from {@code before} and the given values. */
  void bind(Wish wish) {
    StoredRecord after = wish.before == null ? new StoredRecord(form) : wish.before.copy();
    wish.after = after;
    ObjectNode data = wish.change.data();
    if (data == null) {
      return;
    }
    for (var entry : data.properties()) {
      String pointer = "/" + Json.escape(entry.getKey());
      Field field = form.name(entry.getKey()).orElse(null);
      if (field == null || access.hidden().contains(entry.getKey())) {
        wish.problems.add(pointer, "field_unknown", entry.getKey(), known(form, access));
      } else if (access.masked().contains(field.id())
          && asShown(field, entry.getValue(), wish.before)) {
        // a record sent back as it was read
      } else if (field.derived() && access.masked().contains(field.id())) {
        // nobody who sees stars can say what is behind them
      } else if (field.system() || field.computed()) {
        wish.claimed.put(field, entry.getValue());
      } else {
        Object value = value(field, entry.getValue(), wish, pointer);
        if (locked(field, access) && !same(form, field, value, wish.before)) {
          wish.problems.add(pointer, "field_read_only", titles(field));
        } else {
          after.set(field.index(), value);
        }
      }
    }
  }

  private boolean locked(Field field, FormAccess access) {
    return (people && field.definition().readOnly())
        || access.readOnly().contains(field.id())
        || access.masked().contains(field.id());
  }

  private static Object[] titles(Field field) {
    return new Object[] {
      field.definition().title().in(Locale.ENGLISH), field.definition().title().in(Locale.CHINESE)
    };
  }

  private static boolean asShown(Field field, JsonNode given, @Nullable StoredRecord before) {
    JsonNode now = before == null ? null : before.json(field);
    return now != null
        && given.isTextual()
        && !now.isNull()
        && given.textValue().equals(Masks.mask(now));
  }

  private static boolean same(
      Form form, Field field, @Nullable Object value, @Nullable StoredRecord before) {
    StoredRecord given = new StoredRecord(form);
    given.set(field.index(), value);
    return !given.differs(before == null ? new StoredRecord(form) : before, field.index());
  }

  private static String known(Form form, FormAccess access) {
    return String.join(
        ", ",
        form.fields().stream().map(Field::id).filter(f -> !access.hidden().contains(f)).toList());
  }

  private @Nullable Object value(Field field, JsonNode json, Wish wish, String pointer) {
    if (field.lines()) {
      return lines(field, json, wish, pointer);
    }
    return scalar(field, json, wish.change.text(), pointer, wish.problems);
  }

  private @Nullable Object scalar(
      Field field, JsonNode json, boolean text, String pointer, Problems problems) {
    if (json.isNull() || (json.isTextual() && json.textValue().isBlank())) {
      return null;
    }
    if (text && json.isTextual()) {
      return field
          .fieldType()
          .readText(json.textValue().strip(), field.settings(), zone, pointer, problems);
    }
    return field.fieldType().read(json, field.settings(), pointer, problems);
  }

  /**
   * An array is the whole table; an object keyed by line id merges, null there deletes, and a key
   * that begins with {@code +} adds a line at the end.
   */
  private @Nullable Object lines(Field table, JsonNode json, Wish wish, String pointer) {
    List<StoredRecord> there = wish.before == null ? List.of() : wish.before.lines(table.index());
    Map<UUID, StoredRecord> byId = new HashMap<>();
    there.forEach(line -> byId.put(line.id(), line));
    if (json.isNull()) {
      return List.of();
    }
    if (json.isObject() && !wish.change.text()) {
      return merged(table, there, byId, (ObjectNode) json, wish, pointer);
    }
    if (!json.isArray()) {
      wish.problems.add(pointer, "table_type", table.id());
      return there;
    }
    var lines = new ArrayList<StoredRecord>();
    var fresh = new ArrayList<StoredRecord>();
    for (int i = 0; i < json.size(); i++) {
      JsonNode element = json.get(i);
      String at = pointer + "/" + i;
      if (!element.isObject()) {
        wish.problems.add(at, "line_type", table.id());
        continue;
      }
      JsonNode id = element.get("id");
      StoredRecord line = null;
      if (id != null && !id.isNull()) {
        UUID named = uuid(id);
        line = named == null ? null : byId.remove(named);
        if (line == null) {
          wish.problems.add(at + "/id", "line_unknown", id.asText(), table.id());
          continue;
        }
      }
      StoredRecord bound = line(table, line, (ObjectNode) element, wish, at);
      lines.add(bound);
      if (line == null) {
        fresh.add(bound);
      }
    }
    return fresh.isEmpty() || there.isEmpty()
        ? lines
        : found(table, there, json, lines, fresh, wish);
  }

  /** The same lines, with those that were there already in place of those that say the same. */
  private static List<StoredRecord> found(
      Field table,
      List<StoredRecord> there,
      JsonNode json,
      List<StoredRecord> lines,
      List<StoredRecord> fresh,
      Wish wish) {
    var known = new KnownLines(Objects.requireNonNull(table.target()), there, json);
    Map<UUID, StoredRecord> found = known.find(fresh);
    wish.claimedLines.replaceAll(
        claim -> {
          StoredRecord same = found.get(claim.line());
          return same == null ? claim : claim.of(same);
        });
    return lines.stream()
        .map(
            line -> {
              StoredRecord same = found.get(line.id());
              return same == null ? line : same.copy();
            })
        .toList();
  }

  private List<StoredRecord> merged(
      Field table,
      List<StoredRecord> there,
      Map<UUID, StoredRecord> byId,
      ObjectNode patch,
      Wish wish,
      String pointer) {
    Map<UUID, @Nullable StoredRecord> changed = new HashMap<>();
    var added = new ArrayList<StoredRecord>();
    for (var entry : patch.properties()) {
      String at = pointer + "/" + Json.escape(entry.getKey());
      if (entry.getKey().startsWith(ADDED) && entry.getValue() instanceof ObjectNode fresh) {
        added.add(line(table, null, fresh, wish, at));
        continue;
      }
      UUID id = uuid(entry.getKey());
      StoredRecord line = id == null ? null : byId.get(id);
      if (id == null || line == null) {
        wish.problems.add(at, "line_unknown", entry.getKey(), table.id());
      } else if (entry.getValue().isNull()) {
        changed.put(id, null);
      } else if (!entry.getValue().isObject()) {
        wish.problems.add(at, "line_type", table.id());
      } else {
        changed.put(id, line(table, line, (ObjectNode) entry.getValue(), wish, at));
      }
    }
    var lines = new ArrayList<StoredRecord>();
    for (StoredRecord line : there) {
      StoredRecord now = changed.containsKey(line.id()) ? changed.get(line.id()) : line;
      if (now != null) {
        lines.add(now);
      }
    }
    lines.addAll(added);
    return lines;
  }

  private StoredRecord line(
      Field table, @Nullable StoredRecord before, ObjectNode data, Wish wish, String at) {
    Form lineForm = Objects.requireNonNull(table.target());
    FormAccess columns = access.in(table.id());
    StoredRecord line = before == null ? new StoredRecord(lineForm) : before.copy();
    if (before == null) {
      line.set(Form.ID, Uuid7.next());
    }
    for (var entry : data.properties()) {
      if (entry.getKey().equals("id")) {
        continue;
      }
      String pointer = at + "/" + Json.escape(entry.getKey());
      Field field = lineForm.field(entry.getKey()).orElse(null);
      if (field == null || columns.hidden().contains(entry.getKey())) {
        wish.problems.add(pointer, "field_unknown", entry.getKey(), known(lineForm, columns));
      } else if (columns.masked().contains(field.id())
          && asShown(field, entry.getValue(), before)) {
        // a line sent back as it was read
      } else if (field.derived() && columns.masked().contains(field.id())) {
        // nobody who sees stars can say what is behind them
      } else if (field.computed()) {
        wish.claimedLines.add(
            new Wish.LineClaim(table, line.id(), before, field, entry.getValue(), pointer));
      } else {
        Object value = scalar(field, entry.getValue(), wish.change.text(), pointer, wish.problems);
        if (locked(field, columns) && !same(lineForm, field, value, before)) {
          wish.problems.add(pointer, "field_read_only", titles(field));
        } else {
          line.set(field.index(), value);
        }
      }
    }
    return line;
  }

  private static @Nullable UUID uuid(JsonNode json) {
    return json.isTextual() ? uuid(json.textValue()) : null;
  }

  /** Reads a UUID in its usual spelling; null for anything else. */
  static @Nullable UUID uuid(String text) {
    if (text.length() != 36) {
      return null;
    }
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException notOne) {
      return null;
    }
  }
}
