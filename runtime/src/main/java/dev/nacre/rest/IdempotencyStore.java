package dev.nacre.rest;

import dev.nacre.metadata.Problem;
import dev.nacre.security.Identity;
import dev.nacre.storage.Database;
import dev.nacre.storage.Recurring;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers a repeated request with the answer that the first one got. The key is written in the
 * transaction that does the work, so both are there or neither; whoever repeats meanwhile waits for
 * it. Refusals aren't kept: nothing was done, and the same request may succeed later.
 */
@Singleton
final class IdempotencyStore {
  private static final int LONGEST = 200;

  private static final String TAKE =
      """
      INSERT INTO nacre.idempotency AS i (user_id, key, request) VALUES (?, ?, ?)
      ON CONFLICT (user_id, key) DO UPDATE
        SET request = excluded.request, status = NULL, created_at = now()
        WHERE i.created_at < now() - interval '24 hours'\
      """;
  private static final String FIND =
      "SELECT request, status, location, etag, body FROM nacre.idempotency"
          + " WHERE user_id = ? AND key = ?";
  private static final String KEEP =
      "UPDATE nacre.idempotency SET status = ?, location = ?, etag = ?, body = ?"
          + " WHERE user_id = ? AND key = ?";
  private static final String FORGET =
      "DELETE FROM nacre.idempotency WHERE created_at < now() - interval '24 hours'";

  private static final Duration SWEEP = Duration.ofMinutes(30);

  private final Database database;
  private @Nullable Recurring sweeper;

  IdempotencyStore(Database database) {
    this.database = database;
  }

  /**
   * Does the work once for that key.
   *
   * @param key null means every time
   * @param path what the request is for
   */
  Response run(
      @Nullable String key,
      Identity who,
      String path,
      byte @Nullable [] body,
      Supplier<Response> work) {
    if (key == null) {
      return work.get();
    }
    if (key.isBlank() || key.length() > LONGEST || !key.chars().allMatch(c -> c > 31 && c < 127)) {
      throw RequestException.unreadable("", "key_wrong", LONGEST);
    }
    String request = hash(path, body);
    return database.inTransaction(
        connection -> {
          if (update(connection, TAKE, who.id(), key, request) == 0) {
            return known(connection, who, key, request);
          }
          Response response = work.get();
          byte[] entity = (byte[]) response.getEntity();
          update(
              connection,
              KEEP,
              response.getStatus(),
              response.getHeaderString(HttpHeaders.LOCATION),
              response.getHeaderString(HttpHeaders.ETAG),
              new String(entity, StandardCharsets.UTF_8),
              who.id(),
              key);
          return response;
        });
  }

  void start(@Observes StartupEvent event) {
    sweeper = new Recurring("idempotency-sweeper", SWEEP, this::forget);
  }

  void stop(@Observes ShutdownEvent event) {
    if (sweeper != null) {
      sweeper.close();
    }
  }

  /** Drops what has expired. */
  void forget() {
    database.inTransaction(connection -> update(connection, FORGET));
  }

  private static Response known(Connection connection, Identity who, String key, String request)
      throws SQLException {
    try (PreparedStatement find = connection.prepareStatement(FIND)) {
      find.setString(1, who.id());
      find.setString(2, key);
      try (ResultSet row = find.executeQuery()) {
        if (!row.next() || !request.equals(row.getString(1))) {
          throw RequestException.invalid(List.of(Problem.at("", "key_reused")));
        }
        var response =
            Response.status(row.getInt(2))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.LOCATION, row.getString(3))
                .header(HttpHeaders.ETAG, row.getString(4))
                .header("Idempotency-Replayed", "true");
        return response.entity(row.getString(5).getBytes(StandardCharsets.UTF_8)).build();
      }
    }
  }

  private static int update(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return statement.executeUpdate();
    }
  }

  private static String hash(String path, byte @Nullable [] body) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((path + "\n").getBytes(StandardCharsets.UTF_8));
      digest.update(body == null ? new byte[0] : body);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
