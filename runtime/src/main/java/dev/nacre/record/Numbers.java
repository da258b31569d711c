package dev.nacre.record;

import dev.nacre.expression.Scope;
import dev.nacre.storage.Identifiers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /** A number that was given. */
  record Given(StoredRecord record, Field field) {
    /** The record has none again. */
    void takeBack() {
      record.set(field.index(), null);
    }
  }

  /** Whether the form has numbered fields at all. */
  static boolean needed(Form form) {
    return form.fields().stream().anyMatch(Numbers::numbered);
  }

  /** Whether some number may not be left out. */
  static boolean gapless(Form form) {
    return form.fields().stream()
        .map(Numbers::pattern)
        .anyMatch(pattern -> pattern != null && pattern.gapless());
  }

  /** Whether new records get a number in that field. */
  static boolean numbered(Field field) {
    return pattern(field) != null;
  }

  private static @Nullable NumberPattern pattern(Field field) {
    return field.lines() || field.derived() ? null : field.fieldType().numbering(field.settings());
  }

  /** Numbers new records that have none yet, in order; says which ones. */
  List<Given> give(List<StoredRecord> records) throws SQLException {
    var given = new ArrayList<Given>();
    for (Field field : form.fields()) {
      NumberPattern pattern = pattern(field);
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
        given.add(new Given(record, field));
      }
    }
    return given;
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
