package dev.nacre.record.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.Problems;
import dev.nacre.record.FieldType;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long something takes. In record JSON an ISO 8601 duration ({@code PT1H30M}); to formulas and
 * conditions the number of its seconds, so that it can be added, compared and summed up.
 */
@Singleton
public final class DurationField implements FieldType<DurationField.Settings> {
  /** A century; longer is a slip of the pen. */
  private static final long LONGEST = Duration.ofDays(36_525).toSeconds();

  private static final Pattern CLOCK = Pattern.compile("(\\d{1,6}):(\\d{2})(?::(\\d{2}))?");
  private static final Pattern WORDS =
      Pattern.compile(
          "(?:(\\d{1,6})\\s*(?:d|days?|天|日))?\\s*(?:(\\d{1,6})\\s*(?:h|hours?|小时|时))?\\s*"
              + "(?:(\\d{1,6})\\s*(?:m|min|minutes?|分钟|分))?\\s*(?:(\\d{1,6})\\s*(?:s|sec|seconds?|秒))?");

  /**
   * Which durations fit.
   *
   * @param min the shortest; null means none at all
   * @param max the longest; null means a century
   */
  public record Settings(@Nullable Duration min, @Nullable Duration max) {}

  @Override
  public String id() {
    return "duration";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public ValueType valueType() {
    return ValueType.NUMBER;
  }

  @Override
  public String storedAs(Settings s) {
    return id(); // seconds, which no other number is
  }

  @Override
  public @Nullable Object read(JsonNode json, Settings s, String pointer, Problems problems) {
    Duration span = json.isTextual() ? strict(json.textValue()) : null;
    return span == null
        ? refuse(Texts.shown(json), pointer, problems)
        : fit(span, s, pointer, problems);
  }

  @Override
  public @Nullable Object readText(
      String text, Settings s, ZoneId zone, String pointer, Problems problems) {
    Duration span = any(text);
    return span == null
        ? refuse(Texts.shown(text), pointer, problems)
        : fit(span, s, pointer, problems);
  }

  @Override
  public @Nullable Object coerce(
      Object value, Settings s, ZoneId zone, String pointer, Problems problems) {
    return switch (value) {
      case String text -> text.isBlank() ? null : readText(text, s, zone, pointer, problems);
      case BigDecimal seconds when seconds.abs().compareTo(BigDecimal.valueOf(LONGEST)) <= 0 ->
          fit(
              Duration.ofSeconds(seconds.setScale(0, java.math.RoundingMode.HALF_UP).longValue()),
              s,
              pointer,
              problems);
      default -> refuse(Texts.shown(value), pointer, problems);
    };
  }

  private static @Nullable Duration strict(String text) {
    try {
      Duration span = Duration.parse(text);
      return span.toNanosPart() == 0 ? span : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** A span in any usual spelling, as record JSON has it; what is none stays as it is. */
  public static String iso(String text) {
    Duration span = any(text);
    return span == null ? text : span.toString();
  }

  private static @Nullable Duration any(String text) {
    String plain = Texts.plain(text).toLowerCase(Locale.ROOT);
    return plain.startsWith("p") ? strict(plain) : loose(plain);
  }

  /** {@code 1:30}, {@code 1h 30m}, {@code 2天3小时}. */
  private static @Nullable Duration loose(String text) {
    Matcher clock = CLOCK.matcher(text);
    if (clock.matches()) {
      return Duration.ofHours(number(clock.group(1)))
          .plusMinutes(number(clock.group(2)))
          .plusSeconds(number(clock.group(3)));
    }
    Matcher words = WORDS.matcher(text);
    return text.isEmpty() || !words.matches()
        ? null
        : Duration.ofDays(number(words.group(1)))
            .plusHours(number(words.group(2)))
            .plusMinutes(number(words.group(3)))
            .plusSeconds(number(words.group(4)));
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  private static @Nullable Object fit(
      Duration span, Settings s, String pointer, Problems problems) {
    Duration longest = s.max() == null ? Duration.ofSeconds(LONGEST) : s.max();
    if (span.isNegative() || (s.min() != null && span.compareTo(s.min()) < 0)) {
      problems.add(pointer, "duration_short", span, s.min() == null ? Duration.ZERO : s.min());
    } else if (span.compareTo(longest) > 0) {
      problems.add(pointer, "duration_long", span, longest);
    } else {
      return BigDecimal.valueOf(span.toSeconds());
    }
    return null;
  }

  private static @Nullable Object refuse(String shown, String pointer, Problems problems) {
    problems.add(pointer, "duration_expected", shown);
    return null;
  }

  @Override
  public JsonNode write(Object value, Settings s) {
    return TextNode.valueOf(span(value).toString());
  }

  @Override
  public String display(Object value, Settings s, Locale locale) {
    return words(span(value), locale);
  }

  /** A span as people say it: {@code 1 d 2 h}, {@code 1天2小时}. */
  public static String words(Duration span, Locale locale) {
    boolean chinese = locale.getLanguage().equals("zh");
    String[] units =
        chinese ? new String[] {"天", "小时", "分", "秒"} : new String[] {" d", " h", " min", " s"};
    long[] parts = {span.toDays(), span.toHoursPart(), span.toMinutesPart(), span.toSecondsPart()};
    var text = new StringBuilder();
    for (int i = 0; i < parts.length; i++) {
      if (parts[i] != 0 || (i == 2 && text.isEmpty() && parts[3] == 0)) {
        text.append(text.isEmpty() || chinese ? "" : " ").append(parts[i]).append(units[i]);
      }
    }
    return text.toString();
  }

  private static Duration span(Object value) {
    return Duration.ofSeconds(((BigDecimal) value).longValueExact());
  }

  @Override
  public void check(Settings s, String pointer, Problems problems) {
    if (s.min() != null && s.max() != null && s.min().compareTo(s.max()) > 0) {
      problems.add(pointer + "/min", "min_above_max", s.min(), s.max());
    }
  }

  @Override
  public ObjectNode schema(Settings s) {
    return JsonNodeFactory.instance.objectNode().put("type", "string").put("format", "duration");
  }
}
