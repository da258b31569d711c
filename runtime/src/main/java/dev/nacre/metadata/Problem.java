package dev.nacre.metadata;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One validation finding: where, what, and what to do about it.
 *
 * @param file the definition's path inside its app ({@code forms/order.json}); null for a request
 * @param pointer JSON pointer into that file or into the request body; empty for the whole
 * @param code stable, machine-readable id; its texts are in {@code problems*.properties} (see
 *     {@link Messages})
 * @param args what the texts name, in order
 */
public record Problem(@Nullable String file, String pointer, String code, List<String> args) {

  /** Copies the arguments. */
  public Problem {
    pointer = keepable(pointer);
    args = args.stream().map(Problem::keepable).toList();
  }

  /** Problems are kept, and PostgreSQL holds no NUL in a text: its picture stands for it. */
  private static String keepable(String text) {
    return text.indexOf('\0') < 0 ? text : text.replace('\0', '\u2400');
  }

  /** A problem in a request body or in a document whose file the caller adds. */
  public static Problem at(String pointer, String code, Object... args) {
    return new Problem(
        null, pointer, code, java.util.Arrays.stream(args).map(String::valueOf).toList());
  }

  /** The same problem, below another pointer: {@code /changes/3} + {@code /data/qty}. */
  public Problem below(String prefix) {
    return new Problem(file, prefix + pointer, code, args);
  }

  /** The same problem, in that file. */
  public Problem in(String path) {
    return new Problem(path, pointer, code, args);
  }

  /** What is wrong, in that language. */
  public String message(Locale locale) {
    return Messages.text(code, locale, args);
  }

  /** What to do about it, in that language; empty when there is nothing to add. */
  public String hint(Locale locale) {
    return Messages.hint(code, locale, args);
  }

  @Override
  public String toString() {
    return (file == null ? "" : file + " ") + pointer + " " + code + ": " + message(Locale.ENGLISH);
  }
}
