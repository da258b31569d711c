package dev.nacre.record.transfer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.record.Change;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.storage.Database;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which column goes into which field of a form, checked; and what becomes of rows by it. */
public final class ImportPlan {
  private final Form form;
  private final List<String> key;
  private final ImportSettings settings;
  private final Map<Integer, Target> targets;
  private final Map<String, String> mapping;

  private ImportPlan(
      Form form,
      List<String> key,
      ImportSettings settings,
      Map<Integer, Target> targets,
      Map<String, String> mapping) {
    this.form = form;
    this.key = key;
    this.settings = settings;
    this.targets = targets;
    this.mapping = mapping;
  }

  /**
   * Makes the plan, or says what is wrong with the settings; then null.
   *
   * @param repeated columns whose heading others have too, see {@link RowFile#repeated}
   */
  static @Nullable ImportPlan of(
      Form form,
      List<String> columns,
      Map<String, String> repeated,
      ImportSettings settings,
      Problems problems) {
    Map<String, String> mapping = mapping(form, columns, settings);
    var targets = new LinkedHashMap<Integer, Target>();
    mapping.forEach(
        (column, path) -> {
          if (path.isBlank()) {
            return; // said to be left out
          }
          String at = "/mapping/" + Json.escape(column);
          int index = columns.indexOf(column);
          Target target = Target.find(form, path).orElse(null);
          if (index < 0) {
            problems.add(at, "import_column_unknown", column, String.join(", ", columns));
          } else if (target == null) {
            problems.add(at, "import_field_unknown", path, form.id(), known(form));
          } else if (targets.containsValue(target)) {
            problems.add(at, "import_field_twice", path);
          } else {
            targets.put(index, target);
          }
        });
    unclear(columns, repeated, mapping, problems);
    if (targets.isEmpty() && problems.isEmpty()) {
      problems.add("/mapping", "import_nothing_mapped", form.id());
    }
    List<String> key = key(form, mapping, targets, settings, problems);
    return problems.isEmpty() ? new ImportPlan(form, key, settings, targets, mapping) : null;
  }

  /** Of columns with the same heading each must be spoken of, or nobody knows which is meant. */
  private static void unclear(
      List<String> columns,
      Map<String, String> repeated,
      Map<String, String> mapping,
      Problems problems) {
    for (String heading : new LinkedHashSet<>(repeated.values())) {
      List<String> alike =
          columns.stream().filter(column -> heading.equals(repeated.get(column))).toList();
      boolean used = alike.stream().anyMatch(column -> !mapping.getOrDefault(column, "").isBlank());
      List<String> unsaid = alike.stream().filter(column -> !mapping.containsKey(column)).toList();
      if (used && !unsaid.isEmpty()) {
        problems.add(
            "/mapping/" + Json.escape(heading),
            "import_column_twice",
            heading,
            alike.stream()
                .map(column -> String.valueOf(columns.indexOf(column) + 1))
                .collect(Collectors.joining(", ")),
            String.join(", ", unsaid));
      }
    }
  }

  private static List<String> key(
      Form form,
      Map<String, String> mapping,
      Map<Integer, Target> targets,
      ImportSettings settings,
      Problems problems) {
    Set<String> mapped = Set.copyOf(mapping.values());
    List<String> key = settings.key();
    for (int i = 0; i < key.size(); i++) {
      if (!mapped.contains(key.get(i)) || key.get(i).indexOf('.') >= 0) {
        problems.add("/key/" + i, "import_key_not_mapped", key.get(i));
      }
    }
    if (key.isEmpty() && settings.mode() != ImportSettings.Mode.CREATE) {
      problems.add("/key", "import_key_needed", settings.mode().id());
    }
    if (key.isEmpty() && lines(targets)) {
      Optional<List<String>> natural =
          form.unique().stream()
              .map(group -> group.fields().stream().map(Field::id).toList())
              .filter(mapped::containsAll)
              .findFirst();
      if (natural.isEmpty()) {
        problems.add("/key", "import_lines_key");
      }
      return natural.orElse(key);
    }
    return key;
  }

  private static boolean lines(Map<Integer, Target> targets) {
    return targets.values().stream().anyMatch(t -> t.table() != null);
  }

  /** Column to field as given, else as guessed. */
  static Map<String, String> mapping(Form form, List<String> columns, ImportSettings settings) {
    return settings.mapping().isEmpty() ? ColumnGuess.of(form, columns) : settings.mapping();
  }

  private static String known(Form form) {
    return Target.all(form).stream().map(Target::path).collect(Collectors.joining(", "));
  }

  /** Everything that columns can go into: {@code order_no}, {@code lines.sku}. */
  public static List<String> paths(Form form) {
    return Target.all(form).stream().map(Target::path).toList();
  }

  /** Column to field. */
  public Map<String, String> mapping() {
    return mapping;
  }

  /** Whether several rows may make one record. */
  boolean grouped() {
    return lines(targets);
  }

  /** The columns by which rows belong together. */
  List<String> groupBy() {
    return mapping.entrySet().stream()
        .filter(e -> key.contains(e.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What of the file can be written at the same time. */
  Lanes lanes(ZoneId zone) {
    return Lanes.of(form, key, targets, zone);
  }

  /** The fields by which a row finds its record, or rows belong together. */
  List<String> key() {
    return key;
  }

  /** Whether a row changes the record that it finds by the key. */
  boolean finds() {
    return settings.mode() == ImportSettings.Mode.UPSERT;
  }

  /** The form's id. */
  String form() {
    return form.id();
  }

  /**
   * The rows as changes; links are looked up for all of them together.
   *
   * @param found gets what doesn't fit, by position in the groups
   */
  List<@Nullable Change> changes(
      List<RowGroup> groups, Database database, Map<Integer, List<Problem>> found) {
    var index = new LinkIndex();
    for (RowGroup group : groups) {
      for (FileLine.Row row : group.rows()) {
        targets.forEach((column, to) -> LinkCell.want(to.field(), cell(row, column), index));
      }
    }
    index.fetch(database);
    var changes = new ArrayList<@Nullable Change>();
    for (int i = 0; i < groups.size(); i++) {
      var problems = new Problems();
      ObjectNode data = data(groups.get(i), index, problems);
      if (!problems.isEmpty()) {
        found.put(i, problems.list());
      }
      changes.add(problems.isEmpty() ? change(data).asText() : null);
    }
    return changes;
  }

  private Change change(ObjectNode data) {
    Change change =
        switch (settings.mode()) {
          case CREATE -> Change.create(data);
          case UPSERT -> Change.upsert(key, data);
          case UPDATE -> new Change(Change.Op.UPDATE, null, key, null, data, true, null, null);
        };
    return change.noting(settings.note());
  }

  private ObjectNode data(RowGroup group, LinkIndex index, Problems problems) {
    ObjectNode data = Json.MAPPER.createObjectNode();
    targets.forEach(
        (column, to) -> {
          if (to.table() == null) {
            put(data, to.field(), cell(group.first(), column), "", index, problems);
            agree(group, column, to, problems);
          }
        });
    for (Field table : tables()) {
      ArrayNode lines = data.putArray(table.id());
      for (FileLine.Row row : group.rows()) {
        if (hasLine(row, table)) {
          String at = "/" + table.id() + "/" + lines.size();
          ObjectNode line = lines.addObject();
          targets.forEach(
              (column, to) -> {
                if (table.equals(to.table())) {
                  put(line, to.field(), cell(row, column), at, index, problems);
                }
              });
        }
      }
    }
    return data;
  }

  private Set<Field> tables() {
    var tables = new LinkedHashSet<Field>();
    targets
        .values()
        .forEach(
            to -> {
              if (to.table() != null) {
                tables.add(to.table());
              }
            });
    return tables;
  }

  private boolean hasLine(FileLine.Row row, Field table) {
    return targets.entrySet().stream()
        .anyMatch(e -> table.equals(e.getValue().table()) && !cell(row, e.getKey()).isBlank());
  }

  static String cell(FileLine.Row row, int column) {
    return Formulas.restored(row.cells().get(column));
  }

  /** What rows of one record say of it must not differ; left empty, they say nothing. */
  private static void agree(RowGroup group, int column, Target to, Problems problems) {
    String first = cell(group.first(), column).strip();
    for (FileLine.Row row : group.rows()) {
      String other = cell(row, column).strip();
      if (!other.isEmpty() && !other.equals(first)) {
        problems.add("/" + to.path(), "import_rows_differ", row.line(), other, first);
        return;
      }
    }
  }

  private static void put(
      ObjectNode data, Field field, String cell, String at, LinkIndex index, Problems problems) {
    Form far = field.target();
    if (cell.isBlank()) {
      data.putNull(field.id());
    } else if (field.many() != null) {
      var ids = new ArrayList<String>();
      for (String name : LinkCell.names(field, cell)) {
        UUID id = LinkCell.find(field, name, index);
        if (id == null) {
          problems.add(
              at + "/" + field.id(), "import_link_missing", field.many().id(), name.strip());
        } else {
          ids.add(id.toString());
        }
      }
      data.put(field.id(), String.join(";", ids));
    } else if (far == null) {
      data.put(field.id(), cell);
    } else {
      UUID id = LinkCell.find(field, cell, index);
      if (id == null) {
        problems.add(at + "/" + field.id(), "import_link_missing", far.id(), cell.strip());
      } else {
        data.put(field.id(), id.toString());
      }
    }
  }

  /**
   * The problem at its place in the file: {@code /<line>/<field>}, or {@code …/<table>/<field>}.
   */
  Problem located(RowGroup group, Problem problem) {
    String[] at = problem.pointer().split("/", -1);
    if (at.length > 2 && at[2].matches("\\d{1,9}")) {
      for (Field table : tables()) {
        if (table.id().equals(at[1])) {
          FileLine.Row row =
              group.rows().stream()
                  .filter(r -> hasLine(r, table))
                  .skip(Integer.parseInt(at[2]))
                  .findFirst()
                  .orElse(group.first());
          String rest = at.length > 3 ? "/" + at[3] : "";
          return new Problem(null, "", problem.code(), problem.args())
              .below("/" + row.line() + "/" + table.id() + rest);
        }
      }
    }
    return problem.below("/" + group.line());
  }

  /** Why a record that should have been there isn't. */
  Problem missing(RowGroup group) {
    String values =
        mapping.entrySet().stream()
            .filter(e -> key.contains(e.getValue()))
            .map(Map.Entry::getKey)
            .map(name -> value(group, name))
            .collect(Collectors.joining(", "));
    return Problem.at("/" + key.getFirst(), "import_record_missing", form.id(), values);
  }

  private String value(RowGroup group, String column) {
    return targets.entrySet().stream()
        .filter(e -> e.getValue().path().equals(mapping.get(column)))
        .map(e -> cell(group.first(), e.getKey()).strip())
        .findFirst()
        .orElse("");
  }
}
