package dev.nacre.record;

import dev.nacre.expression.Scope;
import dev.nacre.storage.Database;
import dev.nacre.storage.Parameters;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers {@code lookup(form, field, value, wanted)}, each question once a batch. */
final class Lookups implements Scope.Lookups {
  private final Database database;
  private final Forms forms;
  private final Map<List<Object>, Optional<Object>> answers = new HashMap<>();

  Lookups(Database database, Forms forms) {
    this.database = database;
    this.forms = forms;
  }

  @Override
  public @Nullable Object find(String form, String field, Object value, String wanted) {
    return answers
        .computeIfAbsent(List.of(form, field, value, wanted), k -> ask(form, field, value, wanted))
        .orElse(null);
  }

  private Optional<Object> ask(String formId, String field, Object value, String wanted) {
    if (value instanceof String text && text.indexOf('\0') >= 0) {
      return Optional.empty(); // no record can hold that
    }
    Form form = forms.get(formId);
    Field by = form.name(field).orElseThrow();
    Field gives = form.name(wanted).orElseThrow();
    String sql =
        "select a."
            + gives.column()
            + " from "
            + form.table()
            + " a where a."
            + by.column()
            + " = ? and a.deleted_at is null order by a.id limit 1";
    return database.inTransaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Parameters.set(statement, 1, value);
            try (ResultSet row = statement.executeQuery()) {
              return row.next()
                  ? Optional.ofNullable(RecordSql.value(row, 1, gives.type()))
                  : Optional.empty();
            }
          }
        });
  }
}
