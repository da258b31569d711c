package dev.nacre.expression;

import dev.nacre.storage.Sql;
import java.util.List;

/** A compiled part of a condition: says yes or no, never "unknown". */
interface Part {
  /** Whether it holds. */
  boolean test(Scope scope);

  /** The same in SQL, where null counts as no. */
  Sql sql(SqlContext context);

  /** Holds when every part holds. */
  record All(List<Part> parts) implements Part {
    @Override
    public boolean test(Scope scope) {
      for (Part part : parts) {
        if (!part.test(scope)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public Sql sql(SqlContext context) {
      return parts.isEmpty() ? Sql.of("true") : joined(parts, " and ", context);
    }
  }

  /** Holds when some part holds. */
  record Any(List<Part> parts) implements Part {
    @Override
    public boolean test(Scope scope) {
      for (Part part : parts) {
        if (part.test(scope)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public Sql sql(SqlContext context) {
      return parts.isEmpty() ? Jdbc.FALSE : joined(parts, " or ", context);
    }
  }

  /** Holds when the part doesn't, so also when SQL would say "unknown". */
  record Not(Part part) implements Part {
    @Override
    public boolean test(Scope scope) {
      return !part.test(scope);
    }

    @Override
    public Sql sql(SqlContext context) {
      return Sql.of("(").then(part.sql(context)).then(") is not true");
    }
  }

  /** A check of one field. */
  record OfField(Path path, Node node, Check check) implements Part {
    @Override
    public boolean test(Scope scope) {
      Object value = node.eval(scope);
      return value != null && check.holds(value, scope);
    }

    @Override
    public Sql sql(SqlContext context) {
      return path.across(context, column -> check.sql(column, context));
    }
  }

  /** A check that one of several far values must pass. */
  record OfSome(Path path, Check check) implements Part {
    @Override
    public boolean test(Scope scope) {
      return path.rows(scope)
          .map(row -> path.in(row))
          .anyMatch(value -> value != null && check.holds(value, scope));
    }

    @Override
    public Sql sql(SqlContext context) {
      return path.across(context, column -> check.sql(column, context));
    }
  }

  /** That a field is empty; plainly said, so that an index can answer. */
  record Empty(Path path, Node node) implements Part {
    @Override
    public boolean test(Scope scope) {
      return node.eval(scope) == null;
    }

    @Override
    public Sql sql(SqlContext context) {
      return path.hops().isEmpty()
          ? path.scalar(context).then(" is null")
          : Sql.of("(")
              .then(path.across(context, column -> Sql.of(column + " is not null")))
              .then(") is not true");
    }
  }

  private static Sql joined(List<Part> parts, String between, SqlContext context) {
    List<Sql> all = parts.stream().map(part -> part.sql(context)).toList();
    return Sql.of("(").then(Sql.join(between, all)).then(")");
  }
}
