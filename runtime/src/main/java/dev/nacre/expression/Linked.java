package dev.nacre.expression;

import dev.nacre.storage.Sql;

/**
 * That something holds of one of the records that several links point to.
 *
 * @param links the links, perhaps across others
 */
record Linked(Path links, Part where) implements Part {

  @Override
  public boolean test(Scope scope) {
    Row record = scope.record();
    int index = links.last().index();
    return record != null
        && links
            .rows(scope)
            .flatMap(row -> row.several(index).stream())
            .anyMatch(far -> where.test(scope.line(far, record)));
  }

  @Override
  public Sql sql(SqlContext context) {
    return links.across(context, column -> among(column, context));
  }

  private Sql among(String column, SqlContext context) {
    String far = context.nextAlias();
    return Sql.of("exists (select 1")
        .then(Path.among(context, links.last(), column, far))
        .then(" and ")
        .then(where.sql(context.within(far)))
        .then(")");
  }
}
