package dev.nacre.record.file;

import dev.nacre.record.Attachment;
import dev.nacre.record.Attachments;
import dev.nacre.record.Forms;
import dev.nacre.security.Identity;
import dev.nacre.storage.Database;
import dev.nacre.storage.Recurring;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * The uploaded files. What is no longer than a day without a record is thrown away; what a record
 * has ever held is kept, since its history and its past versions still name it.
 */
@Singleton
public final class FileStore implements Attachments {
  private static final long LARGEST = 50L << 20;
  private static final Duration ORPHANED = Duration.ofDays(1);
  private static final Duration SWEEP = Duration.ofHours(1);

  /** Between whoever brings a content and whoever throws the same away. */
  private static final long LOCK = 0x6E61637265L;

  private final Database database;
  private final InstantSource clock;
  private final FileContents contents;
  private final long largest;
  private @Nullable Recurring sweeper;

  /**
   * A store as the settings say: {@code nacre.files} is {@code folder} or {@code database}, else
   * the folder where the database is our own, {@code nacre.files.max-size} is in bytes.
   */
  @Inject
  FileStore(Database database, InstantSource clock, Config config) {
    this(
        database,
        clock,
        inFolder(config)
            ? new FolderContents(
                Path.of(config.getOptionalValue("nacre.data", String.class).orElse("data"))
                    .resolve("files"))
            : new TableContents(database),
        config.getOptionalValue("nacre.files.max-size", Long.class).orElse(LARGEST));
  }

  FileStore(Database database, InstantSource clock, FileContents contents, long largest) {
    this.database = database;
    this.clock = clock;
    this.contents = contents;
    this.largest = largest;
  }

  /** A store of everything in that database. */
  public static FileStore inDatabase(Database database, InstantSource clock) {
    return new FileStore(database, clock, new TableContents(database), LARGEST);
  }

  private static boolean inFolder(Config config) {
    return config
        .getOptionalValue("nacre.files", String.class)
        .map("folder"::equals)
        .orElseGet(
            () ->
                !config
                    .getOptionalValue("nacre.database", String.class)
                    .orElse("embedded")
                    .equals("external"));
  }

  /** The largest file that is taken, in bytes. */
  public long largest() {
    return largest;
  }

  /**
   * Takes a file.
   *
   * @param name as its owner calls it
   * @param declared the media type that the sender says it has; may be null
   * @throws FileRefusedException when it isn't taken; then nothing of it is kept
   */
  public Attachment add(
      Forms forms, @Nullable String name, @Nullable String declared, InputStream in, Identity who) {
    String called = FileNames.checked(name);
    try (Upload upload = Upload.receive(in, largest)) {
      String type = Sniffing.type(upload.path(), called, declared);
      var file = new Attachment(UUID.randomUUID().toString(), called, type, upload.size());
      var stored = new StoredFile(file, forms.schema(), upload.hash(), who.id());
      database.inTransaction(
          connection -> {
            lock(connection, "pg_advisory_xact_lock_shared");
            try {
              contents.keep(upload.path(), upload.hash());
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
            return insert(connection, stored);
          });
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void lock(Connection connection, String how) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("select " + how + "(?)")) {
      statement.setLong(1, LOCK);
      statement.execute();
    }
  }

  private int insert(Connection connection, StoredFile file) throws SQLException {
    String sql =
        "insert into nacre.file (id, schema, hash, name, type, size, uploaded_by, uploaded_at)"
            + " values (?::uuid, ?, ?, ?, ?, ?, ?, ?)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, file.about().id());
      statement.setString(2, file.schema());
      statement.setString(3, file.hash());
      statement.setString(4, file.about().name());
      statement.setString(5, file.about().type());
      statement.setLong(6, file.about().size());
      statement.setString(7, file.by());
      statement.setTimestamp(8, Timestamp.from(clock.instant()));
      return statement.executeUpdate();
    }
  }

  @Override
  public Optional<Attachment> find(String id) {
    return stored(id).map(StoredFile::about);
  }

  /** What is in the file with that id; empty when there is none. */
  public Optional<InputStream> content(String id) {
    return stored(id).map(this::open);
  }

  /** The file with that id and where it came from. */
  Optional<StoredFile> stored(String id) {
    try {
      if (id.length() != 36 || UUID.fromString(id).version() != 4) {
        return Optional.empty();
      }
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return database.inTransaction(
        connection -> {
          String sql =
              "select id::text, name, type, size, schema, hash, uploaded_by from nacre.file"
                  + " where id = ?::uuid";
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, id);
            try (ResultSet row = statement.executeQuery()) {
              return row.next()
                  ? Optional.of(
                      new StoredFile(
                          new Attachment(
                              row.getString(1), row.getString(2), row.getString(3), row.getLong(4)),
                          row.getString(5),
                          row.getString(6),
                          row.getString(7)))
                  : Optional.empty();
            }
          }
        });
  }

  /** What is in a file. */
  public InputStream open(StoredFile file) {
    try {
      return contents.open(file.hash());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void start(@Observes StartupEvent event) {
    sweeper = new Recurring("file-sweeper", SWEEP, this::sweep);
  }

  void stop(@Observes ShutdownEvent event) {
    if (sweeper != null) {
      sweeper.close();
    }
  }

  /** Throws away what was uploaded a day ago and is held by no record. */
  int sweep() {
    Instant before = clock.instant().minus(ORPHANED);
    return database.inTransaction(
        connection -> {
          lock(connection, "pg_advisory_xact_lock");
          List<String> hashes = orphans(connection, before);
          for (String hash : hashes) {
            try {
              contents.delete(hash);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
          return hashes.size();
        });
  }

  private static List<String> orphans(Connection connection, Instant before) throws SQLException {
    String sql =
        """
        with gone as (
          delete from nacre.file f where uploaded_at < ?
            and not exists (select from nacre.file_use u where u.file = f.id)
            and not exists (select from nacre.file_keeper k where k.file = f.id)
          returning id, hash)
        select distinct hash from gone where not exists (
          select from nacre.file f where f.hash = gone.hash and f.id not in (select id from gone))
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setTimestamp(1, Timestamp.from(before));
      var hashes = new ArrayList<String>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          hashes.add(row.getString(1));
        }
      }
      return hashes;
    }
  }
}
