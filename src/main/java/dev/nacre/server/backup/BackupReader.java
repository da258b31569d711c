package dev.nacre.server.backup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Reads a backup: first all of it, to see that it is whole; then back into an empty database. */
public final class BackupReader implements AutoCloseable {
  private final ZipFile zip;
  private final Manifest manifest;

  private BackupReader(ZipFile zip, Manifest manifest) {
    this.zip = zip;
    this.manifest = manifest;
  }

  /**
   * Opens it, and reads it once to its end.
   *
   * @throws BackupException when it isn't a backup, or not a whole one
   */
  public static BackupReader open(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new BackupException("server.backup_missing", file);
    }
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile());
    } catch (ZipException e) {
      throw new BackupException("server.backup_broken", file, e.getMessage());
    }
    try {
      ZipEntry entry = zip.getEntry(Manifest.NAME);
      if (entry == null) {
        throw new BackupException("server.backup_broken", file, Manifest.NAME);
      }
      String text;
      try (InputStream in = zip.getInputStream(entry)) {
        text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
      var reader = new BackupReader(zip, Manifest.read(text));
      reader.verify(file);
      return reader;
    } catch (ZipException e) {
      zip.close();
      throw new BackupException("server.backup_broken", file, String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  private void verify(Path file) throws IOException {
    var there = new TreeSet<String>();
    for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
      there.add(all.nextElement().getName());
    }
    there.remove(Manifest.NAME);
    if (!there.equals(manifest.entries().keySet())) {
      throw new BackupException("server.backup_broken", file, Manifest.NAME);
    }
    for (var entry : manifest.entries().entrySet()) {
      String name = entry.getKey();
      boolean climbs = Arrays.asList(name.split("/", -1)).contains("..");
      MessageDigest digest = BackupWriter.digest();
      try (var in = new DigestInputStream(open(name), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      if (climbs || !HexFormat.of().formatHex(digest.digest()).equals(entry.getValue().sha256())) {
        throw new BackupException("server.backup_broken", file, name);
      }
    }
  }

  private InputStream open(String name) throws IOException {
    return zip.getInputStream(zip.getEntry(name));
  }

  /** What it holds. */
  public Manifest manifest() {
    return manifest;
  }

  /** Whether it holds the master key. */
  public boolean hasKey() {
    return manifest.entries().containsKey(BackupWriter.KEY);
  }

  /**
   * Puts tables, files and key back, all or nothing: what can fail comes before the commit, and a
   * content that is left over harms nobody.
   *
   * @param folder the data folder
   * @param shared whether contents of files belong into the database, as with an external one
   * @param replace whether what is there goes
   * @throws BackupException when something is there and may not go
   */
  public void restore(Connection database, Path folder, boolean shared, boolean replace)
      throws IOException, SQLException {
    requireKey(folder, replace);
    Path key = hasKey() ? unfinishedKey(folder) : null;
    database.setAutoCommit(false);
    try {
      empty(database, replace);
      tables(database);
      files(new FilePlaces(database, folder.resolve("files")), shared);
      database.commit();
    } catch (SQLException | IOException | RuntimeException e) {
      database.rollback();
      if (key != null) {
        Files.deleteIfExists(key);
      }
      throw e;
    }
    if (key != null) {
      Files.move(key, folder.resolve(BackupWriter.KEY), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void files(FilePlaces places, boolean shared) throws IOException, SQLException {
    if (!shared) {
      places.fromTablesIntoFolder();
    }
    for (String name : manifest.entries().keySet()) {
      if (name.startsWith(BackupWriter.FILES)) {
        String hash = name.substring(name.lastIndexOf('/') + 1);
        try (InputStream in = open(name)) {
          if (shared) {
            places.intoTables(in, hash);
          } else {
            places.intoFolder(in, hash);
          }
        }
      }
    }
  }

  private Path unfinishedKey(Path folder) throws IOException {
    Path key = folder.resolve(BackupWriter.KEY + ".unfinished");
    Files.deleteIfExists(key);
    Files.createFile(
        key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(key, key());
    return key;
  }

  private String key() throws IOException {
    try (InputStream in = open(BackupWriter.KEY)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Another key there may be all that opens the secrets of something else. */
  private void requireKey(Path folder, boolean replace) throws IOException {
    Path key = folder.resolve(BackupWriter.KEY);
    if (hasKey() && !replace && Files.exists(key) && !Files.readString(key).equals(key())) {
      throw new BackupException("server.restore_other_key", key);
    }
  }

  private static void empty(Connection database, boolean replace) throws SQLException {
    var catalog = new Catalog(database);
    boolean living = false;
    boolean filled = false;
    for (Catalog.Table table : catalog.tables()) {
      // what every start makes by itself
      boolean ours = table.name().equals("nacre.flyway_schema_history");
      boolean nodes = table.name().equals("nacre.node");
      filled |= !ours && !nodes && any(database, "select from " + table.name() + " limit 1");
      living |=
          nodes
              && any(
                  database,
                  "select from nacre.node where seen_at > now() - interval '3 minutes' limit 1");
    }
    if (filled && !replace) {
      throw new BackupException("server.restore_not_empty");
    }
    if (living) {
      throw new BackupException("server.restore_running");
    }
    try (Statement statement = database.createStatement()) {
      statement.execute("set local lock_timeout = '30s'");
      for (String schema : catalog.schemas()) {
        statement.execute("drop schema " + schema + " cascade");
      }
    }
  }

  private static boolean any(Connection database, String sql) throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next();
    }
  }

  private void tables(Connection database) throws IOException, SQLException {
    String text;
    try (InputStream in = open(BackupWriter.TABLES)) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    JsonNode made = Json.read(text, new Problems());
    if (made == null) {
      throw new BackupException("server.backup_broken", zip.getName(), BackupWriter.TABLES);
    }
    execute(database, made.path("make"));
    var copy = new CopyProtocol(database);
    for (var entry : manifest.entries().entrySet()) {
      if (entry.getKey().startsWith(BackupWriter.DATA)) {
        String table = entry.getKey().substring(BackupWriter.DATA.length());
        try (InputStream in = open(entry.getKey())) {
          long rows = copy.in("copy " + table + " from stdin", in);
          if (rows != entry.getValue().rows()) {
            throw new BackupException("server.backup_broken", zip.getName(), entry.getKey());
          }
        }
      }
    }
    execute(database, made.path("finish"));
    try (Statement statement = database.createStatement()) {
      // whoever ran when the backup was made doesn't run here
      statement.execute("delete from nacre.node");
    }
  }

  private static void execute(Connection database, JsonNode statements) throws SQLException {
    try (Statement statement = database.createStatement()) {
      for (JsonNode sql : statements) {
        statement.execute(sql.asText());
      }
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
