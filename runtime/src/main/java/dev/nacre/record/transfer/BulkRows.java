package dev.nacre.record.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import dev.nacre.storage.Database;
import dev.nacre.storage.Parameters;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of each record of a job. */
@Singleton
public final class BulkRows {
  private final Database database;

  /** Over that database. */
  public BulkRows(Database database) {
    this.database = database;
  }

  /** Keeps them whatever becomes of the transaction that is open: what was tried is told too. */
  void append(UUID job, List<BulkRow> rows) {
    if (!rows.isEmpty()) {
      database.inNewTransaction(connection -> insert(connection, job, rows));
    }
  }

  /** Keeps them with what the open transaction has done, or not at all. */
  void keep(UUID job, List<BulkRow> rows) {
    if (!rows.isEmpty()) {
      database.inTransaction(connection -> insert(connection, job, rows));
    }
  }

  private static int insert(Connection connection, UUID job, List<BulkRow> rows)
      throws SQLException {
    int size = rows.size();
    var places = new Long[size];
    var records = new UUID[size];
    var titles = new String[size];
    var statuses = new String[size];
    var instances = new UUID[size];
    var befores = new String[size];
    var afters = new String[size];
    var problems = new String[size];
    for (int i = 0; i < size; i++) {
      BulkRow row = rows.get(i);
      places[i] = row.row();
      records[i] = row.record();
      titles[i] = row.title();
      statuses[i] = row.status();
      instances[i] = row.instance();
      befores[i] = row.before() == null ? null : Json.write(row.before());
      afters[i] = row.after() == null ? null : Json.write(row.after());
      problems[i] = JobProblems.write(row.problems());
    }
    String sql =
        """
        INSERT INTO nacre.job_row (job, row, record, title, status, instance, before, after, problems)
        SELECT ?, u.row, u.record, u.title, u.status, u.instance, u.before::jsonb, u.after::jsonb,
               u.problems::jsonb
          FROM unnest(?::bigint[], ?::uuid[], ?::text[], ?::text[], ?::uuid[], ?::text[], ?::text[],
                      ?::text[]) AS u(row, record, title, status, instance, before, after, problems)\
        """;
    Object[] values = {
      job, places, records, titles, statuses, instances, befores, afters, problems
    };
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        Parameters.set(insert, i + 1, values[i]);
      }
      return insert.executeUpdate();
    }
  }

  /** Some of a job's rows in order, those behind that one. */
  public List<BulkRow> after(UUID job, long row, int limit) {
    String sql =
        "SELECT row, record, title, status, instance, before, after, problems FROM nacre.job_row"
            + " WHERE job = ? AND row > ? ORDER BY row LIMIT ?";
    return database.inTransaction(
        connection -> {
          var page = new ArrayList<BulkRow>();
          try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, job);
            select.setLong(2, row);
            select.setInt(3, limit);
            try (ResultSet found = select.executeQuery()) {
              while (found.next()) {
                page.add(read(found));
              }
            }
          }
          return page;
        });
  }

  private static BulkRow read(ResultSet row) throws SQLException {
    return new BulkRow(
        row.getLong(1),
        row.getObject(2, UUID.class),
        row.getString(3),
        row.getString(4),
        row.getObject(5, UUID.class),
        tree(row.getString(6)),
        tree(row.getString(7)),
        JobProblems.read(row.getString(8)));
  }

  private static @Nullable ObjectNode tree(@Nullable String json) {
    JsonNode node = json == null ? null : Json.read(json, new Problems());
    return node instanceof ObjectNode object ? object : null;
  }
}
