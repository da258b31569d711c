package dev.nacre.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A pack on disk: a folder or a zip, whatever the person at the terminal has. */
final class PackFolder {
  private PackFolder() {}

  /** As a zip. */
  static byte[] read(Path pack) throws IOException {
    if (!Files.isDirectory(pack)) {
      if (!Files.isReadable(pack)) {
        throw new StartException("server.pack_missing", pack);
      }
      return Files.readAllBytes(pack);
    }
    if (!Files.exists(pack.resolve("app.json"))) {
      throw new StartException("server.pack_no_app", pack);
    }
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes);
        Stream<Path> all = Files.walk(pack)) {
      List<Path> files = all.filter(Files::isRegularFile).sorted().toList();
      for (Path file : files) {
        String name = pack.relativize(file).toString().replace('\\', '/');
        // what editors and version control leave behind
        if (!name.startsWith(".") && !name.contains("/.")) {
          zip.putNextEntry(new ZipEntry(name));
          Files.copy(file, zip);
          zip.closeEntry();
        }
      }
    }
    return bytes.toByteArray();
  }

  /** To a zip, or when the name doesn't end so, into a folder that isn't there yet. */
  static void write(byte[] zip, Path target) throws IOException {
    if (Files.exists(target)) {
      throw new StartException("server.pack_exists", target);
    }
    if (target.toString().endsWith(".zip")) {
      Files.write(target, zip);
      return;
    }
    Path unfinished = target.resolveSibling(target.getFileName() + ".unfinished");
    Trees.delete(unfinished);
    Files.createDirectories(unfinished);
    try (var in = new ZipInputStream(new java.io.ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path file = unfinished.resolve(entry.getName()).normalize();
        if (!file.startsWith(unfinished)) {
          throw new IOException(entry.getName());
        }
        Files.createDirectories(file.getParent());
        Files.copy(in, file);
      }
    }
    Files.move(unfinished, target);
  }
}
