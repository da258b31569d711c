package dev.nacre.record.transfer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gives every column of a file a name of its own. */
final class ColumnNames {
  /** A table wider than this isn't one. */
  static final int MOST = 2_000;

  private ColumnNames() {}

  /**
   * The names.
   *
   * @param head the cells of the first row
   * @param header whether these are names; else they are called 1, 2, 3
   */
  static List<String> of(List<String> head, boolean header) {
    if (head.size() > MOST) {
      throw UnreadableFileException.of("file_columns", head.size(), MOST);
    }
    Set<String> names = new LinkedHashSet<>();
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < head.size(); i++) {
      String given = header ? head.get(i).strip() : "";
      String name = given.isEmpty() ? String.valueOf(i + 1) : given;
      String unique = name;
      while (!names.add(unique)) {
        unique = name + " (" + (seen.merge(name, 1, Integer::sum) + 1) + ")";
      }
    }
    return List.copyOf(new ArrayList<>(names));
  }

  /** By name, the heading of each column that shares it with others. */
  static Map<String, String> repeated(List<String> head, boolean header) {
    if (!header) {
      return Map.of();
    }
    List<String> names = of(head, true);
    var repeated = new LinkedHashMap<String, String>();
    for (int i = 0; i < head.size(); i++) {
      String heading = head.get(i).strip();
      if (!heading.isEmpty() && head.stream().filter(h -> h.strip().equals(heading)).count() > 1) {
        repeated.put(names.get(i), heading);
      }
    }
    return Collections.unmodifiableMap(repeated);
  }
}
