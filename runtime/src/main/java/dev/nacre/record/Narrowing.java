package dev.nacre.record;

import dev.nacre.metadata.Condition;
import dev.nacre.storage.Parameters;
import dev.nacre.storage.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adds to a question what the trigram index can answer of it, where that helps. Words that many
 * records have are found sooner by going through the records in the order asked for; how many have
 * them is tried out, since no statistics tell.
 */
final class Narrowing {
  /** From how many records on the index no longer helps. */
  private static final int MANY = 2_000;

  private Narrowing() {}

  /** The question, maybe narrowed; the records that it finds are the same. */
  static Sql of(Connection connection, Form form, @Nullable Condition condition, Sql where)
      throws SQLException {
    SearchDocument search = form.searchedBy();
    Set<String> parts = search == null || condition == null ? Set.of() : search.implied(condition);
    if (search == null || parts.isEmpty()) {
      return where;
    }
    var having = new ArrayList<Sql>();
    for (String part : parts) {
      having.add(Sql.of(search.sql("a") + " like ?", SearchDocument.pattern(part)));
    }
    Sql all = Sql.join(" and ", having);
    return few(connection, form, all) ? where.then(" and ").then(all) : where;
  }

  private static boolean few(Connection connection, Form form, Sql having) throws SQLException {
    Sql sql =
        Sql.of("select count(*) from (select 1 from " + form.table() + " a where ")
            .then("a.deleted_at is null and ")
            .then(having)
            .then(" limit " + (MANY + 1) + ") few");
    try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
      Parameters.set(statement, sql.parameters());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getLong(1) <= MANY;
      }
    }
  }
}
