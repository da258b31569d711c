package dev.nacre.app;

import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.AppReader;
import dev.nacre.metadata.Problems;
import dev.nacre.security.Identity;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The packs that apps were installed from, as they came: what an upgrade compares with. */
@Singleton
final class PackBases {
  private final EntityManager database;
  private final InstantSource clock;

  PackBases(EntityManager database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** The pack that the app was last installed or upgraded from; empty when it was made here. */
  Optional<AppFiles> of(String app) {
    List<?> zips =
        QuarkusTransaction.joiningExisting()
            .call(
                () ->
                    database
                        .createNativeQuery(
                            "SELECT files FROM nacre.pack_base WHERE app = ?1", byte[].class)
                        .setParameter(1, app)
                        .getResultList());
    return zips.stream().map(byte[].class::cast).map(PackZip::read).findFirst();
  }

  /** Keeps it; the transaction is the caller's. */
  void put(String app, AppFiles pack, Identity by) {
    AppFiles canonical = Canonical.of(pack);
    database
        .createNativeQuery(
            "INSERT INTO nacre.pack_base (app, hash, files, version, installed_at, installed_by)"
                + " VALUES (?1, ?2, ?3, cast(?4 AS text), ?5, ?6) ON CONFLICT (app) DO UPDATE SET"
                + " hash = excluded.hash, files = excluded.files, version = excluded.version,"
                + " installed_at = excluded.installed_at, installed_by = excluded.installed_by")
        .setParameter(1, app)
        .setParameter(2, Canonical.hash(canonical))
        .setParameter(3, PackZip.write(canonical))
        .setParameter(4, AppReader.read(canonical, new Problems()).app().version())
        .setParameter(5, Timestamp.from(clock.instant()))
        .setParameter(6, by.id())
        .executeUpdate();
  }
}
