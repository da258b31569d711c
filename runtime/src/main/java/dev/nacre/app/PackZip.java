package dev.nacre.app;

import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

  /** What grows no larger may be as dense as it likes: bytes. */
  private static final int HARMLESS = 1 << 20;

  /** JSON and CSV shrink to a twentieth; what shrinks to less was made to grow. */
  private static final int MOST_DENSE = 200;

  private static final int CENTRAL = 0x02014b50;
  private static final int CENTRAL_LENGTH = 46;
  private static final int END = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int KIND_OF_FILE = 0xF000;
  private static final int LINK = 0xA000;

  private PackZip() {}

  /**
   * Reads a zip. A single folder around everything, as archive programs make it, is taken off.
   *
   * @throws PackException when it can't be read or is beyond its bounds
   */
  static AppFiles read(byte[] zip) {
    requireNoLinks(zip);
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
        in.closeEntry();
        if (content.length > HARMLESS
            && content.length / Math.max(1, entry.getCompressedSize()) > MOST_DENSE) {
          throw new PackException(true, Problem.at("", "pack_bomb", path).in(path));
        }
        if (entry.isDirectory() || isLitter(path)) {
          continue;
        }
        if (files.put(path, text(path, content)) != null) {
          throw new PackException(false, Problem.at("", "pack_path_twice", path).in(path));
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      String reason = String.valueOf(e.getMessage());
      throw new PackException(
          false,
          reason.contains("bad entry name") || e instanceof IllegalArgumentException
              ? Problem.at("", "pack_name_not_utf8")
              : Problem.at("", "pack_unreadable", reason));
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

  /** Only the directory at the end of a zip says what is a link to somewhere else. */
  private static void requireNoLinks(byte[] zip) {
    ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    int end = zip.length - END_LENGTH;
    while (end >= 0 && bytes.getInt(end) != END) {
      end--;
    }
    if (end < 0) {
      return; // told by whoever reads it
    }
    int at = bytes.getInt(end + 16);
    while (at >= 0 && at <= zip.length - CENTRAL_LENGTH && bytes.getInt(at) == CENTRAL) {
      int name = bytes.getShort(at + 28) & 0xFFFF;
      int mode = bytes.getInt(at + 38) >>> 16;
      if ((mode & KIND_OF_FILE) == LINK && at + CENTRAL_LENGTH + name <= zip.length) {
        String path = new String(zip, at + CENTRAL_LENGTH, name, StandardCharsets.UTF_8);
        throw new PackException(false, Problem.at("", "pack_link", path).in(path));
      }
      at +=
          CENTRAL_LENGTH
              + name
              + (bytes.getShort(at + 30) & 0xFFFF)
              + (bytes.getShort(at + 32) & 0xFFFF);
    }
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
