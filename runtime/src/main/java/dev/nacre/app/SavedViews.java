package dev.nacre.app;

import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import dev.nacre.record.NotFoundException;
import dev.nacre.record.Query;
import dev.nacre.record.RecordEngine;
import dev.nacre.security.Identity;
import dev.nacre.security.Permissions.FormAccess;
import dev.nacre.storage.Database;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The lists that people arranged and named. A saved view says what to ask, never what may be seen:
 * whoever picks it sees what their own roles allow, and one that asks by something that is hidden
 * from them isn't offered.
 */
@Singleton
public final class SavedViews {
  private static final int LONGEST_NAME = 80;
  private static final int MOST = 100;
  private static final String COLUMNS = "id, form, owner, name, roles, state::text";

  private final Database database;
  private final RecordEngine records;
  private final InstantSource clock;

  SavedViews(Database database, RecordEngine records, InstantSource clock) {
    this.database = database;
    this.records = records;
    this.clock = clock;
  }

  /**
   * What somebody wants to keep.
   *
   * @param roles with whom it is shared
   */
  public record Wish(String name, Set<String> roles, SavedView.State state) {
    /** The same, its name without blanks around it. */
    public Wish {
      name = name.strip();
      roles = Set.copyOf(roles);
    }
  }

  /** The roles with which somebody may share: those they hold, an administrator with all. */
  public static Set<String> sharable(Forms forms, Identity who) {
    Set<String> known = forms.permissions().roles();
    var roles = new TreeSet<>(known);
    if (!who.administrator()) {
      roles.retainAll(who.rolesIn(forms.app()));
    }
    return roles;
  }

  /** The views of a form that somebody made or that are shared with them, by name. */
  public List<SavedView> of(String app, Forms forms, String form, Identity who) {
    List<SavedView> all =
        read(
            "app = ? and form = ? and (owner = ? or roles && ?::text[] or ?) order by name, id",
            app,
            form,
            who.id(),
            roles(who.rolesIn(forms.app())),
            who.administrator());
    return all.stream()
        .filter(view -> view.of(who.id()) || !view.roles().isEmpty())
        .filter(view -> wrong(forms, form, view.state(), who).isEmpty())
        .toList();
  }

  /** One of {@link #of}; empty when it isn't there for that person. */
  public Optional<SavedView> find(String app, Forms forms, String form, UUID id, Identity who) {
    return of(app, forms, form, who).stream().filter(view -> view.id().equals(id)).findFirst();
  }

  /**
   * Keeps a new view.
   *
   * @throws AppConflictException when the person has a view of that name
   * @throws InvalidAppException when something in it isn't known, or not allowed
   */
  public SavedView create(String app, Forms forms, String form, Wish wish, Identity who) {
    check(forms, form, wish, who);
    var view =
        new SavedView(UUID.randomUUID(), form, who.id(), wish.name(), wish.roles(), wish.state());
    database.inTransaction(
        connection -> {
          if (read("app = ? and form = ? and owner = ?", app, form, who.id()).size() >= MOST) {
            throw new AppConflictException(Problem.at("", "saved_view_many", MOST));
          }
          free(app, form, view);
          return write(
              connection,
              "insert into nacre.saved_view (name, roles, state, updated_at, id, app, form, owner)"
                  + " values (?, ?::text[], ?::jsonb, ?, ?, ?, ?, ?)",
              view,
              app);
        });
    return view;
  }

  /**
   * Changes a view; only who made it may, or an administrator one that is shared.
   *
   * @throws NotFoundException when there is no such view
   */
  public SavedView change(String app, Forms forms, String form, UUID id, Wish wish, Identity who) {
    check(forms, form, wish, who);
    SavedView old = own(app, form, id, who);
    var view = new SavedView(id, form, old.owner(), wish.name(), wish.roles(), wish.state());
    database.inTransaction(
        connection -> {
          free(app, form, view);
          return write(
              connection,
              "update nacre.saved_view set name = ?, roles = ?::text[], state = ?::jsonb,"
                  + " updated_at = ? where id = ? and app = ? and form = ? and owner = ?",
              view,
              app);
        });
    return view;
  }

  /**
   * Takes a view away; who may change it may.
   *
   * @throws NotFoundException when there is no such view
   */
  public void delete(String app, String form, UUID id, Identity who) {
    SavedView view = own(app, form, id, who);
    database.inTransaction(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement("delete from nacre.saved_view where id = ?")) {
            statement.setObject(1, view.id());
            return statement.executeUpdate();
          }
        });
  }

  private SavedView own(String app, String form, UUID id, Identity who) {
    return read("app = ? and form = ? and id = ?", app, form, id).stream()
        .filter(view -> view.of(who.id()) || (who.administrator() && !view.roles().isEmpty()))
        .findFirst()
        .orElseThrow(() -> new NotFoundException(Problem.at("", "saved_view_unknown", id)));
  }

  private void free(String app, String form, SavedView view) {
    boolean taken =
        read(
                "app = ? and form = ? and owner = ? and name = ?",
                app,
                form,
                view.owner(),
                view.name())
            .stream()
            .anyMatch(other -> !other.id().equals(view.id()));
    if (taken) {
      throw new AppConflictException(Problem.at("/name", "saved_view_taken", view.name()));
    }
  }

  private void check(Forms forms, String form, Wish wish, Identity who) {
    var problems = new ArrayList<Problem>();
    if (wish.name().isEmpty() || wish.name().length() > LONGEST_NAME) {
      problems.add(Problem.at("/name", "saved_view_name", LONGEST_NAME));
    }
    Set<String> sharable = sharable(forms, who);
    for (String role : new TreeSet<>(wish.roles())) {
      if (!sharable.contains(role)) {
        problems.add(Problem.at("/roles", "saved_view_role", role, String.join(", ", sharable)));
      }
    }
    problems.addAll(wrong(forms, form, wish.state(), who));
    if (!problems.isEmpty()) {
      throw new InvalidAppException(problems);
    }
  }

  /** What that person can't be shown so; empty when all can. */
  private List<Problem> wrong(Forms forms, String form, SavedView.State state, Identity who) {
    Form asked = forms.get(form);
    FormAccess access = forms.permissions().on(form, who);
    var problems = new Problems();
    if (state.view() != null
        && asked.definition().views().stream().noneMatch(v -> v.id().equals(state.view()))) {
      problems.add("/view", "saved_view_from", state.view());
    }
    for (String column : state.columns()) {
      if (asked.name(column).isEmpty() || access.hidden().contains(column)) {
        problems.add("/columns", "saved_view_column", column);
      }
    }
    Query query = Query.of(form).where(new Condition.All(state.filter())).limit(1);
    problems.addAll(
        records.check(
            forms,
            state.sort() == null ? query : query.sortedBy(List.of(Query.Sort.read(state.sort()))),
            who));
    return problems.list();
  }

  private int write(Connection connection, String sql, SavedView view, String app)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, view.name());
      statement.setString(2, roles(view.roles()));
      statement.setString(3, Json.write(Json.MAPPER.valueToTree(view.state())));
      statement.setTimestamp(4, Timestamp.from(clock.instant()));
      statement.setObject(5, view.id());
      statement.setString(6, app);
      statement.setString(7, view.form());
      statement.setString(8, view.owner());
      return statement.executeUpdate();
    }
  }

  /** Ids of roles need no quotes. */
  private static String roles(Set<String> roles) {
    return "{" + String.join(",", new TreeSet<>(roles)) + "}";
  }

  private List<SavedView> read(String where, Object... arguments) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "select " + COLUMNS + " from nacre.saved_view where " + where)) {
            for (int i = 0; i < arguments.length; i++) {
              statement.setObject(i + 1, arguments[i]);
            }
            var views = new ArrayList<SavedView>();
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                views.add(view(row));
              }
            }
            return views;
          }
        });
  }

  private static SavedView view(ResultSet row) throws SQLException {
    try {
      return new SavedView(
          Objects.requireNonNull(row.getObject(1, UUID.class)),
          row.getString(2),
          row.getString(3),
          row.getString(4),
          Set.of((String[]) row.getArray(5).getArray()),
          Json.MAPPER.readValue(row.getString(6), SavedView.State.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
