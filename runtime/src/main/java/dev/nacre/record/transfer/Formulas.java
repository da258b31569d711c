package dev.nacre.record.transfer;

import java.util.regex.Pattern;

/**
 * Keeps spreadsheet programs from running texts as formulas: an apostrophe before them, which an
 * import takes away again, so that every text comes back as it was.
 */
public final class Formulas {
  private static final Pattern RUNS = Pattern.compile("'*[=+\\-@\\t\\r\\n＝＋－＠].*", Pattern.DOTALL);

  private Formulas() {}

  /** The text, harmless in a cell. */
  public static String harmless(String text) {
    return !text.isEmpty() && RUNS.matcher(text).matches() ? "'" + text : text;
  }

  /** The text for a cell that is known to be a text: only what {@link #restored} would change. */
  static String literal(String text) {
    return text.startsWith("'") ? harmless(text) : text;
  }

  /** The text behind what {@link #harmless} made of it. */
  public static String restored(String cell) {
    return cell.startsWith("'") && RUNS.matcher(cell).matches() ? cell.substring(1) : cell;
  }
}
