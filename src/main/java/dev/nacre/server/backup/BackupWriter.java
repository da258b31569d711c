package dev.nacre.server.backup;

import dev.nacre.metadata.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a backup: every table as of one moment, whatever is written meanwhile; then the uploaded
 * files, which never change under their names; then the master key.
 */
public final class BackupWriter {
  static final String TABLES = "tables.json";
  static final String DATA = "data/";
  static final String FILES = "files/";
  static final String KEY = "secret.key";

  private final TreeMap<String, Manifest.Entry> entries = new TreeMap<>();
  private final ZipOutputStream zip;

  private BackupWriter(ZipOutputStream zip) {
    this.zip = zip;
  }

  private interface Content {
    /** Writes itself; gives the rows of a table, else -1. */
    long write(OutputStream out) throws IOException, SQLException;
  }

  /**
   * Writes it. The file is there whole or not at all, and only its owner may read it.
   *
   * @param database read in one transaction; left as it was
   * @param folder the data folder, for uploaded files and the key
   * @param key whether the master key goes along
   * @throws BackupException when there is such a file already
   */
  public static Manifest write(Connection database, Path folder, boolean key, Path target)
      throws IOException, SQLException {
    if (Files.exists(target)) {
      throw new BackupException("server.backup_exists", target);
    }
    Path unfinished = target.resolveSibling(target.getFileName() + ".unfinished");
    Files.deleteIfExists(unfinished);
    try {
      Files.createFile(
          unfinished,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Manifest manifest;
      try (var zip = new ZipOutputStream(Files.newOutputStream(unfinished))) {
        manifest = new BackupWriter(zip).write(database, folder, key);
      }
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
      return manifest;
    } catch (NoSuchFileException | FileAlreadyExistsException e) {
      throw new BackupException("server.backup_not_writable", target);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /** How many files are known whose content is neither in the database nor in the folder. */
  public static int missingFiles(Connection database, Path folder) throws SQLException {
    return new FilePlaces(database, folder.resolve("files")).missing();
  }

  private Manifest write(Connection database, Path folder, boolean key)
      throws IOException, SQLException {
    Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    database.setAutoCommit(false);
    database.setReadOnly(true);
    database.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    try {
      tables(database);
    } finally {
      database.rollback();
    }
    files(folder.resolve("files"));
    Path secret = folder.resolve(KEY);
    if (key && Files.exists(secret)) {
      entry(KEY, out -> copied(secret, out));
    }
    var manifest = new Manifest(at, entries);
    zip.putNextEntry(new ZipEntry(Manifest.NAME));
    zip.write(manifest.text().getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
    return manifest;
  }

  private void tables(Connection database) throws IOException, SQLException {
    try (Statement statement = database.createStatement()) {
      // nobody may take away a table that the snapshot still shows
      statement.execute("set local lock_timeout = '60s'");
    }
    var catalog = new Catalog(database);
    List<Catalog.Table> tables = catalog.tables();
    if (tables.isEmpty()) {
      throw new BackupException("server.backup_nothing");
    }
    var made = Json.MAPPER.createObjectNode();
    catalog.makeTables().forEach(made.putArray("make")::add);
    catalog.finish().forEach(made.putArray("finish")::add);
    entry(
        TABLES,
        out -> {
          out.write(Json.pretty(made).getBytes(StandardCharsets.UTF_8));
          return -1;
        });
    var copy = new CopyProtocol(database);
    for (Catalog.Table table : tables) {
      String columns = String.join(", ", table.columns());
      String sql = "copy " + table.name() + " (" + columns + ") to stdout";
      entry(DATA + table.name() + "(" + columns + ")", out -> copy.out(sql, out));
    }
  }

  private void files(Path folder) throws IOException, SQLException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        entry(FILES + name, out -> copied(file, out));
      }
    }
  }

  private static long copied(Path file, OutputStream out) throws IOException {
    Files.copy(file, out);
    return -1;
  }

  private void entry(String name, Content content) throws IOException, SQLException {
    MessageDigest digest = digest();
    zip.putNextEntry(new ZipEntry(name));
    long rows = content.write(new DigestOutputStream(unclosed(), digest));
    zip.closeEntry();
    entries.put(name, new Manifest.Entry(rows, HexFormat.of().formatHex(digest.digest())));
  }

  private OutputStream unclosed() {
    return new java.io.FilterOutputStream(zip) {
      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
      }

      @Override
      public void close() {
        // the next entry follows
      }
    };
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
