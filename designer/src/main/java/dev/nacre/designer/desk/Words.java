package dev.nacre.designer.desk;

import dev.nacre.designer.render.Texts;
import java.util.Locale;

/**
 * The designer's texts where no app is open.
 *
 * @param locale of whoever looks
 */
public record Words(Locale locale) {
  /** The text of that name, {@code {0}} replaced by the first argument. */
  public String text(String key, Object... args) {
    return Texts.in(locale, "designer." + key, args);
  }
}
