package dev.nacre.workflow;

import dev.nacre.expression.CompiledFormula;
import dev.nacre.expression.Scope;
import dev.nacre.metadata.Text;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A text with formulas in it, such as {@code Order {{order_no}} is ready}, per language. */
public final class Template {
  private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

  private final Map<String, List<Part>> byLanguage;

  /** A piece of a template. */
  sealed interface Part {
    /** As it stands. */
    record Constant(String text) implements Part {}

    /** Computed each time. */
    record Computed(CompiledFormula formula) implements Part {}
  }

  Template(Map<String, List<Part>> byLanguage) {
    this.byLanguage = Map.copyOf(byLanguage);
  }

  /** The text with its formulas computed; what is empty gives nothing. */
  public Text fill(Scope scope) {
    var texts = new TreeMap<String, String>();
    byLanguage.forEach(
        (language, parts) -> {
          var text = new StringBuilder();
          for (Part part : parts) {
            switch (part) {
              case Part.Constant c -> text.append(c.text());
              case Part.Computed c -> text.append(show(c.formula().evaluate(scope), scope));
            }
          }
          texts.put(language, text.toString());
        });
    return new Text(texts);
  }

  private static String show(@Nullable Object value, Scope scope) {
    return switch (value) {
      case null -> "";
      case BigDecimal number -> number.toPlainString();
      case Instant moment -> MOMENT.format(moment.atZone(scope.zone()));
      default -> value.toString();
    };
  }
}
