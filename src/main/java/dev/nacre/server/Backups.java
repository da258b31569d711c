package dev.nacre.server;

import dev.nacre.metadata.Messages;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import dev.nacre.server.backup.BackupReader;
import dev.nacre.server.backup.BackupWriter;
import dev.nacre.server.backup.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * {@code backup} and {@code restore}: a database of one's own is reached as it is; the embedded one
 * through the Nacre that runs it, or it is started for the while.
 */
final class Backups {
  private static final String PORT = "port = ";

  private final Options options;
  private final Map<String, String> environment;

  private Backups(Options options, Map<String, String> environment) {
    this.options = options;
    this.environment = environment;
  }

  private interface Work {
    void on(Connection database) throws IOException, SQLException;
  }

  /** Does one of the two; 0 when it is done, 1 when it isn't, 2 when it can't be understood. */
  static int run(String command, List<String> args, Map<String, String> environment) {
    var rest = new ArrayList<>(args);
    boolean replace = command.equals("restore") && rest.remove("--replace");
    boolean withoutKey = command.equals("backup") && rest.remove("--without-key");
    Optional<String> file =
        rest.stream()
            .filter(arg -> !arg.startsWith("--"))
            .filter(
                arg -> rest.indexOf(arg) == 0 || !rest.get(rest.indexOf(arg) - 1).equals("--data"))
            .findFirst();
    if (file.isEmpty()) {
      tell("server." + command + "_usage");
      return 2;
    }
    rest.remove(file.get());
    var backups = new Backups(Options.read(rest, environment), environment);
    Path path = Path.of(file.get()).toAbsolutePath().normalize();
    try {
      if (command.equals("backup")) {
        backups.backUp(path, !withoutKey);
      } else {
        backups.restore(path, replace);
      }
      return 0;
    } catch (NacreException e) {
      Problem problem = e.problems().getFirst();
      System.err.println(problem.message(Locale.getDefault()));
      System.err.println(problem.hint(Locale.getDefault()));
      return 1;
    } catch (IOException | SQLException e) {
      tell("server." + command + "_failed", String.valueOf(e.getMessage()));
      return 1;
    }
  }

  private static void tell(String code, String... args) {
    System.err.println(Messages.text(code, Locale.getDefault(), List.of(args)));
    System.err.println(Messages.hint(code, Locale.getDefault(), List.of(args)));
  }

  private void backUp(Path target, boolean key) throws IOException, SQLException {
    Work work =
        database -> {
          Manifest manifest = BackupWriter.write(database, options.data(), key, target);
          System.out.println(
              Messages.text(
                  "server.backup_done",
                  Locale.getDefault(),
                  List.of(
                      target.toString(),
                      String.valueOf(manifest.tables()),
                      String.valueOf(manifest.rows()))));
          int missing = BackupWriter.missingFiles(database, options.data());
          if (missing > 0) {
            tell(
                "server.backup_files_missing",
                String.valueOf(missing),
                options.data().resolve("files").toString());
          }
        };
    if (options.external() != null) {
      with(options.external(), work);
    } else if (!Files.exists(options.data().resolve("database"))) {
      throw new StartException("server.backup_no_data", options.data());
    } else if (running()) {
      with(there(), work);
    } else {
      embedded(work);
    }
  }

  private void restore(Path source, boolean replace) throws IOException, SQLException {
    try (BackupReader backup = BackupReader.open(source)) {
      Work work = database -> backup.restore(database, options.data(), shared(), replace);
      if (options.external() != null) {
        Files.createDirectories(options.data());
        with(options.external(), work);
      } else {
        embedded(work);
      }
      Manifest manifest = backup.manifest();
      System.out.println(
          Messages.text(
              "server.restore_done",
              Locale.getDefault(),
              List.of(
                  source.toString(),
                  String.valueOf(manifest.tables()),
                  String.valueOf(manifest.rows()))));
      if (!backup.hasKey() && environment.getOrDefault("NACRE_SECRET_KEY", "").isBlank()) {
        tell("server.restore_no_key");
      }
    }
  }

  /** Whether contents of files lie in the database; a setting may say other than is usual. */
  private boolean shared() {
    String where = environment.getOrDefault("NACRE_FILES", "");
    return where.isBlank() ? options.external() != null : !where.equals("folder");
  }

  private void embedded(Work work) throws IOException, SQLException {
    try (DataFolder data = DataFolder.take(options.data(), "backup or restore")) {
      EmbeddedDatabase database = EmbeddedDatabase.in(data, data.resolve("postgresql"));
      try {
        with(database.start(), work);
      } finally {
        database.stop();
      }
    }
  }

  private boolean running() {
    try (DataFolder free = DataFolder.take(options.data(), "backup")) {
      return free == null;
    } catch (StartException e) {
      return true;
    }
  }

  /** The embedded database of the Nacre that runs on the folder. */
  private DatabaseAddress there() throws IOException {
    Path folder = options.data().resolve("database");
    String port =
        Files.readAllLines(folder.resolve("nacre.conf")).stream()
            .filter(line -> line.startsWith(PORT))
            .map(line -> line.substring(PORT.length()).strip())
            .findFirst()
            .orElseThrow();
    String password = Files.readString(options.data().resolve("database.password")).strip();
    return new DatabaseAddress(
        "jdbc:postgresql://127.0.0.1:" + port + "/nacre", Cluster.USER, password);
  }

  private static void with(DatabaseAddress address, Work work) throws IOException, SQLException {
    try (Connection connection =
        DriverManager.getConnection(address.url(), address.user(), address.password())) {
      work.on(connection);
    }
  }
}
