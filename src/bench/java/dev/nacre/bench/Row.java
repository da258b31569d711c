package dev.nacre.bench;

import java.util.Locale;

/**
 * One line of the table.
 *
 * @param ours what Nacre did
 * @param theirs what the other side did in the same run; not a number where there is none
 * @param unit of both
 * @param ratio ours to theirs
 * @param target what the ratio has to be, in words
 * @param ok whether it is
 */
record Row(
    String name, double ours, double theirs, String unit, double ratio, String target, boolean ok) {

  /** Where more is better: the ratio has to reach the target. */
  static Row more(String name, double ours, double theirs, String unit, double target) {
    double ratio = ours / theirs;
    return new Row(name, ours, theirs, unit, ratio, "≥ " + target, ratio >= target);
  }

  /** Where more is better, and it has to be so much: nobody else does it. */
  static Row alone(String name, double ours, String unit, double target) {
    String words = String.format(Locale.ROOT, "≥ %,.0f%s", target, unit);
    return new Row(name, ours, Double.NaN, unit, Double.NaN, words, ours >= target);
  }

  /** Where less is better: the ratio has to stay within the target. */
  static Row less(String name, double ours, double theirs, String unit, double target) {
    double ratio = ours / theirs;
    return new Row(name, ours, theirs, unit, ratio, "≤ " + target, ratio <= target);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%-48s | %s | %s | %s | %s | %s",
        name,
        figure(ours),
        figure(theirs),
        Double.isNaN(ratio) ? "–" : String.format(Locale.ROOT, "%.2f", ratio),
        target,
        ok ? "ok" : "below");
  }

  private String figure(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    return String.format(Locale.ROOT, value < 100 ? "%.1f%s" : "%,.0f%s", value, unit);
  }
}
