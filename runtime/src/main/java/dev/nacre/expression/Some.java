package dev.nacre.expression;

import dev.nacre.storage.Sql;
import java.util.List;

/** That a check holds of one of several texts. */
record Some(Check each) implements Check {

  @Override
  public boolean holds(Object value, Scope scope) {
    for (Object one : (List<?>) value) {
      if (each.holds(one, scope)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Sql sql(String column, SqlContext context) {
    String alias = context.nextAlias();
    return Sql.of("exists (select 1 from unnest(" + column + ") " + alias + "(one) where ")
        .then(each.sql(alias + ".one", context))
        .then(")");
  }
}
