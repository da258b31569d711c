package dev.nacre.record.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.nacre.metadata.Json;
import dev.nacre.storage.Database;
import dev.nacre.storage.Parameters;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The rows that imports did not take, kept so that people can correct and send just these. */
@Singleton
public final class RefusalStore {
  /** So many are kept of one job. */
  public static final int MOST = 100_000;

  private static final int PAGE = 1_000;

  private final Database database;

  /** Over that database. */
  public RefusalStore(Database database) {
    this.database = database;
  }

  void append(UUID job, List<Refusal> refusals) {
    if (refusals.isEmpty()) {
      return;
    }
    int size = refusals.size();
    var lines = new Long[size];
    var cells = new String[size];
    var problems = new String[size];
    for (int i = 0; i < size; i++) {
      Refusal refusal = refusals.get(i);
      ArrayNode row = Json.MAPPER.createArrayNode();
      // PostgreSQL holds no NUL in a text: its picture stands for it
      refusal.cells().forEach(cell -> row.add(cell.replace('\0', '\u2400')));
      lines[i] = refusal.line();
      cells[i] = Json.write(row);
      problems[i] = JobProblems.write(refusal.problems());
    }
    String sql =
        """
        INSERT INTO nacre.job_refusal (job, line, cells, problems)
        SELECT ?, u.line, u.cells::jsonb, u.problems::jsonb
          FROM unnest(?::bigint[], ?::text[], ?::text[]) AS u(line, cells, problems)
            ON CONFLICT DO NOTHING\
        """;
    // of its own: it stays when what was tried is undone
    database.inNewTransaction(
        connection -> {
          try (PreparedStatement insert = connection.prepareStatement(sql)) {
            Parameters.set(insert, 1, job);
            Parameters.set(insert, 2, lines);
            Parameters.set(insert, 3, cells);
            Parameters.set(insert, 4, problems);
            return insert.executeUpdate();
          }
        });
  }

  /** Some of a job's, in the order of the file; those behind that line. */
  public List<Refusal> after(UUID job, long line) {
    String sql =
        "SELECT line, cells, problems FROM nacre.job_refusal WHERE job = ? AND line > ?"
            + " ORDER BY line LIMIT "
            + PAGE;
    return database.inTransaction(
        connection -> {
          var page = new ArrayList<Refusal>();
          try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, job);
            select.setLong(2, line);
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                page.add(
                    new Refusal(
                        row.getLong(1),
                        texts(row.getString(2)),
                        JobProblems.read(row.getString(3))));
              }
            }
          }
          return page;
        });
  }

  static List<String> texts(String json) {
    try {
      var texts = new ArrayList<String>();
      for (JsonNode node : Json.MAPPER.readTree(json)) {
        texts.add(node.asText());
      }
      return List.copyOf(texts);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("written by ourselves: " + json, e);
    }
  }
}
