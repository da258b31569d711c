package dev.nacre.record.transfer;

import dev.nacre.record.Field;
import dev.nacre.record.Form;
import java.text.Normalizer;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Guesses which column is for which field, by id and by label in any language. */
final class ColumnGuess {
  private ColumnGuess() {}

  static Map<String, String> of(Form form, List<String> columns) {
    var names = new HashMap<String, String>();
    List<Target> targets = Target.all(form);
    for (Target target : targets) {
      for (String label : labels(target.field())) {
        if (target.table() == null) {
          names.putIfAbsent(plain(label), target.path());
        } else {
          labels(target.table())
              .forEach(table -> names.putIfAbsent(plain(table + label), target.path()));
        }
      }
    }
    // an id says more than a label
    targets.forEach(target -> names.put(plain(target.path()), target.path()));
    var mapping = new LinkedHashMap<String, String>();
    var taken = new HashSet<String>();
    for (String column : columns) {
      String field = names.get(plain(column));
      if (field != null && taken.add(field)) {
        mapping.put(column, field);
      }
    }
    return mapping;
  }

  private static Collection<String> labels(Field field) {
    return field.definition().title().byLanguage().values();
  }

  /** {@code Order no.}, {@code order_no} and {@code OrderNo *} are the same. */
  private static String plain(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}]", "");
  }
}
