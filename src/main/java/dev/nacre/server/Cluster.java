package dev.nacre.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The files of the embedded database below the data folder: what PostgreSQL calls a cluster, the
 * password of its only user, and the settings that Nacre gives it.
 */
final class Cluster {
  /** Not the name of a schema: that would silently become its default one. */
  static final String USER = "owner";

  /** Of the programs that the build carries. */
  private static final String MAJOR_VERSION = "18";

  // LOG ranks above ERROR here: refused statements are everyday business and may quote records
  private static final String SETTINGS =
      """
      # written at every start of Nacre; other settings belong into postgresql.conf
      listen_addresses = '127.0.0.1'
      unix_socket_directories = ''
      fsync = on
      synchronous_commit = on
      full_page_writes = on
      shared_buffers = 256MB
      max_wal_size = 2GB
      random_page_cost = 1.1
      jit = off
      max_logical_replication_workers = 0
      timezone = 'UTC'
      log_timezone = 'UTC'
      log_min_messages = log
      log_checkpoints = off
      """;

  private final DataFolder data;
  private final Path folder;

  Cluster(DataFolder data) {
    this.data = data;
    this.folder = data.resolve("database");
  }

  Path folder() {
    return folder;
  }

  Path log() {
    return folder.resolve("server.log");
  }

  /** Creates the cluster when there is none. */
  void create(PostgresPrograms programs) throws IOException {
    if (Files.exists(folder)) {
      String version = Files.readString(folder.resolve("PG_VERSION")).strip();
      if (!version.equals(MAJOR_VERSION)) {
        throw new StartException("server.database_version", folder, version, MAJOR_VERSION);
      }
      return;
    }
    Path password = newPassword();
    Path unfinished = data.resolve("database.unfinished");
    Trees.delete(unfinished);
    // collation by code point is the same on every machine, and the fastest
    var outcome =
        programs.run(
            "initdb",
            "--pgdata=" + unfinished,
            "--username=" + USER,
            "--pwfile=" + password,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8");
    if (outcome.exit() != 0) {
      throw new StartException("server.database_failed", "initdb", outcome.output());
    }
    Files.writeString(
        unfinished.resolve("postgresql.conf"),
        "\ninclude 'nacre.conf'\n",
        StandardOpenOption.APPEND);
    Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Settings for the next start. */
  void configure(int port) throws IOException {
    Files.writeString(folder.resolve("nacre.conf"), SETTINGS + "port = " + port + "\n");
  }

  private Path passwordFile() {
    return data.resolve("database.password");
  }

  String password() throws IOException {
    return Files.readString(passwordFile()).strip();
  }

  private Path newPassword() throws IOException {
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    Path file = passwordFile();
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, Base64.getUrlEncoder().encodeToString(random));
  }
}
