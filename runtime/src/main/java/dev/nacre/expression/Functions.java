package dev.nacre.expression;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Every function of the formula language, by name in lower case. */
final class Functions {
  static final Map<String, FormulaFunction> ALL = all();

  private Functions() {}

  private static Map<String, FormulaFunction> all() {
    var all = new TreeMap<String, FormulaFunction>();
    // EvalEx first: where both have one, ours stands
    for (List<FormulaFunction> group :
        List.of(
            EvalExFunctions.all(),
            LogicFunctions.all(),
            NumberFunctions.all(),
            TableFunctions.all(),
            TextFunctions.all(),
            DateFunctions.all(),
            OtherFunctions.all())) {
      group.forEach(function -> all.put(function.name().toLowerCase(Locale.ROOT), function));
    }
    return Map.copyOf(all);
  }

  /** As documented. */
  static Collection<String> names() {
    return ALL.values().stream().map(FormulaFunction::name).sorted().toList();
  }
}
