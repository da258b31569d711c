package dev.nacre.storage;

import java.util.List;

/**
 * How a table should be. Names are not quoted.
 *
 * @param schema its schema
 * @param name its name
 * @param columns what it holds; the first is the primary key
 * @param indexes what finds its rows
 */
public record TableShape(String schema, String name, List<Column> columns, List<Index> indexes) {

  /**
   * A column.
   *
   * @param type a PostgreSQL type ({@code text}, {@code numeric}, {@code timestamptz})
   * @param rest constraints and default when the table is created or the column added; may be empty
   */
  public record Column(String name, String type, String rest) {
    /** A column that may be empty. */
    public static Column of(String name, String type) {
      return new Column(name, type, "");
    }
  }

  /**
   * An index.
   *
   * @param name unique in the schema
   * @param expression what is indexed, in SQL: quoted columns with commas
   * @param where which rows; empty means all
   * @param method how: empty for the usual one, {@code gin} for what a column of several holds
   */
  public record Index(String name, boolean unique, String expression, String where, String method) {
    /** The usual index. */
    public Index(String name, boolean unique, String expression, String where) {
      this(name, unique, expression, where, "");
    }
  }
}
