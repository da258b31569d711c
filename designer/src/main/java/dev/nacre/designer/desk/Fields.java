package dev.nacre.designer.desk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
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

  /** Those that can be given a value. */
  public List<FieldChoice> writable() {
    return all.stream().filter(FieldChoice::writable).toList();
  }

  /** The columns of its tables that can be given a value: {@code lines.price}. */
  public List<FieldChoice> columns() {
    return tables.stream()
        .filter(table -> linked(table).isEmpty())
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
