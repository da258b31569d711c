package dev.nacre.designer.render;

import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * For whom something is rendered.
 *
 * @param locale the language
 * @param zone the app's time zone
 * @param currency ISO 4217; null when the app names none
 * @param links how to find linked records
 * @param maker how to make those that aren't there yet
 */
public record RenderContext(
    Locale locale, ZoneId zone, @Nullable String currency, Links links, RecordMaker maker) {

  /** Where no linked records are made. */
  public RenderContext(Locale locale, ZoneId zone, @Nullable String currency, Links links) {
    this(locale, zone, currency, links, RecordMaker.NONE);
  }

  /** The same, where linked records can be made. */
  public RenderContext making(RecordMaker newMaker) {
    return new RenderContext(locale, zone, currency, links, newMaker);
  }

  /** The same, where nothing can be linked to: for a drawing. */
  public RenderContext withoutRecords() {
    return new RenderContext(locale, zone, currency, Links.NONE);
  }

  /** A text of the screens in this language. */
  public String text(String key, Object... args) {
    return Texts.in(locale, key, args);
  }
}
