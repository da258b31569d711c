package dev.nacre.record.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import dev.nacre.security.Identity;
import dev.nacre.storage.Database;
import dev.nacre.storage.Parameters;
import dev.nacre.storage.Sql;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** How files with the same columns went into a form last: for one person, or for everybody. */
@Singleton
public final class MappingStore {
  private static final String EVERYBODY = "";

  private final Database database;
  private final InstantSource clock;

  /** Over that database. */
  public MappingStore(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Keeps it for the next file with the same columns. */
  public void keep(
      String app,
      String form,
      Identity who,
      boolean shared,
      List<String> columns,
      ImportSettings settings) {
    ObjectNode mapping = Json.MAPPER.createObjectNode();
    settings.mapping().forEach((column, path) -> mapping.put(column.replace("\0", ""), path));
    var key = Json.MAPPER.createArrayNode();
    settings.key().forEach(key::add);
    Sql sql =
        Sql.of(
            """
            INSERT INTO nacre.import_mapping
                   (app, form, who, columns, mapping, key, mode, said_at)
            VALUES (?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?)
                ON CONFLICT (app, form, columns, who)
                DO UPDATE SET mapping = EXCLUDED.mapping, key = EXCLUDED.key,
                              mode = EXCLUDED.mode, said_at = EXCLUDED.said_at\
            """,
            app,
            form,
            shared ? EVERYBODY : who.id(),
            digest(columns),
            Json.write(mapping),
            Json.write(key),
            settings.mode().id(),
            clock.instant());
    database.inNewTransaction(
        connection -> {
          try (PreparedStatement insert = connection.prepareStatement(sql.text())) {
            Parameters.set(insert, sql.parameters());
            return insert.executeUpdate();
          }
        });
  }

  /** As that person said it last, else as somebody said it for everybody. */
  public Optional<ImportSettings> find(
      String app, String form, Identity who, List<String> columns) {
    Sql sql =
        Sql.of(
            """
            SELECT mapping, key, mode FROM nacre.import_mapping
             WHERE app = ? AND form = ? AND columns = ? AND who IN (?, '')
             ORDER BY who DESC LIMIT 1\
            """,
            app,
            form,
            digest(columns),
            who.id());
    return database.inTransaction(
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(sql.text())) {
            Parameters.set(select, sql.parameters());
            try (ResultSet row = select.executeQuery()) {
              return row.next()
                  ? Optional.of(read(row.getString(1), row.getString(2), row.getString(3)))
                  : Optional.empty();
            }
          }
        });
  }

  private static ImportSettings read(String mapping, String key, String mode) {
    var columns = new LinkedHashMap<String, String>();
    tree(mapping).properties().forEach(e -> columns.put(e.getKey(), e.getValue().asText()));
    var fields = new ArrayList<String>();
    tree(key).forEach(field -> fields.add(field.asText()));
    return new ImportSettings(
        columns,
        fields,
        ImportSettings.Mode.byId(mode).orElse(ImportSettings.Mode.CREATE),
        false,
        FileFormat.AUTOMATIC);
  }

  private static JsonNode tree(String json) {
    return Objects.requireNonNull(Json.read(json, new Problems()));
  }

  private static String digest(List<String> columns) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      columns.forEach(column -> digest.update((column + "\n").getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every platform has it", e);
    }
  }
}
