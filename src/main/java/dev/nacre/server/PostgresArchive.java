package dev.nacre.server;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks PostgreSQL for this kind of machine, once per data folder. */
final class PostgresArchive {
  private static final Set<String> ARM = Set.of("aarch64", "arm64");

  private PostgresArchive() {}

  /**
   * Puts the programs into that folder unless they are there already.
   *
   * @throws StartException when this build carries none for the machine
   */
  static void unpack(Path home) {
    if (Files.exists(home)) {
      return;
    }
    String name = "/postgres-" + system() + "-" + architecture() + ".txz";
    Path unfinished = home.resolveSibling(home.getFileName() + ".unfinished");
    try (InputStream archive = PostgresArchive.class.getResourceAsStream(name)) {
      if (archive == null) {
        throw new StartException("server.database_missing", system(), architecture());
      }
      Trees.delete(unfinished);
      extract(archive, unfinished);
      Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new StartException("server.folder_not_writable", home, e);
    }
  }

  private static String system() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return name.startsWith("mac") ? "darwin" : name.startsWith("windows") ? "windows" : "linux";
  }

  private static String architecture() {
    return ARM.contains(System.getProperty("os.arch")) ? "arm_64" : "x86_64";
  }

  private static void extract(InputStream archive, Path target) throws IOException {
    try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path file = target.resolve(entry.getName()).normalize();
        if (entry.isDirectory()) {
          Files.createDirectories(file);
          continue;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else {
          Files.copy(tar, file);
          if ((entry.getMode() & 0100) != 0 && !file.toFile().setExecutable(true)) {
            throw new IOException("cannot make executable: " + file);
          }
        }
      }
    }
  }
}
