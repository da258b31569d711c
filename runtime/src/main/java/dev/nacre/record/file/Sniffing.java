package dev.nacre.record.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.apache.tika.Tika;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a file is by looking at it, and refuses what says it is something else, what a
 * browser would run, and pictures that are something else besides.
 */
final class Sniffing {
  private static final String UNKNOWN = "application/octet-stream";

  /** What runs in a browser or on a machine; a zip of it is as good to send. */
  private static final Set<String> ACTIVE =
      Set.of(
          "text/html",
          "application/xhtml+xml",
          "image/svg+xml",
          "application/javascript",
          "text/javascript",
          "application/x-msdownload",
          "application/x-dosexec",
          "application/x-executable",
          "application/x-sharedlib",
          "application/x-elf",
          "application/x-sh",
          "application/x-bat",
          "application/java-archive",
          "application/x-shockwave-flash");

  /**
   * What must not stand in a picture: other documents, of which a browser or a tool might think.
   */
  private static final String[] FOREIGN = {
    "<script", "<html", "<svg", "<!doctype", "<?php", "javascript:"
  };

  /** A picture of more is no photo but an attack on the memory. */
  private static final long MOST_PIXELS = 100_000_000;

  private static final class Lazily {
    static final Tika TIKA = new Tika();
    static final MediaTypeRegistry TYPES = MediaTypeRegistry.getDefaultRegistry();
  }

  private Sniffing() {}

  /**
   * The media type of a file.
   *
   * @param declared what the sender says it is; null when it doesn't
   * @throws FileRefusedException when it isn't what it says, or nothing to be kept
   */
  static String type(Path file, String name, @Nullable String declared) throws IOException {
    String type;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      type = base(Lazily.TIKA.detect(in, name));
    }
    if (ACTIVE.contains(type)) {
      throw FileRefusedException.of("upload_active", name, type);
    }
    for (String said : new String[] {base(Lazily.TIKA.detect(name)), base(declared)}) {
      if (said != null && !agree(said, type)) {
        throw FileRefusedException.of("upload_lies", name, said, type);
      }
    }
    if (type.startsWith("image/")) {
      picture(file, name);
    }
    return type;
  }

  private static @Nullable String base(@Nullable String type) {
    if (type == null || type.isBlank() || type.startsWith("multipart/")) {
      return null;
    }
    MediaType parsed = MediaType.parse(type);
    return parsed == null ? null : Lazily.TYPES.normalize(parsed.getBaseType()).toString();
  }

  private static boolean agree(String said, String type) {
    if (said.equals(UNKNOWN)
        || said.equals(type)
        || said.equals("application/x-www-form-urlencoded")) {
      return true;
    }
    MediaType one = MediaType.parse(said);
    MediaType other = MediaType.parse(type);
    return Lazily.TYPES.isInstanceOf(one, other)
        || Lazily.TYPES.isInstanceOf(other, one)
        || (said.startsWith("text/") && type.startsWith("text/"))
        // browsers call tables and archives by names of their own
        || (!type.startsWith("image/")
            && !said.startsWith("image/")
            && !said.startsWith("text/")
            && !type.startsWith("text/")
            && said.split("/", 2)[0].equals(type.split("/", 2)[0]));
  }

  private static void picture(Path file, String name) throws IOException {
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      var readers = ImageIO.getImageReaders(in);
      if (readers.hasNext()) {
        ImageReader reader = readers.next();
        try {
          reader.setInput(in, true, true);
          if ((long) reader.getWidth(0) * reader.getHeight(0) > MOST_PIXELS) {
            throw FileRefusedException.of("upload_picture_huge", name, MOST_PIXELS / 1_000_000);
          }
        } catch (IOException | RuntimeException e) {
          if (e instanceof FileRefusedException refused) {
            throw refused;
          }
          throw FileRefusedException.of("upload_picture_broken", name);
        } finally {
          reader.dispose();
        }
      }
    }
    String found = foreign(file);
    if (found != null) {
      throw FileRefusedException.of("upload_polyglot", name, found);
    }
  }

  /** What of {@link #FOREIGN} stands in the file, or that it ends as an archive; null for none. */
  private static @Nullable String foreign(Path file) throws IOException {
    int longest = 16;
    String tail = "";
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[64 << 10];
      boolean first = true;
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        String text =
            (tail + new String(buffer, 0, count, java.nio.charset.StandardCharsets.ISO_8859_1))
                .toLowerCase(java.util.Locale.ROOT);
        for (String mark : FOREIGN) {
          if (text.contains(mark)) {
            return mark;
          }
        }
        if (first && text.substring(0, Math.min(1024, text.length())).contains("%pdf-")) {
          return "%PDF";
        }
        if (text.contains("pk\u0005\u0006")) {
          return "ZIP";
        }
        first = false;
        tail = text.substring(Math.max(0, text.length() - longest));
      }
    }
    return null;
  }
}
