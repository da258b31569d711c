package dev.nacre.app;

import dev.nacre.metadata.AppFiles;
import dev.nacre.record.NotFoundException;
import dev.nacre.security.Identity;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The published versions of apps, and which of them is served. */
@Singleton
public final class Versions {
  private final InstantSource clock;
  private final ReleaseStore releases;

  Versions(InstantSource clock, ReleaseStore releases) {
    this.clock = clock;
    this.releases = releases;
  }

  /** The versions of an app, newest first; empty when there is no such app. */
  public List<Version> of(String app) {
    return QuarkusTransaction.joiningExisting()
        .call(
            () -> {
              AppAddress address = AppAddress.read(app);
              Set<Integer> served =
                  served(address).stream()
                      .flatMap(release -> release.parts().stream())
                      .map(Release.Part::version)
                      .collect(Collectors.toSet());
              return VersionRow.<VersionRow>list("app = ?1 order by number desc", address.id())
                  .stream()
                  .map(row -> version(row, served.contains(row.number)))
                  .toList();
            });
  }

  /**
   * The canonical files of a version.
   *
   * @throws NotFoundException when there is no such app or version
   */
  public AppFiles files(String app, int number) {
    byte[] zip =
        QuarkusTransaction.joiningExisting()
            .call(
                () -> {
                  VersionRow row = VersionRow.findById(new VersionRow.Key(app, number));
                  return row == null ? null : row.files;
                });
    if (zip == null) {
      throw unknown(app, number);
    }
    return PackZip.read(zip);
  }

  /** The numbers there are. */
  List<Integer> numbers(String app) {
    return of(app).stream().map(Version::number).toList();
  }

  /** The release that stands there; empty when nothing is served. */
  public Optional<Release> served(AppAddress address) {
    return releases.current(address);
  }

  /** The release before it; empty when there was none. */
  public Optional<Release> previous(AppAddress address) {
    return releases.previous(address);
  }

  /** The hash of the version served to everybody there; empty when there is none. */
  Optional<String> servedHash(AppAddress address) {
    return served(address)
        .filter(release -> !release.split())
        .map(Release::rest)
        .flatMap(
            number ->
                QuarkusTransaction.joiningExisting()
                    .call(
                        () ->
                            VersionRow.<VersionRow>findByIdOptional(
                                    new VersionRow.Key(address.id(), number))
                                .map(row -> row.hash)));
  }

  /** Makes the app's row when there is none, and keeps others from publishing until commit. */
  void lock(String app, Identity by) {
    AppRow.getEntityManager()
        .createNativeQuery(
            "INSERT INTO nacre.app (id, created_by) VALUES (?1, ?2) ON CONFLICT DO NOTHING")
        .setParameter(1, app)
        .setParameter(2, by.id())
        .executeUpdate();
    AppRow.findById(app, LockModeType.PESSIMISTIC_WRITE);
  }

  /** The number that the next version will have. */
  int next(String app) {
    return QuarkusTransaction.joiningExisting()
        .call(
            () ->
                VersionRow.<VersionRow>find("app = ?1 order by number desc", app)
                    .firstResultOptional()
                    .map(row -> row.number + 1)
                    .orElse(1));
  }

  /** Adds a version; the app is locked. */
  void add(
      String app, int number, String hash, AppFiles canonical, @Nullable String note, Identity by) {
    var row = new VersionRow();
    row.app = app;
    row.number = number;
    row.hash = hash;
    row.files = PackZip.write(canonical);
    row.note = note;
    row.createdAt = clock.instant();
    row.createdBy = by.id();
    row.persistAndFlush();
  }

  private static Version version(VersionRow row, boolean released) {
    return new Version(
        row.app,
        row.number,
        row.hash,
        row.note,
        Objects.requireNonNullElse(row.createdAt, Instant.EPOCH),
        row.createdBy,
        released);
  }

  private NotFoundException unknown(String app, int number) {
    return NotFoundException.of(
        "version_unknown",
        String.valueOf(number),
        of(app).stream().map(v -> String.valueOf(v.number())).toList());
  }
}
