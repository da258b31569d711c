package dev.nacre.record;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A link field that points to a form: what rollups add up over.
 *
 * @param form whose records link, or whose lines do
 * @param table the table of those lines; null when the records themselves link
 * @param link the field
 */
record Linking(Form form, @Nullable Field table, Field link) {

  /** Every link to that form, of records and of lines. */
  static List<Linking> to(Form here, Collection<Form> forms) {
    var all = new ArrayList<Linking>();
    for (Form form : forms) {
      for (Field field : form.fields()) {
        Form lines = field.lines() ? field.target() : null;
        if (lines != null) {
          lines.fields().stream()
              .filter(inner -> points(inner, here))
              .forEach(inner -> all.add(new Linking(form, field, inner)));
        } else if (points(field, here)) {
          all.add(new Linking(form, null, field));
        }
      }
    }
    return all;
  }

  private static boolean points(Field field, Form here) {
    return !field.derived() && field.linked() == here;
  }

  /** The form of the records or lines that link. */
  Form rows() {
    return table == null ? form : Objects.requireNonNull(table.target());
  }

  /** {@code form.link}, or {@code form.table.link}. */
  String name() {
    return form.id() + (table == null ? "." : "." + table.id() + ".") + link.id();
  }

  /** Whether that is its name, or the form alone. */
  boolean isMeantBy(String from) {
    return name().equals(from) || (table == null && form.id().equals(from));
  }
}
