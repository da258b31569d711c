package dev.nacre.app;

import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Packs as zips. Nothing is ever unpacked to disk, so a path is only a name; still one that climbs
 * out, or a zip that grows without bounds, is refused before it is read to its end.
 */
final class PackZip {
  static final int MOST_FILES = 2_000;
  static final int LARGEST_FILE = 16 << 20;
  static final int LARGEST_SUM = 64 << 20;

  private PackZip() {}

  /**
   * Reads a zip. A single folder around everything, as archive programs make it, is taken off.
   *
   * @throws PackException when it can't be read or is beyond its bounds
   */
  static AppFiles read(byte[] zip) {
    Map<String, String> files = new TreeMap<>();
    long sum = 0;
    try (var in = new ZipInputStream(new ByteArrayInputStream(zip), StandardCharsets.UTF_8)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        String path = entry.getName().replace('\\', '/');
        requireInside(path);
        byte[] content = in.readNBytes(LARGEST_FILE + 1);
        sum += content.length;
        if (content.length > LARGEST_FILE || sum > LARGEST_SUM || files.size() >= MOST_FILES) {
          throw new PackException(
              true,
              Problem.at("", "pack_too_large", MOST_FILES, LARGEST_FILE >> 20, LARGEST_SUM >> 20));
        }
        if (entry.isDirectory() || isLitter(path)) {
          continue;
        }
        if (files.put(path, text(path, content)) != null) {
          throw new PackException(false, Problem.at("", "pack_path_twice", path).in(path));
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new PackException(false, Problem.at("", "pack_unreadable", e.getMessage()));
    }
    if (files.isEmpty()) {
      throw new PackException(false, Problem.at("", "pack_empty"));
    }
    return AppFiles.of(withoutFolder(files));
  }

  /** Writes a zip: sorted, without times, so that equal content has equal bytes. */
  static byte[] write(AppFiles files) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      for (var file : files.byPath().entrySet()) {
        var entry = new ZipEntry(file.getKey());
        entry.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0));
        out.putNextEntry(entry);
        out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void requireInside(String path) {
    if (path.startsWith("/")
        || path.contains(":")
        || path.indexOf('\0') >= 0
        || Arrays.asList(path.split("/", -1)).contains("..")) {
      throw new PackException(false, Problem.at("", "pack_path_outside", path).in(path));
    }
  }

  /** What desktops leave in every archive. */
  private static boolean isLitter(String path) {
    return path.startsWith("__MACOSX/") || path.endsWith(".DS_Store");
  }

  private static String text(String path, byte[] content) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw new PackException(false, Problem.at("", "pack_not_text", path).in(path));
    }
  }

  private static Map<String, String> withoutFolder(Map<String, String> files) {
    String first = files.keySet().iterator().next();
    String folder = first.substring(0, first.indexOf('/') + 1);
    if (folder.isEmpty()
        || !files.containsKey(folder + "app.json")
        || !files.keySet().stream().allMatch(path -> path.startsWith(folder))) {
      return files;
    }
    Map<String, String> inner = new TreeMap<>();
    files.forEach((path, text) -> inner.put(path.substring(folder.length()), text));
    return inner;
  }
}
