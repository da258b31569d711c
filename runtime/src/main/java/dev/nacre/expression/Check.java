package dev.nacre.expression;

import dev.nacre.storage.Sql;

/** What is asked of one value. Never asked of an empty one: nothing holds of it. */
interface Check {
  /** Whether it holds of that value. */
  boolean holds(Object value, Scope scope);

  /** The same of an SQL expression; null counts as no. */
  Sql sql(String column, SqlContext context);

  /** That there is a value. */
  Check PRESENT =
      new Check() {
        @Override
        public boolean holds(Object value, Scope scope) {
          return true;
        }

        @Override
        public Sql sql(String column, SqlContext context) {
          return Sql.of(column + " is not null");
        }
      };

  /** Two at once, such as both bounds. */
  record Both(Check one, Check other) implements Check {
    @Override
    public boolean holds(Object value, Scope scope) {
      return one.holds(value, scope) && other.holds(value, scope);
    }

    @Override
    public Sql sql(String column, SqlContext context) {
      return Sql.of("(")
          .then(one.sql(column, context))
          .then(" and ")
          .then(other.sql(column, context))
          .then(")");
    }
  }
}
