package dev.nacre.expression;

import dev.nacre.storage.Sql;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A name of a record, perhaps across links.
 *
 * @param hops the links to follow, none for a name of the record itself
 */
record Path(Base base, List<Shape.Name> hops, Shape.Name last) {

  /** Whose name it is. */
  enum Base {
    RECORD,
    OLD,
    PARENT
  }

  ValueType type() {
    return last.type();
  }

  /** Whether its values are ways of several steps. */
  boolean steps() {
    return last.steps();
  }

  Shape.Name first() {
    return hops.isEmpty() ? last : hops.getFirst();
  }

  /** Whether it leads to several values, since it goes by several links at once. */
  boolean many() {
    return hops.stream().anyMatch(hop -> hop.type() == ValueType.SEVERAL);
  }

  /** As people write it. */
  String text() {
    var text = new StringBuilder();
    hops.forEach(hop -> text.append(hop.id()).append('.'));
    return text.append(last.id()).toString();
  }

  /** Reads it. */
  Node node() {
    return type() == ValueType.NUMBER ? decimal(plainNode()) : plainNode();
  }

  /** A record keeps its version as a long. */
  private static Node decimal(Node node) {
    return scope -> decimal(node.eval(scope));
  }

  private static @Nullable Object decimal(@Nullable Object value) {
    return value instanceof Number number
        ? number instanceof BigDecimal ? number : BigDecimal.valueOf(number.longValue())
        : null;
  }

  private Node plainNode() {
    int index = last.index();
    Function<Scope, @Nullable Row> start = start();
    if (hops.isEmpty()) {
      return switch (base) {
        case RECORD ->
            scope -> {
              Row row = scope.record();
              return row == null ? null : row.get(index);
            };
        case OLD, PARENT ->
            scope -> {
              Row row = start.apply(scope);
              return row == null ? null : row.get(index);
            };
      };
    }
    int[] links = hops.stream().mapToInt(Shape.Name::index).toArray();
    return scope -> {
      Row row = start.apply(scope);
      for (int link : links) {
        if (row == null) {
          return null;
        }
        row = row.linked(link);
      }
      return row == null ? null : row.get(index);
    };
  }

  /** The rows that have the last name: one at most, unless it leads by several links. */
  Stream<Row> rows(Scope scope) {
    Stream<Row> rows = Stream.ofNullable(start().apply(scope));
    for (Shape.Name hop : hops) {
      int index = hop.index();
      rows =
          hop.type() == ValueType.SEVERAL
              ? rows.flatMap(row -> row.several(index).stream())
              : rows.map(row -> row.linked(index)).filter(Objects::nonNull);
    }
    return rows;
  }

  /** Its value in one of those rows; null when empty. */
  @Nullable Object in(Row row) {
    Object value = row.get(last.index());
    return type() == ValueType.NUMBER ? decimal(value) : value;
  }

  private Function<Scope, @Nullable Row> start() {
    return switch (base) {
      case RECORD -> Scope::record;
      case OLD -> Scope::old;
      case PARENT -> Scope::parent;
    };
  }

  /** What holds of the last column, said of the row itself. */
  Sql across(SqlContext context, Function<String, Sql> predicate) {
    return across(context, alias(context), 0, predicate);
  }

  private Sql across(SqlContext context, String alias, int hop, Function<String, Sql> predicate) {
    if (hop == hops.size()) {
      return last.derived() ? figure(context, alias, predicate) : predicate.apply(column(alias));
    }
    Shape.Name link = hops.get(hop);
    String far = context.nextAlias();
    if (link.type() == ValueType.SEVERAL) {
      return Sql.of("exists (select 1")
          .then(among(context, link, alias + "." + link.column(), far))
          .then(" and ")
          .then(across(context, far, hop + 1, predicate))
          .then(")");
    }
    return Sql.of(alias + "." + link.column() + " in (select " + far + ".\"id\"")
        .then(from(context, link, far))
        .then(" and ")
        .then(across(context, far, hop + 1, predicate))
        .then(")");
  }

  private String column(String alias) {
    return alias + "." + last.column();
  }

  /** What is worked out gets a name, since a predicate may speak of it more than once. */
  private Sql figure(SqlContext context, String alias, Function<String, Sql> predicate) {
    String value = context.nextAlias();
    return Sql.of("exists (select 1 from (select ")
        .then(last.sql(alias, context.scope(), context.visible()))
        .then(" as v) " + value + " where ")
        .then(predicate.apply(value + ".v"))
        .then(")");
  }

  /** Its value as an SQL expression. */
  Sql scalar(SqlContext context) {
    return scalar(context, alias(context), 0);
  }

  private Sql scalar(SqlContext context, String alias, int hop) {
    if (hop == hops.size()) {
      return last.sql(alias, context.scope(), context.visible());
    }
    Shape.Name link = hops.get(hop);
    String far = context.nextAlias();
    return Sql.of("(select ")
        .then(scalar(context, far, hop + 1))
        .then(from(context, link, far))
        .then(" and " + far + ".\"id\" = " + alias + "." + link.column() + ")");
  }

  /** The far records of several links, whose ids stand in that column. */
  static Sql among(SqlContext context, Shape.Name links, String column, String far) {
    return from(context, links, far).then(" and " + far + ".\"id\" = any(" + column + "::uuid[])");
  }

  /** A far record that is deleted, or may not be seen, isn't there. */
  private static Sql from(SqlContext context, Shape.Name link, String far) {
    Shape target = link.type() == ValueType.SEVERAL ? link.many() : link.target();
    if (target == null) {
      throw new IllegalStateException(link.id() + " links to nothing");
    }
    Sql there =
        Sql.of(" from " + target.table() + " " + far + " where " + far + ".\"deleted_at\" is null");
    Sql seen = context.visible().rows(target.id(), far);
    return seen == null ? there : there.then(" and ").then(seen);
  }

  private String alias(SqlContext context) {
    return switch (base) {
      case RECORD -> context.alias();
      case PARENT -> context.parent();
      case OLD -> throw new IllegalStateException("there is no old record in SQL");
    };
  }
}
