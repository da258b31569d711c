package dev.nacre.record;

import dev.nacre.expression.Scope;
import dev.nacre.storage.Identifiers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;

/**
 * Gives automatic numbers: one statement a numbered field and batch, which takes a whole range. The
 * counter's row stays locked until commit, so an undone batch gives its range back.
 */
final class Numbers {
  private final Connection connection;
  private final String table;
  private final Form form;
  private final LocalDate today;

  Numbers(Connection connection, Forms forms, Form form, Scope scope) {
    this.connection = connection;
    this.table = Identifiers.quote(forms.schema(), FormTables.NUMBERS);
    this.form = form;
    this.today = LocalDate.ofInstant(scope.now(), scope.zone());
  }

  /** Whether the form has numbered fields at all. */
  static boolean needed(Form form) {
    return form.fields().stream()
        .anyMatch(f -> !f.lines() && !f.derived() && f.fieldType().numbering(f.settings()) != null);
  }

  /** Numbers new records that have none yet, in order. */
  void give(List<StoredRecord> records) throws SQLException {
    for (Field field : form.fields()) {
      NumberPattern pattern =
          field.derived() ? null : field.fieldType().numbering(field.settings());
      if (pattern == null) {
        continue;
      }
      List<StoredRecord> open = records.stream().filter(r -> r.get(field.index()) == null).toList();
      if (open.isEmpty()) {
        continue;
      }
      long next = take(form.id() + "." + field.id() + "." + pattern.period(today), open.size());
      for (StoredRecord record : open) {
        record.set(field.index(), pattern.format(today, next++));
      }
    }
  }

  /** Takes that many counts; gives back the first. */
  private long take(String name, int many) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "insert into "
                + table
                + " as n (name, count) values (?, ?) on conflict (name)"
                + " do update set count = n.count + excluded.count returning count")) {
      statement.setString(1, name);
      statement.setLong(2, many);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1) - many + 1;
      }
    }
  }
}
