package dev.nacre.connector.webhook;

import dev.nacre.connector.RefusedException;
import dev.nacre.metadata.Problem;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads {@code application/x-www-form-urlencoded}. */
final class FormFields {
  private static final int MOST = 1_000;

  private FormFields() {}

  /**
   * The fields by name, the first of those with one name.
   *
   * @throws RefusedException with 413 when there are too many, with 400 when it isn't a form
   */
  static Map<String, String> read(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    var fields = new TreeMap<String, String>();
    int count = 0;
    for (int start = 0; start < text.length(); ) {
      int and = text.indexOf('&', start);
      int end = and < 0 ? text.length() : and;
      if (end > start) {
        if (++count > MOST) {
          throw new RefusedException(413, List.of(Problem.at("", "webhook_many_fields", MOST)));
        }
        String pair = text.substring(start, end);
        int equals = pair.indexOf('=');
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        fields.putIfAbsent(name, equals < 0 ? "" : decoded(pair.substring(equals + 1)));
      }
      start = end + 1;
    }
    return fields;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(400, List.of(Problem.at("", "webhook_no_form")));
    }
  }
}
