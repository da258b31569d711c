package dev.nacre.workflow;

import dev.nacre.record.Field;
import dev.nacre.record.StoredRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The loaded records that links of a record lead to. */
final class Linked {
  private Linked() {}

  /**
   * Those that these paths cross ({@code warehouse}, {@code warehouse.city}, {@code
   * lines.product}), each hop as far as it is loaded.
   */
  static List<StoredRecord> by(StoredRecord record, Set<String> paths) {
    var all = new ArrayList<StoredRecord>();
    for (String path : paths) {
      follow(List.of(record), path.split("\\."), 0, all);
    }
    return all;
  }

  private static void follow(
      List<StoredRecord> from, String[] path, int hop, List<StoredRecord> all) {
    if (hop == path.length) {
      return;
    }
    for (StoredRecord record : from) {
      Field field = record.form().field(path[hop]).orElse(null);
      if (field == null) {
        continue;
      }
      List<StoredRecord> next;
      if (field.lines()) {
        next = record.lines(field.index());
      } else {
        StoredRecord one = record.linked(field.index());
        next = one == null ? record.several(field.index()) : List.of(one);
        all.addAll(next);
      }
      follow(next, path, hop + 1, all);
    }
  }
}
