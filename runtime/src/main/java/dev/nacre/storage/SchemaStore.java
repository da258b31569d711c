package dev.nacre.storage;

import dev.nacre.metadata.Problem;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Carries out schema plans, and keeps a journal of every statement in the schema's {@code _ddl}.
 */
@Singleton
public final class SchemaStore {
  private static final String UNIQUE_VIOLATION = "23505";

  private final Database database;

  /** A store on that database. */
  public SchemaStore(Database database) {
    this.database = database;
  }

  /** What would be done. */
  public SchemaPlan plan(String schema, List<TableShape> tables) {
    return database.inTransaction(connection -> SchemaPlan.make(connection, schema, tables));
  }

  /** The columns of every table that is there, with their PostgreSQL types. */
  public Map<String, Map<String, String>> columns(String schema) {
    return database.reading(connection -> SchemaPlan.columns(connection, schema));
  }

  /** Writes something into the journal that isn't a statement. */
  public void note(String schema, String comment) {
    database.inNewTransaction(
        connection -> {
          journal(connection, schema, List.of(comment));
          return null;
        });
  }

  /**
   * Brings the schema to those tables. Safe to call again after a crash at any point.
   *
   * @return what could not be done; when not empty, nothing that stands in anybody's way was left
   */
  public List<Problem> apply(String schema, List<TableShape> tables) {
    List<Problem> refused =
        database.inNewTransaction(
            connection -> {
              // two publishers of one app wait for each other, never for its writers
              execute(
                  connection,
                  "select pg_advisory_xact_lock(hashtext('nacre.ddl."
                      + schema.replace("'", "")
                      + "'))");
              execute(connection, "set local lock_timeout = '5s'");
              SchemaPlan plan = SchemaPlan.make(connection, schema, tables);
              if (!plan.problems().isEmpty()) {
                return plan.problems();
              }
              for (String statement : plan.inTransaction()) {
                execute(connection, statement);
              }
              if (!plan.inTransaction().isEmpty()) {
                journal(connection, schema, plan.inTransaction());
              }
              return List.of();
            });
    return refused.isEmpty() ? online(schema, tables) : refused;
  }

  private List<Problem> online(String schema, List<TableShape> tables) {
    SchemaPlan rest = plan(schema, tables);
    var problems = new ArrayList<Problem>();
    for (SchemaPlan.Online step : rest.online()) {
      database.withoutTransaction(
          connection -> {
            String index = Identifiers.quote(schema, step.index().name());
            execute(connection, "drop index concurrently if exists " + index);
            try {
              execute(connection, step.create());
              journal(connection, schema, List.of(step.create()));
            } catch (SQLException e) {
              execute(connection, "drop index concurrently if exists " + index);
              if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
                throw e;
              }
              problems.add(
                  Problem.at(
                      "",
                      "unique_not_possible",
                      step.index().expression().replace("\"", ""),
                      String.valueOf(e.getMessage())));
            }
            return null;
          });
    }
    return problems;
  }

  /**
   * Takes away the unique indexes of tables that nobody wants any more; they would go on refusing.
   *
   * @param tables as they are wanted
   * @param also other tables, of which nothing is wanted but what those want
   */
  public void relax(String schema, List<TableShape> tables, List<TableShape> also) {
    Set<String> wanted =
        tables.stream()
            .flatMap(table -> table.indexes().stream())
            .map(index -> Identifiers.fit(index.name()))
            .collect(Collectors.toSet());
    Set<String> names =
        Stream.concat(tables.stream(), also.stream())
            .map(t -> Identifiers.fit(t.name()))
            .collect(Collectors.toSet());
    for (String index : database.reading(c -> SchemaPlan.uniqueIndexes(c, schema, names))) {
      if (!wanted.contains(index)) {
        drop(schema, index);
      }
    }
  }

  /** Takes an index away beside those who use it. */
  public void drop(String schema, String index) {
    String drop = "drop index concurrently if exists " + Identifiers.quote(schema, index);
    database.withoutTransaction(
        connection -> {
          execute(connection, drop);
          journal(connection, schema, List.of(drop));
          return null;
        });
  }

  private static void journal(Connection connection, String schema, List<String> statements)
      throws SQLException {
    String table = Identifiers.quote(schema, "_ddl");
    execute(
        connection,
        "create table if not exists "
            + table
            + " (id bigint generated always as identity primary key, at timestamptz not null"
            + " default now(), statement text not null)");
    try (PreparedStatement insert =
        connection.prepareStatement("insert into " + table + " (statement) select unnest(?)")) {
      insert.setArray(1, connection.createArrayOf("text", statements.toArray()));
      insert.executeUpdate();
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
