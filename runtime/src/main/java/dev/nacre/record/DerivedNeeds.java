package dev.nacre.record;

import dev.nacre.expression.Shape;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Says which links a form's derived fields go by. */
final class DerivedNeeds {
  private DerivedNeeds() {}

  /** What must be in memory to work out the derived fields of a record that isn't stored yet. */
  static void tell(Form form) {
    var needs = new LinkedHashSet<String>();
    form.derived().forEach(field -> needs(field, "", needs));
    for (Field table : form.tables()) {
      Form lines = table.target(); // none where the table is broken
      if (lines != null) {
        lines.derived().forEach(field -> needs(field, table.id() + ".", needs));
      }
    }
    form.need(needs);
  }

  private static void needs(Field field, String prefix, Set<String> needs) {
    var path = new StringBuilder(prefix);
    List<? extends Shape.Name> way = field.path();
    for (int i = 0; i < way.size(); i++) {
      path.append(i == 0 ? "" : ".").append(way.get(i).id());
      if (i < way.size() - 1 || way.get(i).derived()) {
        needs.add(path.toString());
      }
    }
  }
}
