package dev.nacre.bench;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What somebody wants measured.
 *
 * @param orders how many orders there shall be
 * @param rows the rows, by the first word of their names; none means all
 */
record Wish(int orders, Set<String> rows) {
  private static final int ALL = 1_000_000;
  private static final List<String> ROWS =
      List.of(
          "create",
          "read",
          "list",
          "aggregate",
          "import",
          "inbox",
          "process",
          "workflow",
          "queue",
          "hot");

  /**
   * As it is on the command line: {@code --orders 100000 read list}.
   *
   * @throws IllegalArgumentException when there is no such row
   */
  static Wish of(String... arguments) {
    int orders = ALL;
    var rows = new HashSet<String>();
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].equals("--orders") && i + 1 < arguments.length) {
        orders = Integer.parseInt(arguments[++i]);
      } else {
        if (!ROWS.contains(arguments[i])) {
          throw new IllegalArgumentException(
              "There is no row \"%s\"; there are: %s."
                  .formatted(arguments[i], String.join(", ", ROWS)));
        }
        rows.add(arguments[i]);
      }
    }
    return new Wish(orders, rows);
  }

  boolean wants(String row) {
    return rows.isEmpty() || rows.contains(row);
  }
}
