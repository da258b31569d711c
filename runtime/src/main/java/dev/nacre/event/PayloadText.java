package dev.nacre.event;

import dev.nacre.storage.Sql;
import java.nio.charset.StandardCharsets;

/** Finds a text in keys and payloads, also where JSON writes what isn't ASCII as escapes. */
final class PayloadText {
  private PayloadText() {}

  static Sql in(String text) {
    byte[] plain = text.getBytes(StandardCharsets.UTF_8);
    Sql found = Sql.of(" (strpos(key, ?) > 0 OR position(?::bytea IN body) > 0", text, plain);
    String escaped = escaped(text);
    return escaped.equals(text)
        ? found.then(")")
        : found.then(
            Sql.of(
                " OR position(?::bytea IN body) > 0)", escaped.getBytes(StandardCharsets.UTF_8)));
  }

  private static String escaped(String text) {
    var all = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        all.append(c);
      } else {
        all.append("\\u%04x".formatted((int) c));
      }
    }
    return all.toString();
  }
}
