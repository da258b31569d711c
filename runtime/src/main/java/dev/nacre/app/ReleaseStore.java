package dev.nacre.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import dev.nacre.security.Identity;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows that say who is served which version, and which releases there were. */
@Singleton
final class ReleaseStore {
  private final EntityManager database;
  private final InstantSource clock;

  ReleaseStore(EntityManager database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** The release that stands there; empty when nothing is served. */
  Optional<Release> current(AppAddress address) {
    List<?> rows =
        QuarkusTransaction.joiningExisting()
            .call(
                () ->
                    database
                        .createNativeQuery(
                            "SELECT version, cast(audience AS text), share, route_by"
                                + " FROM nacre.release WHERE app = ?1 AND environment = ?2"
                                // the rest is part 0 and comes last
                                + " ORDER BY part = 0, part",
                            Object[].class)
                        .setParameter(1, address.id())
                        .setParameter(2, address.environment())
                        .getResultList());
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    ArrayNode parts = Json.MAPPER.createArrayNode();
    for (Object row : rows) {
      Object[] cells = (Object[]) row;
      ObjectNode part = parts.addObject().put("version", ((Number) cells[0]).intValue());
      if (cells[1] != null) {
        part.set("when", tree((String) cells[1]));
      }
      if (cells[2] != null) {
        part.put("share", (java.math.BigDecimal) cells[2]);
      }
      if (cells[3] != null) {
        part.put("by", (String) cells[3]);
      }
    }
    return Optional.of(read(parts));
  }

  /** Replaces the release that stands there; the transaction is the caller's. */
  void put(AppAddress address, Release release, Identity by) {
    put(address, release, null, by);
  }

  private void put(AppAddress address, Release release, @Nullable Long origin, Identity by) {
    Timestamp now = Timestamp.from(clock.instant());
    database
        .createNativeQuery("DELETE FROM nacre.release WHERE app = ?1 AND environment = ?2")
        .setParameter(1, address.id())
        .setParameter(2, address.environment())
        .executeUpdate();
    int last = release.parts().size() - 1;
    for (int i = 0; i <= last; i++) {
      Release.Part part = release.parts().get(i);
      database
          .createNativeQuery(
              "INSERT INTO nacre.release (app, environment, part, version, audience, share,"
                  + " route_by, released_at, released_by) VALUES (?1, ?2, ?3, ?4, cast(cast(?5 AS"
                  + " text) AS jsonb), cast(?6 AS numeric), cast(?7 AS text), ?8, ?9)")
          .setParameter(1, address.id())
          .setParameter(2, address.environment())
          .setParameter(3, i == last ? 0 : i + 1)
          .setParameter(4, part.version())
          .setParameter(5, part.when() == null ? null : Json.write(part.when().json()))
          .setParameter(6, part.share())
          .setParameter(7, part.by().equals(Release.BY_RECORD) ? null : part.by())
          .setParameter(8, now)
          .setParameter(9, by.id())
          .executeUpdate();
    }
    database
        .createNativeQuery(
            "INSERT INTO nacre.release_log (app, environment, parts, origin, released_at,"
                + " released_by) VALUES (?1, ?2, cast(?3 AS jsonb), cast(?4 AS bigint), ?5, ?6)")
        .setParameter(1, address.id())
        .setParameter(2, address.environment())
        .setParameter(3, Json.write(release.json()))
        .setParameter(4, origin)
        .setParameter(5, now)
        .setParameter(6, by.id())
        .executeUpdate();
  }

  private record Logged(long id, Release release) {}

  /** The release before the one that stands; going back twice goes back by two. */
  Optional<Release> previous(AppAddress address) {
    return before(address).map(Logged::release);
  }

  /** Goes back by one; the transaction is the caller's. */
  Optional<Release> back(AppAddress address, Identity by) {
    Optional<Logged> before = before(address);
    before.ifPresent(logged -> put(address, logged.release(), logged.id(), by));
    return before.map(Logged::release);
  }

  private Optional<Logged> before(AppAddress address) {
    List<?> rows =
        QuarkusTransaction.joiningExisting()
            .call(
                () ->
                    database
                        .createNativeQuery(
                            "WITH last AS (SELECT coalesce(origin, id) AS at, parts"
                                + " FROM nacre.release_log WHERE app = ?1 AND environment = ?2"
                                + " ORDER BY id DESC LIMIT 1)"
                                + " SELECT l.id, cast(l.parts AS text)"
                                + " FROM nacre.release_log l, last"
                                + " WHERE l.app = ?1 AND l.environment = ?2 AND l.origin IS NULL"
                                + " AND l.id < last.at AND l.parts <> last.parts"
                                + " ORDER BY l.id DESC LIMIT 1",
                            Object[].class)
                        .setParameter(1, address.id())
                        .setParameter(2, address.environment())
                        .getResultList());
    return rows.stream()
        .map(Object[].class::cast)
        .map(cells -> new Logged(((Number) cells[0]).longValue(), read(tree((String) cells[1]))))
        .findFirst();
  }

  private static Release read(JsonNode parts) {
    return new ReleaseReader(new Problems()).read(parts, 0, "");
  }

  private static JsonNode tree(String json) {
    JsonNode tree = Json.read(json, new Problems());
    return tree == null ? Json.MAPPER.createObjectNode() : tree;
  }
}
