package dev.nacre.record.transfer;

import dev.nacre.record.Field;
import dev.nacre.record.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a column goes: into a field of the record, or of the lines of one of its tables.
 *
 * @param table null for a field of the record
 */
record Target(@Nullable Field table, Field field) {

  /** {@code order_no}, {@code lines.sku}. */
  String path() {
    return table == null ? field.id() : table.id() + "." + field.id();
  }

  static Optional<Target> find(Form form, String path) {
    return all(form).stream().filter(t -> t.path().equals(path)).findFirst();
  }

  /** Everything with one value that somebody may write. */
  static List<Target> all(Form form) {
    var all = new ArrayList<Target>();
    for (Field field : form.fields()) {
      if (field.lines()) {
        for (Field column : Objects.requireNonNull(field.target()).fields()) {
          if (!column.lines() && !column.computed()) {
            all.add(new Target(field, column));
          }
        }
      } else if (!field.computed()) {
        all.add(new Target(null, field));
      }
    }
    return all;
  }
}
