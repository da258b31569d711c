package dev.nacre.record;

import dev.nacre.expression.CompiledCondition;
import dev.nacre.expression.Scope;
import dev.nacre.metadata.Problems;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks that what a record newly links to is there, and is one of those that the link offers. What
 * it linked to before may have gone or changed since.
 */
final class Existence {
  private final Scope scope;

  /**
   * Checks in that scope.
   *
   * @param scope for {@code user app now} in what links offer
   */
  Existence(Scope scope) {
    this.scope = scope;
  }

  void check(Form form, StoredRecord record, @Nullable StoredRecord before, Problems problems) {
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

  private void one(
      Field field, StoredRecord row, @Nullable StoredRecord before, String at, Problems problems) {
    Object id = row.get(field.index());
    if (field.derived() || field.lines() || field.linked() == null || id == null) {
      return;
    }
    if (field.many() != null) {
      each(field, row, before, at + field.id() + "/", problems);
    } else if (before == null || !Objects.equals(before.get(field.index()), id)) {
      judge(field, id, row.linked(field.index()), at + field.id(), problems);
    }
  }

  private void each(
      Field field, StoredRecord row, @Nullable StoredRecord before, String at, Problems problems) {
    Set<Object> were =
        before != null && before.get(field.index()) instanceof List<?> ids
            ? new HashSet<>(ids)
            : Set.of();
    var there = new HashMap<String, StoredRecord>();
    row.several(field.index()).forEach(far -> there.put(far.id().toString(), far));
    if (row.get(field.index()) instanceof List<?> ids) {
      for (int i = 0; i < ids.size(); i++) {
        if (!were.contains(ids.get(i))) {
          judge(field, ids.get(i), there.get(ids.get(i).toString()), at + i, problems);
        }
      }
    }
  }

  private void judge(
      Field field, Object id, @Nullable StoredRecord far, String at, Problems problems) {
    String form = Objects.requireNonNull(field.linked()).id();
    CompiledCondition offers = field.offers();
    if (far == null) {
      problems.add(at, "link_unknown", id, form);
    } else if (offers != null && !offers.test(scope.with(far, null))) {
      problems.add(at, "link_not_offered", id, form);
    }
  }
}
