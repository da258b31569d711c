package dev.nacre.record.transfer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.record.Change;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.storage.Database;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which column goes into which field of a form, checked. */
public final class ImportPlan {
  private final Form form;
  private final List<String> key;
  private final Map<Integer, Field> fields;
  private final Map<String, String> mapping;

  private ImportPlan(
      Form form, List<String> key, Map<Integer, Field> fields, Map<String, String> mapping) {
    this.form = form;
    this.key = key;
    this.fields = fields;
    this.mapping = mapping;
  }

  /** Makes the plan, or says what is wrong with the settings; then null. */
  static @Nullable ImportPlan of(
      Form form, List<String> columns, ImportSettings settings, Problems problems) {
    Map<String, String> mapping = mapping(form, columns, settings);
    var fields = new LinkedHashMap<Integer, Field>();
    mapping.forEach(
        (column, id) -> {
          String at = "/mapping/" + Json.escape(column);
          int index = columns.indexOf(column);
          Field field = form.field(id).filter(ImportPlan::importable).orElse(null);
          if (index < 0) {
            problems.add(at, "import_column_unknown", column, String.join(", ", columns));
          } else if (field == null) {
            problems.add(at, "import_field_unknown", id, form.id(), known(form));
          } else if (fields.containsValue(field)) {
            problems.add(at, "import_field_twice", id);
          } else {
            fields.put(index, field);
          }
        });
    for (int i = 0; i < settings.key().size(); i++) {
      if (!mapping.containsValue(settings.key().get(i))) {
        problems.add("/key/" + i, "import_key_not_mapped", settings.key().get(i));
      }
    }
    if (fields.isEmpty() && problems.isEmpty()) {
      problems.add("/mapping", "import_nothing_mapped", form.id());
    }
    return problems.isEmpty() ? new ImportPlan(form, settings.key(), fields, mapping) : null;
  }

  /** Column to field as given, else as guessed. */
  static Map<String, String> mapping(Form form, List<String> columns, ImportSettings settings) {
    return settings.mapping().isEmpty() ? ColumnGuess.of(form, columns) : settings.mapping();
  }

  /** Fields with one value that somebody may write. */
  static boolean importable(Field field) {
    return !field.lines() && !field.computed();
  }

  private static String known(Form form) {
    return form.fields().stream()
        .filter(ImportPlan::importable)
        .map(Field::id)
        .collect(Collectors.joining(", "));
  }

  /** Column to field. */
  public Map<String, String> mapping() {
    return mapping;
  }

  /** The fields that get values. */
  Set<Field> fields() {
    return Set.copyOf(fields.values());
  }

  /**
   * The rows as changes; links are looked up for all of them together.
   *
   * @param found gets what doesn't fit, by position in the rows
   */
  List<@Nullable Change> changes(
      List<CsvLine.Row> rows, Database database, Map<Integer, List<Problem>> found) {
    var index = new LinkIndex();
    for (CsvLine.Row row : rows) {
      fields.forEach((column, field) -> LinkCell.want(field, row.cells().get(column), index));
    }
    index.fetch(database);
    var changes = new ArrayList<@Nullable Change>();
    for (int i = 0; i < rows.size(); i++) {
      var problems = new Problems();
      ObjectNode data = data(rows.get(i), index, problems);
      if (!problems.isEmpty()) {
        found.put(i, problems.list());
      }
      Change change = key.isEmpty() ? Change.create(data) : Change.upsert(key, data);
      changes.add(problems.isEmpty() ? change.asText() : null);
    }
    return changes;
  }

  private ObjectNode data(CsvLine.Row row, LinkIndex index, Problems problems) {
    ObjectNode data = Json.MAPPER.createObjectNode();
    fields.forEach(
        (column, field) -> {
          String cell = row.cells().get(column);
          if (cell.isBlank()) {
            data.putNull(field.id());
          } else if (field.target() == null) {
            data.put(field.id(), cell);
          } else {
            UUID id = LinkCell.find(field, cell, index);
            if (id == null) {
              problems.add(
                  "/" + field.id(), "import_link_missing", field.target().id(), cell.strip());
            } else {
              data.put(field.id(), id.toString());
            }
          }
        });
    return data;
  }

  /** The form's id. */
  String form() {
    return form.id();
  }
}
