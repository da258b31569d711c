package dev.nacre.app;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/** The one form of an app's files: keys sorted, indented, so that equal content has equal bytes. */
final class Canonical {
  private Canonical() {}

  /** The files in that form; what can't be read stays as it is. */
  static AppFiles of(AppFiles files) {
    var all = new TreeMap<String, String>();
    files.byPath().forEach((path, text) -> all.put(path, of(path, text)));
    return new AppFiles(all);
  }

  private static String of(String path, String text) {
    if (!path.endsWith(".json")) {
      return text;
    }
    JsonNode json = Json.read(text, new Problems());
    return json == null ? text : Json.pretty(Json.sorted(json));
  }

  /** SHA-256 over files in that form. */
  static String hash(AppFiles canonical) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      canonical
          .byPath()
          .forEach(
              (path, text) -> {
                update(digest, path);
                update(digest, text);
              });
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The length goes first, else two splits of the same bytes would look equal. */
  private static void update(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
  }
}
