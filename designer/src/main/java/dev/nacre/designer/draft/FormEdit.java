package dev.nacre.designer.draft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Edits the JSON of one form. What an edit doesn't touch stays as it stands, also where it is
 * wrong: a draft may be.
 */
public final class FormEdit {
  private final ObjectNode form;

  private FormEdit(ObjectNode form) {
    this.form = form;
  }

  /** Begins to edit; empty when the text isn't a JSON object. */
  public static Optional<FormEdit> of(String text) {
    return Json.read(text, new Problems()) instanceof ObjectNode form
        ? Optional.of(new FormEdit(form))
        : Optional.empty();
  }

  /** The form's JSON, which the caller may change too. */
  public ObjectNode json() {
    return form;
  }

  /** As the text of its file. */
  public String text() {
    return Json.pretty(form);
  }

  /** The definitions of the fields, in their own order; what isn't one is left out. */
  public List<ObjectNode> fields() {
    return objects(form.path("fields"));
  }

  /** The definitions of a table's lines' fields; empty when there is no such table. */
  public List<ObjectNode> lines(String table) {
    return find(FieldPath.of(table))
        .map(f -> objects(f.path("settings").path("fields")))
        .orElse(List.of());
  }

  /** The definition of that field. */
  public Optional<ObjectNode> find(FieldPath path) {
    List<ObjectNode> among = path.line() == null ? fields() : lines(path.field());
    return among.stream().filter(f -> id(f).equals(path.id())).findFirst();
  }

  /** The sections from top to bottom. */
  public List<SectionView> sections() {
    var sections = new ArrayList<SectionView>();
    var named = new HashSet<String>();
    for (ObjectNode section : objects(form.path("layout").path("sections"))) {
      var fields = new ArrayList<ObjectNode>();
      for (JsonNode id : section.path("fields")) {
        if (named.add(id.asText())) {
          find(FieldPath.of(id.asText())).ifPresent(fields::add);
        }
      }
      int columns = section.path("columns").asInt(SectionView.COLUMNS);
      sections.add(new SectionView(true, section.get("label"), columns, fields));
    }
    List<ObjectNode> rest = fields().stream().filter(f -> !named.contains(id(f))).toList();
    if (!rest.isEmpty() || sections.isEmpty()) {
      sections.add(new SectionView(false, null, SectionView.COLUMNS, rest));
    }
    return sections;
  }

  /** Where that field stands now. */
  public Optional<Place> place(String id) {
    List<SectionView> sections = sections();
    for (int s = 0; s < sections.size(); s++) {
      List<String> ids = sections.get(s).fields().stream().map(FormEdit::id).toList();
      int at = ids.indexOf(id);
      if (at >= 0) {
        return Optional.of(new Place(s, at + 1 < ids.size() ? ids.get(at + 1) : null));
      }
    }
    return Optional.empty();
  }

  /** Adds a field there. */
  public void add(ObjectNode field, Place place) {
    array(form, "fields").add(field);
    move(id(field), place);
  }

  /** Adds a field to the lines of that table, before the named one or at the end. */
  public void addLine(String table, ObjectNode field, @Nullable String before) {
    find(FieldPath.of(table))
        .ifPresent(t -> put(array(object(t, "settings"), "fields"), field, before));
  }

  /** Moves a field. */
  public void move(String id, Place place) {
    if (id.equals(place.before())) {
      return;
    }
    List<ObjectNode> sections = objects(form.path("layout").path("sections"));
    sections.forEach(section -> removeText(array(section, "fields"), id));
    if (place.section() < sections.size()) {
      insertText(array(sections.get(place.section()), "fields"), id, place.before());
    } else {
      find(FieldPath.of(id)).ifPresent(field -> put(array(form, "fields"), field, place.before()));
    }
  }

  /** Moves a field of a table's lines before another one, or to the end. */
  public void moveLine(String table, String id, @Nullable String before) {
    if (!id.equals(before)) {
      find(new FieldPath(table, id)).ifPresent(field -> addLine(table, field, before));
    }
  }

  /** Takes a field away, and with it the places of the form that only list fields. */
  public void remove(FieldPath path) {
    container(path).ifPresent(fields -> drop(fields, path.id()));
    if (path.line() == null) {
      References.remove(form, path.field());
    }
  }

  /** Gives a field another id, wherever the form names it. */
  public void rename(FieldPath path, String id) {
    find(path).ifPresent(field -> field.put("id", id));
    if (path.line() == null) {
      References.rename(form, path.field(), id);
    }
  }

  /** An id that no sibling has: the wanted one, or with a number behind it. */
  public String free(@Nullable String table, String wanted) {
    Set<String> taken = new HashSet<>(dev.nacre.record.Form.RESERVED);
    (table == null ? fields() : lines(table)).forEach(f -> taken.add(id(f)));
    String id = wanted;
    for (int n = 2; taken.contains(id); n++) {
      id = wanted + "_" + n;
    }
    return id;
  }

  /** The JSON pointer of a field's definition; empty when there is no such field. */
  public Optional<String> pointer(FieldPath path) {
    int at = index(form.path("fields"), path.field());
    if (at < 0) {
      return Optional.empty();
    }
    String pointer = "/fields/" + at;
    if (path.line() == null) {
      return Optional.of(pointer);
    }
    int line = index(form.path("fields").path(at).path("settings").path("fields"), path.line());
    return line < 0 ? Optional.empty() : Optional.of(pointer + "/settings/fields/" + line);
  }

  /** The field that a pointer of a problem leads into; empty when it leads elsewhere. */
  public Optional<FieldPath> at(String pointer) {
    String[] keys = pointer.split("/", -1);
    if (keys.length < 3 || !keys[1].equals("fields")) {
      return Optional.empty();
    }
    JsonNode field = form.at("/fields/" + keys[2]);
    if (keys.length > 5 && keys[3].equals("settings") && keys[4].equals("fields")) {
      JsonNode line = field.path("settings").path("fields").at("/" + keys[5]);
      if (line.has("id")) {
        return Optional.of(new FieldPath(id(field), id(line)));
      }
    }
    return field.has("id") ? Optional.of(FieldPath.of(id(field))) : Optional.empty();
  }

  /** The id that a definition gives; empty when it gives none. */
  public static String id(JsonNode definition) {
    return definition.path("id").asText("");
  }

  private Optional<ArrayNode> container(FieldPath path) {
    return path.line() == null
        ? Optional.of(array(form, "fields"))
        : find(FieldPath.of(path.field())).map(t -> array(object(t, "settings"), "fields"));
  }

  private static void put(ArrayNode fields, ObjectNode field, @Nullable String before) {
    drop(fields, id(field));
    int at = before == null ? -1 : index(fields, before);
    fields.insert(at < 0 ? fields.size() : at, field);
  }

  private static void drop(ArrayNode fields, String id) {
    int at = index(fields, id);
    if (at >= 0) {
      fields.remove(at);
    }
  }

  private static int index(JsonNode fields, String id) {
    for (int i = 0; i < fields.size(); i++) {
      if (id(fields.get(i)).equals(id)) {
        return i;
      }
    }
    return -1;
  }

  /** The array under that key, made when there is none. */
  public static ArrayNode array(ObjectNode owner, String key) {
    return owner.get(key) instanceof ArrayNode array ? array : owner.putArray(key);
  }

  private static ObjectNode object(ObjectNode owner, String key) {
    return owner.get(key) instanceof ObjectNode object ? object : owner.putObject(key);
  }

  /** The objects of an array. */
  public static List<ObjectNode> objects(JsonNode array) {
    var objects = new ArrayList<ObjectNode>();
    array.forEach(
        node -> {
          if (node instanceof ObjectNode object) {
            objects.add(object);
          }
        });
    return objects;
  }

  static void removeText(ArrayNode texts, String text) {
    for (int i = texts.size() - 1; i >= 0; i--) {
      if (texts.get(i).asText().equals(text)) {
        texts.remove(i);
      }
    }
  }

  private static void insertText(ArrayNode texts, String text, @Nullable String before) {
    int at = 0;
    while (at < texts.size() && !texts.get(at).asText().equals(before)) {
      at++;
    }
    texts.insert(at, text);
  }
}
