package dev.nacre.record;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which column a field has had for each way of storing its values. A field that never changed its
 * type isn't in here: its column is called as it is. One that did has a column for each way, and
 * every write goes into all of them, so that a version that is served beside, or again, sees what
 * was written under another.
 */
public record ColumnLog(List<Entry> entries) {
  /** Where no field has changed its type. */
  public static final ColumnLog EMPTY = new ColumnLog(List.of());

  /**
   * One column of a field.
   *
   * @param table the name of the physical table, not quoted
   * @param storedAs what {@link FieldType#storedAs} says of the values
   * @param column its name, not quoted
   * @param typed the type that its values have; null when that is no longer known
   * @param filled whether the values that were there before it have been brought in
   */
  public record Entry(
      String table,
      String field,
      String storedAs,
      String column,
      Conversion.@Nullable Typed typed,
      boolean filled) {
    boolean isOf(String ofTable, String ofField) {
      return table.equals(ofTable) && field.equals(ofField);
    }
  }

  /** The columns of one field, oldest first. */
  public List<Entry> of(String table, String field) {
    return entries.stream().filter(e -> e.isOf(table, field)).toList();
  }

  /** The column of a field that stores its values so, if it is known. */
  public Optional<Entry> find(String table, String field, String storedAs) {
    return of(table, field).stream().filter(e -> e.storedAs().equals(storedAs)).findFirst();
  }

  /** The name of that column; the field's own when nothing else is known. */
  String column(String table, String field, String storedAs) {
    return entries.isEmpty()
        ? field
        : find(table, field, storedAs).map(Entry::column).orElse(field);
  }

  /** The name of the physical table of a table field's lines. */
  static String lines(String form, String table) {
    return form + "$" + table;
  }

  /** Lets these forms write into every column of their fields from now on. */
  public void mirror(Collection<Form> forms, ZoneId zone) {
    for (Form form : forms) {
      form.mirror(mirrors(form.id(), form, zone));
      for (Field table : form.tables()) {
        Form lines = table.target();
        if (lines != null) { // else the table is broken, and nothing of this form will run
          lines.mirror(mirrors(lines(form.id(), table.id()), lines, zone));
        }
      }
    }
  }

  private List<Mirror> mirrors(String table, Form form, ZoneId zone) {
    if (entries.isEmpty()) {
      return List.of();
    }
    var mirrors = new ArrayList<Mirror>();
    for (Field field : form.fields()) {
      if (field.lines() || field.derived()) {
        continue;
      }
      for (Entry other : of(table, field.id())) {
        if (other.typed() != null && !other.column().equals(field.columnName())) {
          mirrors.add(
              new Mirror(
                  field,
                  other.column(),
                  new Conversion(Conversion.Typed.of(field), other.typed(), zone)));
        }
      }
    }
    return List.copyOf(mirrors);
  }
}
