package dev.nacre.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of the inbox table, to and from Java. */
final class InboxRows {
  private static final String INSERT =
      """
      INSERT INTO nacre.inbox (app, connector, key, job, state, due_at, received_at, processed_at,
                               digest, headers, body, problems, cause)
      SELECT a, c, k, j, s, r, r, CASE s WHEN 'received' THEN NULL ELSE r END,
             d, h::jsonb, b, p::jsonb, w
        FROM unnest(?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::uuid[], ?::text[],
                    ?::bytea[], ?::text[], ?::bytea[], ?::text[], ?::text[])
               WITH ORDINALITY AS t (r, a, c, k, j, s, d, h, b, p, w, n)
       ORDER BY n
      RETURNING id\
      """;

  private InboxRows() {}

  /** All in one statement, in order, with the moments at which they came. */
  static List<Long> insert(Connection connection, List<Arrival> arrivals, List<Instant> at)
      throws SQLException {
    int n = arrivals.size();
    var apps = new String[n];
    var connectors = new String[n];
    var keys = new @Nullable String[n];
    var jobs = new @Nullable UUID[n];
    var states = new String[n];
    var digests = new byte[n][];
    var headers = new String[n];
    var bodies = new byte[n][];
    var problems = new @Nullable String[n];
    var causes = new @Nullable String[n];
    for (int i = 0; i < n; i++) {
      Arrival arrival = arrivals.get(i);
      apps[i] = arrival.app();
      connectors[i] = arrival.connector();
      keys[i] = arrival.key() == null ? null : clean(arrival.key());
      jobs[i] = arrival.job();
      states[i] = (arrival.findings().isEmpty() ? EntryState.RECEIVED : EntryState.DEAD).id();
      digests[i] = digest(arrival.body());
      headers[i] = headers(arrival.headers());
      bodies[i] = arrival.body();
      problems[i] = arrival.findings().isEmpty() ? null : Findings.write(arrival.findings());
      causes[i] = DeadCause.of(arrival.findings());
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      String[] moments = at.stream().map(Instant::toString).toArray(String[]::new);
      insert.setArray(1, connection.createArrayOf("timestamptz", moments));
      insert.setArray(2, connection.createArrayOf("text", apps));
      insert.setArray(3, connection.createArrayOf("text", connectors));
      insert.setArray(4, connection.createArrayOf("text", keys));
      insert.setArray(5, connection.createArrayOf("uuid", jobs));
      insert.setArray(6, connection.createArrayOf("text", states));
      insert.setArray(7, connection.createArrayOf("bytea", digests));
      insert.setArray(8, connection.createArrayOf("text", headers));
      insert.setArray(9, connection.createArrayOf("bytea", bodies));
      insert.setArray(10, connection.createArrayOf("text", problems));
      insert.setArray(11, connection.createArrayOf("text", causes));
      var ids = new ArrayList<Long>(n);
      try (ResultSet row = insert.executeQuery()) {
        while (row.next()) {
          ids.add(row.getLong(1));
        }
      }
      return ids;
    }
  }

  static byte[] digest(byte[] body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String headers(Map<String, String> headers) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    headers.forEach((name, value) -> node.put(clean(name), clean(value)));
    return Json.write(node);
  }

  /** PostgreSQL has no character 0 in texts; keys are for people and for order, so they are cut. */
  private static String clean(String text) {
    String safe = text.indexOf('\0') < 0 ? text : text.replace("\0", "");
    return safe.getBytes(StandardCharsets.UTF_8).length <= 1_000
        ? safe
        : safe.substring(0, Math.min(safe.length(), 250));
  }
}
