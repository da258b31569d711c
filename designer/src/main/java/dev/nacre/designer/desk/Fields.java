package dev.nacre.designer.desk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.designer.draft.FormEdit;
import dev.nacre.designer.render.RenderedField;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.metadata.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fields of a form as its draft is now, also across its links. */
public final class Fields {
  /** The fields that every record has and that people ask about. */
  static final List<String> SYSTEM = List.of("createdAt", "createdBy", "updatedAt", "updatedBy");

  private static final int DEPTH = 2;
  private static final String THROUGH = " › ";

  private final Desk desk;
  private final List<FieldChoice> all = new ArrayList<>();
  private final List<FieldChoice> beyond = new ArrayList<>();
  private final List<FieldChoice> tables = new ArrayList<>();

  private Fields(Desk desk) {
    this.desk = desk;
  }

  /** The fields of that form; none when there is no such form. */
  public static Fields of(Desk desk, String form) {
    return desk.remember(
        "fields " + form,
        Fields.class,
        () -> {
          var fields = new Fields(desk);
          fields.read(form, "", "", 0, fields.all);
          SYSTEM.forEach(id -> desk.renderers().system(id).ifPresent(fields::add));
          return fields;
        });
  }

  /** Every field that can be compared; those of linked records come after the form's own. */
  public List<FieldChoice> all() {
    return all;
  }

  /** The same and those that have several values, since they are reached by several links. */
  public List<FieldChoice> asked() {
    return Stream.concat(all.stream(), beyond.stream()).toList();
  }

  /** The same and the tables, of which is asked whether there are lines. */
  public List<FieldChoice> compared() {
    return Stream.concat(asked().stream(), ownTables().stream()).toList();
  }

  /** Those that can be given a value. */
  public List<FieldChoice> writable() {
    return all.stream().filter(FieldChoice::writable).toList();
  }

  /** The columns of its tables that can be given a value: {@code lines.price}. */
  public List<FieldChoice> columns() {
    return ownTables().stream()
        .flatMap(
            table ->
                lines(table.path()).writable().stream()
                    .map(
                        column ->
                            new FieldChoice(
                                table.path() + "." + column.path(),
                                table.label() + THROUGH + column.label(),
                                column.definition(),
                                desk.renderers())))
        .toList();
  }

  /** The tables, and the fields that link to several records. */
  public List<FieldChoice> tables() {
    return tables;
  }

  /** The tables alone. */
  public List<FieldChoice> ownTables() {
    return tables.stream().filter(table -> linked(table).isEmpty()).toList();
  }

  /** The tables of what its links lead to: {@code bundle.parts}. */
  public List<FieldChoice> linkedTables() {
    return all.stream()
        .filter(link -> !link.path().contains(".") && isLink(link))
        .flatMap(
            link ->
                of(desk, linked(link)).ownTables().stream()
                    .map(
                        table ->
                            new FieldChoice(
                                link.path() + "." + table.path(),
                                link.label() + THROUGH + table.label(),
                                table.definition(),
                                desk.renderers())))
        .toList();
  }

  /**
   * What can be named in a line of a table, perhaps together with one line of a table that a link
   * leads to: the line's fields, {@code part.…} and {@code record.…}.
   *
   * @param table empty for the record itself
   * @param parts as one of {@link #linkedTables()}; empty when there is none
   * @param record what people call the record that has the lines
   */
  public Fields rows(String table, String parts, String record) {
    var rows = new Fields(desk);
    FieldChoice each = find(table).orElse(null);
    Fields line = each == null ? this : lines(table);
    if (each == null) {
      rows.all.addAll(all);
      rows.tables.addAll(tables);
    } else {
      rows.add(settings(each).path("fields"), "", "", DEPTH - 1, rows.all);
    }
    line.linkedTables().stream()
        .filter(choice -> choice.path().equals(parts))
        .findFirst()
        .ifPresent(
            part ->
                rows.add(
                    settings(part).path("fields"),
                    "part.",
                    part.label() + THROUGH,
                    DEPTH - 1,
                    rows.all));
    if (each != null) {
      all.stream()
          .map(
              field ->
                  new FieldChoice(
                      "record." + field.path(),
                      record + THROUGH + field.label(),
                      field.definition(),
                      desk.renderers()))
          .forEach(rows.all::add);
    }
    return rows;
  }

  private static JsonNode settings(FieldChoice field) {
    JsonNode settings = field.definition().settings();
    return settings == null ? MissingNode.getInstance() : settings;
  }

  private boolean isLink(FieldChoice field) {
    return desk.types()
        .find(field.definition().type())
        .filter(type -> type.valueType() == ValueType.LINK)
        .isPresent();
  }

  /** The fields of a table's lines, or of the records linked to; none when there is no such. */
  public Fields lines(String table) {
    var lines = new Fields(desk);
    tables.stream()
        .filter(t -> t.path().equals(table))
        .findFirst()
        .map(t -> t.definition().settings())
        .ifPresent(
            settings -> {
              lines.add(settings.path("fields"), "", "", DEPTH, lines.all);
              lines.read(settings.path("form").asText(), "", "", DEPTH - 1, lines.all);
            });
    return lines;
  }

  /** The field with that name, also a table. */
  public Optional<FieldChoice> find(String path) {
    return asked().stream()
        .filter(f -> f.path().equals(path))
        .findFirst()
        .or(() -> tables.stream().filter(f -> f.path().equals(path)).findFirst());
  }

  private void read(String form, String path, String label, int depth, List<FieldChoice> into) {
    desk.session()
        .form("forms/" + form + ".json")
        .map(FormEdit::json)
        .ifPresent(json -> add(json.path("fields"), path, label, depth, into));
  }

  private void add(JsonNode fields, String path, String label, int depth, List<FieldChoice> into) {
    var far = new ArrayList<FieldChoice>();
    var several = new ArrayList<FieldChoice>();
    for (ObjectNode json : FormEdit.objects(fields)) {
      FieldDefinition own = definition(json);
      if (own == null) {
        continue;
      }
      FieldDefinition field = found(own, fields);
      var choice =
          new FieldChoice(
              path + field.id(), label + field.title().in(desk.locale()), field, desk.renderers());
      ValueType type = desk.types().find(field.type()).map(t -> t.valueType()).orElse(null);
      if (type == ValueType.LINES) {
        if (path.isEmpty()) {
          tables.add(choice);
        }
        continue;
      }
      into.add(choice);
      if (type == ValueType.LINK) {
        far.add(choice);
      } else if (type == ValueType.SEVERAL && !linked(choice).isEmpty()) {
        several.add(choice);
        if (path.isEmpty()) {
          tables.add(choice);
        }
      }
    }
    if (depth < DEPTH) {
      far.forEach(link -> across(link, depth, into));
      several.forEach(link -> across(link, depth, beyond));
    }
  }

  private void across(FieldChoice link, int depth, List<FieldChoice> into) {
    read(linked(link), link.path() + ".", link.label() + THROUGH, depth + 1, into);
  }

  /** The form that a field links to; blank for any other field. */
  private static String linked(FieldChoice field) {
    JsonNode settings = field.definition().settings();
    return settings == null ? "" : settings.path("form").asText();
  }

  /** What is found elsewhere is compared as what is there, and is given by nobody. */
  private FieldDefinition found(FieldDefinition field, JsonNode siblings) {
    JsonNode settings = field.settings();
    String through = settings == null ? "" : settings.path("through").asText();
    String from = settings == null ? "" : settings.path("from").asText();
    if (!field.type().equals("lookup") && !field.type().equals("rollup")) {
      return field;
    }
    String form = from.contains(".") ? from.substring(0, from.indexOf('.')) : from;
    for (ObjectNode link : FormEdit.objects(siblings)) {
      if (!through.isEmpty() && link.path("id").asText().equals(through)) {
        form = link.path("settings").path("form").asText();
      }
    }
    String fn = settings == null ? "" : settings.path("fn").asText();
    boolean alike = !through.isEmpty() || fn.equals("min") || fn.equals("max");
    String wanted = settings == null ? "" : settings.path("field").asText();
    FieldDefinition far =
        desk.session()
            .form("forms/" + form + ".json")
            .flatMap(
                edit ->
                    edit.fields().stream()
                        .filter(f -> alike && f.path("id").asText().equals(wanted))
                        .findFirst())
            .map(Fields::definition)
            .orElse(field);
    return new FieldDefinition(
        field.id(),
        far.type(),
        field.label(),
        field.help(),
        false,
        false,
        false,
        true,
        null,
        field.type(),
        far.settings());
  }

  private void add(RenderedField system) {
    all.add(
        new FieldChoice(
            system.id(), system.label(desk.context()), system.definition(), desk.renderers()));
  }

  private static @Nullable FieldDefinition definition(ObjectNode json) {
    try {
      FieldDefinition field = Json.MAPPER.treeToValue(json, FieldDefinition.class);
      return field.id() == null || field.type() == null ? null : field;
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
