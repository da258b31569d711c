package dev.nacre.expression;

import dev.nacre.storage.Sql;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
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

  Shape.Name first() {
    return hops.isEmpty() ? last : hops.getFirst();
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
    return scope ->
        node.eval(scope) instanceof Number number
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

  /** A far record that is deleted, or may not be seen, isn't there. */
  private static Sql from(SqlContext context, Shape.Name link, String far) {
    Shape target = link.target();
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
