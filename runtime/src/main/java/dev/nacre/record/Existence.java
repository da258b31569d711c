package dev.nacre.record;

import dev.nacre.metadata.Problems;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Checks that what a record newly links to is there. What it linked to before may have gone since.
 */
final class Existence {
  private Existence() {}

  static void check(
      Form form, StoredRecord record, @Nullable StoredRecord before, Problems problems) {
    for (Field field : form.fields()) {
      if (field.lines()) {
        List<StoredRecord> lines = record.lines(field.index());
        for (int i = 0; i < lines.size(); i++) {
          for (Field inner : lines.get(i).form().fields()) {
            one(
                inner,
                lines.get(i),
                before(before, field, lines.get(i)),
                "/" + field.id() + "/" + i + "/",
                problems);
          }
        }
      } else {
        one(field, record, before, "/", problems);
      }
    }
  }

  private static @Nullable StoredRecord before(
      @Nullable StoredRecord before, Field table, StoredRecord line) {
    return before == null
        ? null
        : before.lines(table.index()).stream()
            .filter(b -> b.id().equals(line.id()))
            .findFirst()
            .orElse(null);
  }

  private static void each(
      Field field,
      Form far,
      StoredRecord row,
      @Nullable StoredRecord before,
      String at,
      Problems problems) {
    var known = new HashSet<Object>();
    row.several(field.index()).forEach(there -> known.add(there.id().toString()));
    if (before != null && before.get(field.index()) instanceof List<?> were) {
      known.addAll(were);
    }
    if (row.get(field.index()) instanceof List<?> ids) {
      for (int i = 0; i < ids.size(); i++) {
        if (!known.contains(ids.get(i))) {
          problems.add(at + field.id() + "/" + i, "link_unknown", ids.get(i), far.id());
        }
      }
    }
  }

  private static void one(
      Field field, StoredRecord row, @Nullable StoredRecord before, String at, Problems problems) {
    Object id = row.get(field.index());
    Form many = field.derived() ? null : field.many();
    if (many != null) {
      each(field, many, row, before, at, problems);
      return;
    }
    if (field.target() == null
        || field.lines()
        || field.derived()
        || id == null
        || row.linked(field.index()) != null) {
      return;
    }
    if (before == null || !Objects.equals(before.get(field.index()), id)) {
      problems.add(
          at + field.id(), "link_unknown", id, Objects.requireNonNull(field.target()).id());
    }
  }
}
