package dev.nacre.record;

import dev.nacre.expression.Columns;
import dev.nacre.expression.CompiledCondition;
import dev.nacre.expression.Scope;
import dev.nacre.expression.Shape;
import dev.nacre.expression.ValueType;
import dev.nacre.expression.Visible;
import dev.nacre.storage.Sql;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@link Derived} whose names are known. */
sealed interface Derivation {

  /** The field whose type and settings the values have; null when they are plain numbers. */
  @Nullable Field like();

  /** What tells the values. */
  List<Shape.Source> sources();

  /** As people would write it in a formula. */
  String formula();

  /** What the record behind a link says. */
  record Far(Field through, Field like, List<Shape.Source> sources) implements Derivation {
    @Override
    public String formula() {
      return through.id() + "." + like.id();
    }
  }

  /**
   * A figure over the records, or the lines of their table, that link here.
   *
   * @param link of the records or lines
   * @param field of the records or lines; null counts them
   * @param where which of them; null means all
   * @param decimals to which a mean is rounded
   */
  record Figure(
      Form from,
      @Nullable Field table,
      Field link,
      Aggregate.Fn fn,
      @Nullable Field field,
      @Nullable CompiledCondition where,
      @Nullable Field like,
      int decimals,
      List<Shape.Source> sources)
      implements Derivation {

    /** The same figure over those of which something holds. */
    Figure where(CompiledCondition condition, List<Shape.Source> read) {
      return new Figure(from, table, link, fn, field, condition, like, decimals, read);
    }

    @Override
    public String formula() {
      String of = field == null ? "" : ", '" + field.id() + "'";
      return fn.name().toLowerCase(java.util.Locale.ROOT) + "(" + from.id() + of + ")";
    }

    /** The figure for the row with that alias; far records that don't count aren't there. */
    Sql sql(String alias, Scope scope, Visible visible) {
      String record = alias + "_r";
      String row = table == null ? record : alias + "_l";
      Sql sql =
          Sql.of("(select ")
              .then(of(row, scope, visible))
              .then(" from " + from.table() + " " + record);
      Form lines = table == null ? null : table.target();
      if (table != null && lines != null) {
        sql =
            sql.then(
                " join %s %s on %s.%s = %s.\"id\""
                    .formatted(lines.table(), row, row, table.column(), record));
      }
      sql = sql.then(" where " + record + ".\"deleted_at\" is null and " + links(row, alias));
      Sql seen = visible.rows(from.id(), record);
      if (seen != null) {
        sql = sql.then(" and ").then(seen);
      }
      if (where != null) {
        Sql holds =
            table == null ? where.sql(row, scope, visible) : where.sql(row, record, scope, visible);
        sql = sql.then(" and (").then(holds).then(")");
      }
      return sql.then(")");
    }

    private String links(String row, String alias) {
      String column = row + "." + link.column();
      return link.type() == ValueType.SEVERAL
          ? column + " @> array[" + alias + ".\"id\"::text]"
          : column + " = " + alias + ".\"id\"";
    }

    private Sql of(String row, Scope scope, Visible visible) {
      if (field == null) {
        return Sql.of("count(*)::numeric");
      }
      Sql value = Columns.of(field, row, scope, visible);
      return switch (fn) {
        case COUNT -> Sql.of("count(").then(value).then(")::numeric");
        case SUM -> Sql.of("coalesce(sum(").then(value).then("), 0)");
        case AVG -> Sql.of("round(avg(").then(value).then("), " + decimals + ")");
        case MIN, MAX -> {
          String ordered = field.type() == ValueType.TEXT ? " collate \"C\")" : ")";
          yield Sql.of(fn == Aggregate.Fn.MIN ? "min(" : "max(").then(value).then(ordered);
        }
      };
    }
  }
}
