package dev.nacre.security;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Json;
import dev.nacre.storage.Database;
import dev.nacre.storage.Rows;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** Tokens in the database, sealed like the secrets of apps. */
@Singleton
public final class SealedTokens implements TokenStore {
  private static final String THIS = " WHERE app = ? AND connector = ?";

  private final Database database;
  private final InstantSource clock;
  private final byte[] key;

  /** In that database, under the key of this installation. */
  @Inject
  SealedTokens(Database database, InstantSource clock, Config config) {
    this(database, clock, MasterKey.of(config).derive("tokens"));
  }

  /** The same, under that key of 32 bytes. */
  public SealedTokens(Database database, InstantSource clock, byte[] key) {
    this.database = database;
    this.clock = clock;
    this.key = Arrays.copyOf(key, key.length);
  }

  private record Row(Envelope envelope, @Nullable Instant endsAt) {
    static Row read(ResultSet row) throws SQLException {
      var envelope = new Envelope(row.getBytes("wrapped"), row.getBytes("sealed"));
      return new Row(envelope, Rows.moment(row, "ends_at"));
    }
  }

  @Override
  public Optional<Token> find(Holder holder) {
    return Rows.query(
            database,
            "SELECT wrapped, sealed, ends_at FROM nacre.token"
                + THIS
                + " AND terms = ? AND sealed IS NOT NULL",
            List.of(holder.app(), holder.connector(), holder.terms()),
            Row::read)
        .stream()
        .findFirst()
        .map(row -> open(holder, row));
  }

  private Token open(Holder holder, Row row) {
    String json = row.envelope().open(key, place(holder));
    try {
      JsonNode kept = Json.MAPPER.readTree(json);
      return new Token(
          kept.path("value").asText(),
          kept.hasNonNull("renewal") ? kept.get("renewal").asText() : null,
          row.endsAt());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a token of " + place(holder) + " can't be read", e);
    }
  }

  private static String place(Holder holder) {
    return holder.app() + "/" + holder.connector();
  }

  @Override
  public boolean take(Holder holder, UUID owner, Duration hold) {
    Instant now = clock.instant();
    return Rows.update(
            database,
            """
            INSERT INTO nacre.token AS t (app, connector, terms, owner, owned_until)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (app, connector) DO UPDATE SET
              owner = EXCLUDED.owner, owned_until = EXCLUDED.owned_until, terms = EXCLUDED.terms,
              wrapped = CASE WHEN t.terms = EXCLUDED.terms THEN t.wrapped END,
              sealed = CASE WHEN t.terms = EXCLUDED.terms THEN t.sealed END
            WHERE t.owner IS NULL OR t.owned_until <= ?\
            """,
            Arrays.asList(
                holder.app(), holder.connector(), holder.terms(), owner, now.plus(hold), now))
        > 0;
  }

  @Override
  public void give(Holder holder, UUID owner, Token token) {
    String json =
        Json.write(
            Json.MAPPER
                .createObjectNode()
                .put("value", token.value())
                .put("renewal", token.renewal()));
    Envelope envelope = Envelope.seal(key, place(holder), json);
    Rows.update(
        database,
        "UPDATE nacre.token SET wrapped = ?, sealed = ?, ends_at = ?::timestamptz, given_at = ?,"
            + " owner = NULL, owned_until = NULL"
            + THIS
            + " AND owner = ?",
        Arrays.asList(
            envelope.wrapped(),
            envelope.sealed(),
            token.endsAt(),
            clock.instant(),
            holder.app(),
            holder.connector(),
            owner));
  }

  @Override
  public void drop(Holder holder, UUID owner) {
    Rows.update(
        database,
        "UPDATE nacre.token SET wrapped = NULL, sealed = NULL, ends_at = NULL,"
            + " owner = NULL, owned_until = NULL"
            + THIS
            + " AND owner = ?",
        List.of(holder.app(), holder.connector(), owner));
  }

  @Override
  public void leave(Holder holder, UUID owner) {
    Rows.update(
        database,
        "UPDATE nacre.token SET owner = NULL, owned_until = NULL" + THIS + " AND owner = ?",
        List.of(holder.app(), holder.connector(), owner));
  }
}
