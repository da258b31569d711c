package dev.nacre.record.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.Problems;
import dev.nacre.record.FieldType;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** A calendar day, the same in every time zone. */
@Singleton
public final class DateField implements FieldType<DateField.Settings> {

  /** Nothing to set. */
  public record Settings() {}

  @Override
  public String id() {
    return "date";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public ValueType valueType() {
    return ValueType.DATE;
  }

  @Override
  public @Nullable Object read(JsonNode json, Settings s, String pointer, Problems problems) {
    LocalDate day = json.isTextual() ? Times.isoDay(json.textValue()) : null;
    return day != null ? day : refuse(Texts.shown(json), pointer, problems);
  }

  /** Takes a time too when it is midnight, as spreadsheets write days. */
  @Override
  public @Nullable Object readText(
      String text, Settings s, ZoneId zone, String pointer, Problems problems) {
    LocalDateTime day = Times.loose(text);
    return day != null && day.toLocalTime().equals(LocalTime.MIN)
        ? day.toLocalDate()
        : refuse(Texts.shown(text), pointer, problems);
  }

  @Override
  public @Nullable Object coerce(
      Object value, Settings s, ZoneId zone, String pointer, Problems problems) {
    return switch (value) {
      case LocalDate day -> day;
      case Instant moment -> moment.atZone(zone).toLocalDate();
      case String text -> text.isBlank() ? null : readText(text, s, zone, pointer, problems);
      default -> refuse(Texts.shown(value), pointer, problems);
    };
  }

  @Override
  public JsonNode write(Object value, Settings s) {
    return TextNode.valueOf(value.toString());
  }

  private static @Nullable Object refuse(String shown, String pointer, Problems problems) {
    problems.add(pointer, "date_expected", shown);
    return null;
  }
}
