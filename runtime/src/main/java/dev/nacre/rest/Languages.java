package dev.nacre.rest;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** In which language somebody wants to be answered. */
public final class Languages {
  private static final List<Locale> OURS = List.of(Locale.ENGLISH, Locale.CHINESE);

  private Languages() {}

  /**
   * The best of ours; English when none fits.
   *
   * @param header {@code Accept-Language}; may be null
   */
  public static Locale of(@Nullable String header) {
    if (header == null || header.isBlank()) {
      return Locale.ENGLISH;
    }
    try {
      Locale found = Locale.lookup(Locale.LanguageRange.parse(header), OURS);
      return found == null ? Locale.ENGLISH : found;
    } catch (IllegalArgumentException e) {
      return Locale.ENGLISH;
    }
  }
}
