package dev.nacre.record.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.security.Permissions.FormAccess;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Records as rows of a table: one row a record, or one a line of one of its tables, with what the
 * record says repeated.
 */
public final class ExportPlan {
  private static final List<String> AFTER =
      List.of("createdAt", "createdBy", "updatedAt", "updatedBy");

  private final @Nullable Field table;
  private final List<Column> columns;
  private final ZoneId zone;
  private final Locale locale;

  /**
   * A column.
   *
   * @param table null for a value of the record
   */
  private record Column(@Nullable Field table, Field field) {}

  private ExportPlan(@Nullable Field table, List<Column> columns, ZoneId zone, Locale locale) {
    this.table = table;
    this.columns = columns;
    this.zone = zone;
    this.locale = locale;
  }

  /**
   * The plan of a form.
   *
   * @param lines the table with a row a line; null for a row a record
   * @param hidden fields that the reader may not see; {@code table.field} for columns of tables
   * @param tables whether a row of a record has its tables, as JSON
   * @param zone for moments
   */
  public static ExportPlan of(
      Form form,
      @Nullable Field lines,
      Set<String> hidden,
      boolean tables,
      ZoneId zone,
      Locale locale) {
    var columns = new ArrayList<Column>();
    form.name("id").ifPresent(id -> columns.add(new Column(null, id)));
    for (Field field : form.fields()) {
      if (hidden.contains(field.id())) {
        continue;
      }
      if (field.equals(lines)) {
        for (Field column : Objects.requireNonNull(field.target()).fields()) {
          if (!hidden.contains(field.id() + "." + column.id())) {
            columns.add(new Column(field, column));
          }
        }
      } else if (!field.lines() || (tables && lines == null)) {
        columns.add(new Column(null, field));
      }
    }
    AFTER.forEach(name -> form.name(name).ifPresent(f -> columns.add(new Column(null, f))));
    return new ExportPlan(lines, columns, zone, locale);
  }

  /** What the reader may not see, columns of tables with it. */
  public static Set<String> hidden(Form form, FormAccess access) {
    var hidden = new HashSet<>(access.hidden());
    for (Field table : form.tables()) {
      access.in(table.id()).hidden().forEach(column -> hidden.add(table.id() + "." + column));
    }
    return hidden;
  }

  /** The same without what the platform itself knows of a record. */
  public ExportPlan withoutSystem() {
    return new ExportPlan(
        table, columns.stream().filter(c -> !c.field().system()).toList(), zone, locale);
  }

  /** The links of records, which people call by their titles. */
  public Set<String> links() {
    return columns.stream()
        .filter(c -> c.table() == null && c.field().linked() != null)
        .map(c -> c.field().id())
        .collect(Collectors.toSet());
  }

  /** The columns by the ids of their fields. */
  public List<String> ids() {
    return columns.stream()
        .map(c -> c.table() == null ? c.field().id() : c.table().id() + "." + c.field().id())
        .toList();
  }

  /** The columns as people call them. */
  public List<String> labels() {
    return columns.stream()
        .map(c -> c.table() == null ? label(c.field()) : label(c.table()) + ": " + label(c.field()))
        .toList();
  }

  private String label(Field field) {
    return field.system() ? field.id() : field.definition().title().in(locale);
  }

  /**
   * The rows of a record.
   *
   * @param record as its reader may see it
   * @param people whether values are written as people read them, else as record JSON has them
   */
  public List<List<Cell>> rows(JsonNode record, boolean people) {
    JsonNode lines = table == null ? MissingNode.getInstance() : record.path(table.id());
    if (lines.isEmpty()) {
      return List.of(row(record, MissingNode.getInstance(), people));
    }
    var rows = new ArrayList<List<Cell>>();
    lines.forEach(line -> rows.add(row(record, line, people)));
    return rows;
  }

  private List<Cell> row(JsonNode record, JsonNode line, boolean people) {
    var cells = new ArrayList<Cell>(columns.size());
    for (Column column : columns) {
      JsonNode value = (column.table() == null ? record : line).path(column.field().id());
      cells.add(people ? shown(column.field(), value) : plain(value));
    }
    return cells;
  }

  private static Cell plain(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return Cell.EMPTY;
    }
    return value.isNumber()
        ? new Cell.Amount(value.decimalValue())
        : new Cell.Text(value.isTextual() ? value.textValue() : Json.write(value));
  }

  private Cell shown(Field field, JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return Cell.EMPTY;
    }
    Cell typed = typed(field, value);
    if (typed != null) {
      return typed;
    }
    Form far = field.linked();
    if (far != null && value.isArray()) {
      return new Cell.Text(
          value.valueStream().map(one -> title(far, one)).collect(Collectors.joining("; ")));
    }
    if (far != null) {
      return new Cell.Text(title(far, value));
    }
    Object read = field.system() || field.lines() ? null : field.read(value, "", new Problems());
    // what is masked isn't read as a value
    return read == null ? plain(value) : new Cell.Text(field.display(read, locale));
  }

  private static String title(Form far, JsonNode link) {
    Field title = far.titleField();
    JsonNode name = title == null ? link.path("id") : link.path(title.id());
    return name.asText(link.path("id").asText(link.asText()));
  }

  private @Nullable Cell typed(Field field, JsonNode value) {
    try {
      return switch (field.type()) {
        case NUMBER -> value.isNumber() ? new Cell.Amount(value.decimalValue()) : null;
        case BOOLEAN -> value.isBoolean() ? new Cell.Flag(value.booleanValue()) : null;
        case DATE -> new Cell.Day(LocalDate.parse(value.asText()));
        case MOMENT ->
            new Cell.Moment(Instant.parse(value.asText()).atZone(zone).toLocalDateTime());
        case TEXT, LINK, SEVERAL, LINES -> null;
      };
    } catch (DateTimeException e) {
      return null; // masked
    }
  }
}
