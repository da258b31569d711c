package dev.nacre.workspace.transfer;

import dev.nacre.designer.render.RenderedField;
import dev.nacre.record.Field;
import dev.nacre.record.transfer.ImportPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A field that a column can go into.
 *
 * @param path {@code order_no}, or {@code lines.sku} for a column of a table
 * @param required whether every record, or every line, must have a value
 */
record Goal(String path, String label, boolean required) {
  /** Those that the person may see, in the order of the form. */
  static List<Goal> of(Chosen chosen) {
    Map<String, RenderedField> shown = new HashMap<>();
    chosen.app().fields(chosen.form()).forEach(field -> shown.put(field.id(), field));
    var goals = new ArrayList<Goal>();
    for (String path : ImportPlan.paths(chosen.form())) {
      int dot = path.indexOf('.');
      RenderedField field = shown.get(dot < 0 ? path : path.substring(0, dot));
      if (field != null) {
        String label = field.label(chosen.app().context());
        if (dot < 0) {
          goals.add(new Goal(path, label, field.definition().required()));
        } else {
          chosen
              .form()
              .field(field.id())
              .map(Field::target)
              .flatMap(lines -> lines.field(path.substring(dot + 1)))
              .filter(column -> !hidden(chosen, field.id(), column.id()))
              .ifPresent(
                  column ->
                      goals.add(
                          new Goal(
                              path,
                              label
                                  + ": "
                                  + column.definition().title().in(chosen.app().context().locale()),
                              false)));
        }
      }
    }
    return goals;
  }

  private static boolean hidden(Chosen chosen, String table, String column) {
    return chosen.app().access(chosen.form().id()).in(table).hidden().contains(column);
  }

  /** Whether it is a column of a table. */
  boolean line() {
    return path.indexOf('.') >= 0;
  }
}
