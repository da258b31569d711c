package dev.nacre.record;

import dev.nacre.storage.Database;
import dev.nacre.storage.Identifiers;
import dev.nacre.storage.SchemaStore;
import dev.nacre.storage.StorageException;
import dev.nacre.storage.TableShape;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives big tables an index for parts of texts, and takes away those that no longer fit. Small
 * tables are quicker read through than indexed, and every index is paid for by every write. Where
 * the database has no {@code pg_trgm}, filters answer the same by reading through.
 */
@Singleton
public final class SearchIndexes {
  /** From how many rows on an index is worth what it costs. */
  public static final long BIG = 50_000;

  private static final System.Logger LOG = System.getLogger(SearchIndexes.class.getName());

  private final Database database;
  private final SchemaStore tables;
  private volatile boolean told;

  /** On that database. */
  public SearchIndexes(Database database, SchemaStore tables) {
    this.database = database;
    this.tables = tables;
  }

  /**
   * Looks after the indexes of a schema.
   *
   * @param served the forms of every version that is served; from now on they use what is there
   * @param big from how many rows on a table gets one
   */
  public void tend(String schema, List<Forms> served, long big) {
    Map<String, Long> rows = rows(schema);
    Map<String, Boolean> there = indexes(schema);
    var wanted = new HashSet<String>();
    for (Forms forms : served) {
      for (Form form : forms.all()) {
        SearchDocument document = SearchDocument.of(form).orElse(null);
        if (document != null) {
          wanted.add(document.index());
          boolean valid = Boolean.TRUE.equals(there.get(document.index()));
          if (!valid && rows.getOrDefault(form.id(), 0L) >= big) {
            valid = build(schema, form, document);
            there.put(document.index(), valid);
          }
          form.searchBy(valid ? document : null);
        }
      }
    }
    drop(schema, served, there.keySet(), wanted);
  }

  private Map<String, Long> rows(String schema) {
    return database.reading(
        connection -> {
          var rows = new HashMap<String, Long>();
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "select relname, n_live_tup from pg_stat_user_tables where schemaname = ?")) {
            statement.setString(1, schema);
            try (ResultSet result = statement.executeQuery()) {
              while (result.next()) {
                rows.put(result.getString(1), result.getLong(2));
              }
            }
          }
          return rows;
        });
  }

  /** By name, and whether they can be used. */
  private Map<String, Boolean> indexes(String schema) {
    return database.reading(
        connection -> {
          var indexes = new HashMap<String, Boolean>();
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "select c.relname, i.indisvalid from pg_index i join pg_class c on c.oid ="
                      + " i.indexrelid join pg_namespace n on n.oid = c.relnamespace where"
                      + " n.nspname = ? and c.relname like '%$s$%'")) {
            statement.setString(1, schema);
            try (ResultSet result = statement.executeQuery()) {
              while (result.next()) {
                indexes.put(result.getString(1), result.getBoolean(2));
              }
            }
          }
          return indexes;
        });
  }

  private boolean build(String schema, Form form, SearchDocument document) {
    String trigrams = trigrams();
    if (trigrams == null) {
      return false;
    }
    var index =
        new TableShape.Index(
            document.index(),
            false,
            document.sql("") + " " + trigrams,
            "deleted_at is null",
            "gin");
    var shape = new TableShape(schema, form.id(), List.of(), List.of(index));
    return database.withoutTransaction(
        connection ->
            alone(
                connection,
                schema,
                form.id(),
                () -> tables.apply(schema, List.of(shape)).isEmpty()));
  }

  /**
   * Builds while no other node does, nor a connection that outlived its node: whoever took their
   * half-built index away would stop every reader until they are done.
   */
  private static boolean alone(
      Connection connection, String schema, String table, BooleanSupplier build)
      throws SQLException {
    if (!ask(connection, "select pg_try_advisory_lock(hashtext(?))", "nacre.search." + schema)) {
      return false;
    }
    try {
      boolean building =
          ask(
              connection,
              "select exists (select from pg_stat_progress_create_index p join pg_class c on"
                  + " c.oid = p.relid join pg_namespace n on n.oid = c.relnamespace where"
                  + " n.nspname = ? and c.relname = ?)",
              schema,
              table);
      return !building && build.getAsBoolean();
    } finally {
      ask(connection, "select pg_advisory_unlock(hashtext(?))", "nacre.search." + schema);
    }
  }

  private static boolean ask(Connection connection, String sql, String... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  /** The operator class, by its schema; null when this database has none. */
  private @Nullable String trigrams() {
    String there = found();
    if (there != null) {
      return there;
    }
    try {
      database.inNewTransaction(
          connection -> {
            try (Statement statement = connection.createStatement()) {
              return statement.execute("create extension if not exists pg_trgm");
            }
          });
    } catch (StorageException e) {
      if (!told) {
        told = true;
        LOG.log(
            System.Logger.Level.WARNING,
            "pg_trgm can't be had, so parts of texts are found by reading through: "
                + e.getMessage());
      }
      return null;
    }
    return found();
  }

  private @Nullable String found() {
    return database.reading(
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet row =
                  statement.executeQuery(
                      "select n.nspname from pg_extension e join pg_namespace n on n.oid ="
                          + " e.extnamespace where e.extname = 'pg_trgm'")) {
            return row.next() ? Identifiers.quote(row.getString(1), "gin_trgm_ops") : null;
          }
        });
  }

  private void drop(
      String schema, List<Forms> served, Set<String> there, Collection<String> wanted) {
    var forms = new HashSet<String>();
    served.forEach(f -> forms.addAll(f.byId().keySet()));
    for (String index : new ArrayList<>(there)) {
      boolean ours = forms.stream().anyMatch(f -> index.startsWith(SearchDocument.prefix(f)));
      if (ours && !wanted.contains(index)) {
        tables.drop(schema, index);
      }
    }
  }
}
