package dev.nacre.designer.condition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.designer.desk.Fields;
import dev.nacre.designer.render.ConditionWords;
import dev.nacre.designer.render.RenderContext;
import dev.nacre.designer.render.RenderedField;
import dev.nacre.metadata.Condition;
import java.util.Locale;
import java.util.Optional;

/** A condition of a draft as a sentence, even where it isn't right yet. */
public final class ConditionText {
  private ConditionText() {}

  /** The sentence; empty for a condition that always holds, or can't be read. */
  public static String of(JsonNode condition, Fields fields, RenderContext context) {
    try {
      Condition read = Condition.read(condition);
      return read instanceof Condition.All all && all.parts().isEmpty()
          ? ""
          : new ConditionWords(path -> rendered(fields, path), context).of(read);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static Optional<RenderedField> rendered(Fields fields, String path) {
    return fields.find(path).map(field -> field.rendered());
  }

  /** A duration in words. */
  public static String span(String iso, Locale locale) {
    return ConditionWords.span(iso, locale);
  }
}
