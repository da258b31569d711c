package dev.nacre.record.field;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Problems;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A time of day, the same on every day and in every zone: {@code 08:30}, or {@code 08:30:15} where
 * seconds matter. Written so, earlier comes before later in any order of texts.
 */
@Singleton
public final class TimeField extends TextValue<TimeField.Settings> {
  private static final Pattern TIME =
      Pattern.compile("(\\d{1,2})(?::|时|点)(\\d{2})?(?:分|:(\\d{2}))?\\s*(am|pm)?");

  /** What is taken, in any of its spellings, as a JSON Schema says it. */
  private static final String SPELLED =
      "^\\s*(?:[01]?\\d|2[0-3])(?:[:：][0-5]\\d(?:[:：][0-5]\\d)?|[时点](?:[0-5]\\d分?)?)\\s*(?:[aApP][mM])?\\s*$";

  /** Nothing to set. */
  public record Settings() {}

  @Override
  public String id() {
    return "time";
  }

  @Override
  public boolean searched() {
    return false;
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public ObjectNode schema(Settings s) {
    return super.schema(s).put("pattern", SPELLED);
  }

  @Override
  @Nullable String normal(String text, Settings s, String pointer, Problems problems) {
    LocalTime time = time(Texts.plain(text).toLowerCase(Locale.ROOT));
    if (time == null) {
      problems.add(pointer, "time_expected", Texts.shown(text));
      return null;
    }
    return time.toString();
  }

  private static @Nullable LocalTime time(String text) {
    Matcher parts = TIME.matcher(text);
    if (!parts.matches()
        || (parts.group(2) == null && !text.endsWith("时") && !text.endsWith("点"))) {
      return null;
    }
    int hour = Integer.parseInt(parts.group(1));
    String half = parts.group(4);
    if (half != null) {
      if (hour < 1 || hour > 12) {
        return null;
      }
      hour = hour % 12 + (half.equals("pm") ? 12 : 0);
    }
    try {
      return LocalTime.of(hour, number(parts.group(2)), number(parts.group(3)));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }
}
