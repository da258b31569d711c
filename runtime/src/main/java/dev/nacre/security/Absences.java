package dev.nacre.security;

import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.storage.Database;
import dev.nacre.storage.Rows;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** When people are away, and who acts for them. Each has one absence, the current or next one. */
@Singleton
public final class Absences {
  private static final String SELECT =
      "SELECT user_id, first_day, last_day, deputy FROM nacre.absence ";

  private final Database database;

  /** Kept in that database. */
  public Absences(Database database) {
    this.database = database;
  }

  /** When that person is away; empty when they said nothing. */
  public Optional<Absence> find(String user) {
    return Rows.query(database, SELECT + "WHERE user_id = ?", List.of(user), Absences::read)
        .stream()
        .findFirst();
  }

  /** Who acts for whom on that day. */
  public Deputies on(LocalDate day) {
    Map<String, String> away = new HashMap<>();
    Rows.query(
            database,
            SELECT + "WHERE ?::date BETWEEN first_day AND last_day",
            List.of(day.toString()),
            Absences::read)
        .forEach(absence -> away.put(absence.user(), absence.deputy()));
    return away.isEmpty() ? Deputies.NONE : new Deputies(away);
  }

  /**
   * Says when somebody is away, in place of what they said before.
   *
   * @param exists whether there is an account of that sign-in name that may be used
   * @throws AccountException when the days are the wrong way round, the deputy can't act, or the
   *     deputy's own deputy is, in the end, this person at the same time
   */
  public void set(Absence absence, Predicate<String> exists) {
    var problems = new Problems();
    if (absence.until().isBefore(absence.from())) {
      problems.add(
          "/until", "absence_backwards", absence.from().toString(), absence.until().toString());
    }
    if (absence.deputy().equals(absence.user())) {
      problems.add("/deputy", "absence_own_deputy");
    } else if (!exists.test(absence.deputy())) {
      problems.add("/deputy", "absence_deputy_unknown", absence.deputy());
    } else if (round(absence)) {
      problems.add("/deputy", "absence_round", absence.deputy());
    }
    if (!problems.isEmpty()) {
      throw AccountException.invalid(problems.list());
    }
    Rows.update(
        database,
        "INSERT INTO nacre.absence (user_id, first_day, last_day, deputy) "
            + "VALUES (?, ?::date, ?::date, ?) ON CONFLICT (user_id) DO UPDATE SET "
            + "first_day = excluded.first_day, last_day = excluded.last_day, "
            + "deputy = excluded.deputy",
        List.of(
            absence.user(),
            absence.from().toString(),
            absence.until().toString(),
            absence.deputy()));
  }

  /** Whether deputies who are away at the same time lead back to the one who goes away. */
  private boolean round(Absence absence) {
    String at = absence.deputy();
    for (int i = 0; i < Deputies.LONGEST; i++) {
      Optional<Absence> next = find(at).filter(absence::meets);
      if (next.isEmpty()) {
        return false;
      }
      at = next.get().deputy();
      if (at.equals(absence.user())) {
        return true;
      }
    }
    return true;
  }

  /** Says that somebody is there. */
  public void clear(String user) {
    Rows.update(database, "DELETE FROM nacre.absence WHERE user_id = ?", List.of(user));
  }

  private static Absence read(ResultSet row) throws SQLException {
    return new Absence(
        row.getString("user_id"),
        row.getObject("first_day", LocalDate.class),
        row.getObject("last_day", LocalDate.class),
        row.getString("deputy"));
  }

  /**
   * Reads a day.
   *
   * @throws AccountException when it is none
   */
  public static LocalDate day(String text, String pointer) {
    try {
      return LocalDate.parse(text);
    } catch (java.time.DateTimeException e) {
      throw AccountException.invalid(List.of(Problem.at(pointer, "absence_day", text)));
    }
  }
}
