package dev.nacre.record;

import dev.nacre.expression.ValueType;
import dev.nacre.storage.Identifiers;
import dev.nacre.storage.TableShape;
import dev.nacre.storage.TableShape.Column;
import dev.nacre.storage.TableShape.Index;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The physical tables that forms need: one a form, one a table field, and history. */
public final class FormTables {
  /** The name of the history table in an app's schema. */
  static final String HISTORY = "_history";

  /** The name of the table that holds the counters of automatic numbers. */
  static final String NUMBERS = "_number";

  /** The history of imports, which can be taken back as a whole. */
  static final String IMPORTED = "origin like 'import:%'";

  /** The history of work on many records, which can be taken back too. */
  static final String IN_BULK = "origin like 'bulk:%'";

  private static final String LIVING = "deleted_at is null";

  private FormTables() {}

  /** The tables of those forms in that schema. */
  public static List<TableShape> of(String schema, Collection<Form> forms) {
    var tables = new ArrayList<TableShape>();
    tables.add(history(schema));
    tables.add(
        new TableShape(
            schema,
            NUMBERS,
            List.of(Column.of("name", "text"), new Column("count", "bigint", "not null")),
            List.of()));
    tables.add(ColumnStore.shape(schema));
    for (Form form : forms) {
      tables.add(form(schema, form));
      for (Field table : form.tables()) {
        tables.add(lines(schema, form, table));
      }
    }
    return tables;
  }

  private static TableShape form(String schema, Form form) {
    var columns =
        new ArrayList<>(
            List.of(
                Column.of("id", "uuid"),
                new Column("version", "bigint", "not null"),
                new Column("created_at", "timestamptz", "not null"),
                Column.of("created_by", "text"),
                new Column("updated_at", "timestamptz", "not null"),
                Column.of("updated_by", "text"),
                Column.of("deleted_at", "timestamptz"),
                Column.of("app_version", "integer"),
                Column.of("_source_time", "timestamptz"),
                Column.of("_source_arrival", "bigint"),
                Column.of("_ext", "jsonb")));
    var indexes = new ArrayList<Index>();
    String id = form.id();
    // the order of lists, in which they come out of it unsorted
    indexes.add(new Index(id + "$i$created_at", false, "created_at desc, id", LIVING));
    for (Field field : form.fields()) {
      if (field.lines() || field.derived()) {
        continue;
      }
      columns.add(Column.of(field.columnName(), field.fieldType().columnType()));
      if (field.many() != null) {
        indexes.add(
            new Index(id + "$i$" + field.columnName(), false, field.column(), LIVING, "gin"));
      } else if (field.definition().indexed() || field.type() == ValueType.LINK) {
        indexes.add(
            new Index(id + "$i$" + field.columnName(), false, field.column() + ", id", LIVING));
      }
    }
    for (Form.UniqueGroup group : form.unique()) {
      indexes.add(
          new Index(
              group.index(),
              true,
              String.join(", ", group.fields().stream().map(Field::column).toList()),
              LIVING));
    }
    return new TableShape(schema, id, columns, indexes);
  }

  private static TableShape lines(String schema, Form form, Field table) {
    String name = form.id() + "$" + table.id();
    var columns =
        new ArrayList<>(
            List.of(
                Column.of("id", "uuid"),
                new Column(
                    "record_id",
                    "uuid",
                    "not null references " + Identifiers.quote(schema, form.id()) + " (id)"),
                new Column("position", "integer", "not null")));
    var indexes = new ArrayList<Index>();
    indexes.add(new Index(name + "$i$record_id", false, "record_id, position", ""));
    Form lines = java.util.Objects.requireNonNull(table.target());
    for (Field field : lines.fields()) {
      if (field.derived()) {
        continue;
      }
      columns.add(Column.of(field.columnName(), field.fieldType().columnType()));
      // what links to a record, and what adds up over the lines that do, asks by it
      String index = name + "$i$" + field.columnName();
      if (field.many() != null) {
        indexes.add(new Index(index, false, field.column(), "", "gin"));
      } else if (field.definition().indexed() || field.type() == ValueType.LINK) {
        indexes.add(new Index(index, false, field.column() + ", record_id", ""));
      }
    }
    return new TableShape(schema, name, columns, indexes);
  }

  private static TableShape history(String schema) {
    return new TableShape(
        schema,
        HISTORY,
        List.of(
            Column.of("id", "uuid"),
            new Column("form", "text", "not null"),
            new Column("record_id", "uuid", "not null"),
            new Column("version", "bigint", "not null"),
            new Column("at", "timestamptz", "not null"),
            new Column("who", "text", "not null"),
            new Column("origin", "text", "not null"),
            new Column("op", "text", "not null"),
            Column.of("app_version", "integer"),
            Column.of("before", "jsonb"),
            Column.of("after", "jsonb"),
            Column.of("note", "text"),
            Column.of("checksum", "text")),
        List.of(
            new Index("_history$i$record", false, "record_id, version desc", ""),
            new Index("_history$i$import", false, "origin", IMPORTED),
            new Index("_history$i$bulk", false, "origin", IN_BULK),
            new Index(
                "_history$i$checksum",
                false,
                "checksum text_pattern_ops",
                "checksum is not null")));
  }
}
