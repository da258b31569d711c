package dev.nacre.workspace.list;

import java.util.List;

/**
 * How wide a column must be so that what stands in it can be read. It is worked out here, from the
 * first rows, since a browser would show the list at one width and then at another.
 */
final class ColumnWidth {
  /** From here on characters are as wide as high: Chinese, Japanese, Korean. */
  private static final int WIDE = 0x2E80;

  private static final double WIDE_PIXELS = 14;
  private static final double NARROW_PIXELS = 8.4;

  /** What stands beside the text: the cell's padding, and in a heading the sign of the order. */
  private static final int BESIDE = 26;

  private static final int HEADING_BESIDE = 38;
  private static final int LEAST = 84;
  private static final int MOST = 280;

  private ColumnWidth() {}

  /** The width in pixels; longer texts are cut, and shown whole where the record is. */
  static int of(String heading, List<String> texts) {
    double longest = texts.stream().mapToDouble(ColumnWidth::pixels).max().orElse(0);
    double needed = Math.max(longest + BESIDE, pixels(heading) + HEADING_BESIDE);
    return (int) Math.clamp(Math.ceil(needed), LEAST, MOST);
  }

  private static double pixels(String text) {
    return text.codePoints().mapToDouble(c -> c >= WIDE ? WIDE_PIXELS : NARROW_PIXELS).sum();
  }
}
