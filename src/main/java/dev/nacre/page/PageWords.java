package dev.nacre.page;

import dev.nacre.designer.render.Texts;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What pages say by themselves. */
final class PageWords {
  private static final String AREA = "page.";

  private PageWords() {}

  static String of(Locale locale, String key, Object... args) {
    return Texts.in(locale, AREA + key, args);
  }

  /** Every text of the pages, by its name, for templates. */
  static Map<String, String> all(Locale locale) {
    var all = new HashMap<String, String>();
    Texts.all(locale)
        .forEach(
            (key, text) -> {
              if (key.startsWith(AREA)) {
                all.put(key.substring(AREA.length()), text);
              }
            });
    return all;
  }

  /** Days and moments as people write them; empty for anything else. */
  static Optional<String> moment(Object value, OpenPage open) {
    return switch (value) {
      case LocalDate day ->
          Optional.of(
              DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                  .withLocale(open.locale())
                  .format(day));
      case Instant moment ->
          Optional.of(
              DateTimeFormatter.ofPattern(
                      open.chinese() ? "yyyy年M月d日 HH:mm" : "d MMM yyyy, HH:mm", open.locale())
                  .withZone(open.forms().zone())
                  .format(moment));
      default -> Optional.empty();
    };
  }

  /** How long it is until then. */
  static Told left(String label, Object until, OpenPage open, Instant now) {
    String when = moment(until, open).orElse("");
    LocalDate today = LocalDate.ofInstant(now, open.forms().zone());
    String left;
    if (until instanceof Instant moment && Duration.between(now, moment).abs().toHours() < 24) {
      long hours = Math.max(1, Duration.between(now, moment).toHours());
      left = moment.isBefore(now) ? of(open.locale(), "late") : of(open.locale(), "hours", hours);
    } else {
      LocalDate day =
          until instanceof Instant moment
              ? LocalDate.ofInstant(moment, open.forms().zone())
              : (LocalDate) until;
      long days = ChronoUnit.DAYS.between(today, day);
      left =
          days < 0
              ? of(open.locale(), "late")
              : days == 0
                  ? of(open.locale(), "today")
                  : days == 1 ? of(open.locale(), "tomorrow") : of(open.locale(), "days", days);
    }
    return Told.strong(label, left, when);
  }
}
