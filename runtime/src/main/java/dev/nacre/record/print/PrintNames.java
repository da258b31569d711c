package dev.nacre.record.print;

import dev.nacre.expression.ValueType;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Suggestions;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import io.quarkus.qute.Expression;
import io.quarkus.qute.Template;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the names in a template against the form that it prints. */
final class PrintNames {
  /** Names that every template has besides the form's. */
  static final Set<String> GIVEN =
      Set.of("record", "app", "user", "now", "zh", "sheet", "checksum", "holds");

  private static final Pattern LOOP =
      Pattern.compile("\\{#(?:for|each)\\s+(?:(\\w+)\\s+in\\s+)?([\\w.]+)\\s*}");
  private static final Pattern LET = Pattern.compile("\\{#(?:let|set)\\s+(\\w+)\\s*=");
  private static final Pattern COUNT =
      Pattern.compile("(\\w+)_(count|index|isFirst|isLast|hasNext|odd|even|indexParity)");

  private final Form form;
  private final Set<String> forms;
  private final Map<String, @Nullable Form> aliases = new HashMap<>();
  private final Problems problems;

  /** Checks against that form; {@code forms} are the ids of all there are. */
  PrintNames(Form form, String text, Set<String> forms, Problems problems) {
    this.form = form;
    this.forms = forms;
    this.problems = problems;
    Matcher loop = LOOP.matcher(text);
    while (loop.find()) {
      String alias = loop.group(1) == null ? "it" : loop.group(1);
      String table =
          loop.group(2).startsWith("record.") ? loop.group(2).substring(7) : loop.group(2);
      aliases.put(alias, form.field(table).filter(Field::lines).map(Field::target).orElse(null));
    }
    Matcher let = LET.matcher(text);
    while (let.find()) {
      aliases.put(let.group(1), null);
    }
  }

  void check(Template template) {
    for (Expression expression : template.getExpressions()) {
      if (expression.isLiteral()) {
        continue;
      }
      int line = expression.getOrigin().getLine();
      if (expression.hasNamespace()) {
        if (!Codes.NAMESPACE.equals(expression.getNamespace())) {
          problems.add("", "print_name", expression.toOriginalString(), line, "");
        }
        continue;
      }
      var parts = new ArrayList<String>();
      for (Expression.Part part : expression.getParts()) {
        if (part.isVirtualMethod()) {
          break; // operators, such as a comparison
        }
        parts.add(part.getName());
      }
      check(parts, line);
    }
  }

  private void check(List<String> parts, int line) {
    if (parts.isEmpty()) {
      return;
    }
    String first = parts.getFirst();
    Matcher count = COUNT.matcher(first);
    if (count.matches() && aliases.containsKey(count.group(1))) {
      return;
    }
    if (aliases.containsKey(first)) {
      path(aliases.get(first), parts, 1, line);
    } else if (first.equals("record")) {
      path(form, parts, 1, line);
    } else if (first.equals("holds") && form.name(first).isEmpty()) {
      heldOf(parts, line);
    } else if (!GIVEN.contains(first)) {
      path(form, parts, 0, line);
    }
  }

  /** {@code holds.stock} names a form. */
  private void heldOf(List<String> parts, int line) {
    if (parts.size() > 1 && !forms.contains(parts.get(1))) {
      problems.add("", "print_name", parts.get(1), line, Suggestions.question(parts.get(1), forms));
    }
  }

  private void path(@Nullable Form from, List<String> parts, int begin, int line) {
    Form at = from;
    for (int i = begin; i < parts.size() && at != null; i++) {
      Field field = at.name(parts.get(i)).orElse(null);
      if (field == null) {
        if (!at.doubts(parts.get(i))) {
          List<String> known = at.names().stream().map(Field::id).toList();
          problems.add(
              "", "print_name", parts.get(i), line, Suggestions.question(parts.get(i), known));
        }
        return;
      }
      at = field.type() == ValueType.LINK && !field.system() ? field.target() : null;
    }
  }
}
