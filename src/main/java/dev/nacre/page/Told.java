package dev.nacre.page;

import java.util.List;

/**
 * One thing that a page tells.
 *
 * @param more a sentence that explains it; may be empty
 * @param strong whether it is what most people came for
 * @param heads column titles, of a table
 */
public record Told(
    String label,
    String text,
    String more,
    boolean strong,
    List<String> heads,
    List<List<String>> rows) {
  static Told plain(String label, String text) {
    return new Told(label, text, "", false, List.of(), List.of());
  }

  static Told strong(String label, String text, String more) {
    return new Told(label, text, more, true, List.of(), List.of());
  }

  static Told table(String label, List<String> heads, List<List<String>> rows) {
    return new Told(label, "", "", false, heads, rows);
  }
}
