package dev.nacre.record.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.Problems;
import dev.nacre.record.FieldType;
import dev.nacre.record.Moments;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** A moment, kept to the microsecond. */
@Singleton
public final class DatetimeField implements FieldType<DatetimeField.Settings> {

  /** Nothing to set. */
  public record Settings() {}

  @Override
  public String id() {
    return "datetime";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public ValueType valueType() {
    return ValueType.MOMENT;
  }

  @Override
  public @Nullable Object read(JsonNode json, Settings s, String pointer, Problems problems) {
    Instant moment = json.isTextual() ? Times.isoMoment(json.textValue()) : null;
    if (moment == null) {
      boolean local = json.isTextual() && Times.loose(json.textValue()) != null;
      problems.add(
          pointer, local ? "datetime_without_zone" : "datetime_expected", Texts.shown(json));
    }
    return moment;
  }

  /** A time that names no zone is one of the app's zone; a day alone begins there. */
  @Override
  public @Nullable Object readText(
      String text, Settings s, ZoneId zone, String pointer, Problems problems) {
    Instant moment = Times.isoMoment(text.strip());
    if (moment != null) {
      return moment;
    }
    LocalDateTime local = Times.loose(text);
    if (local == null) {
      problems.add(pointer, "datetime_expected", Texts.shown(text));
      return null;
    }
    return Times.stored(local.atZone(zone).toInstant());
  }

  @Override
  public @Nullable Object coerce(
      Object value, Settings s, ZoneId zone, String pointer, Problems problems) {
    return switch (value) {
      case Instant moment -> Times.stored(moment);
      case LocalDate day -> day.atStartOfDay(zone).toInstant();
      case String text -> text.isBlank() ? null : readText(text, s, zone, pointer, problems);
      default -> {
        problems.add(pointer, "datetime_expected", Texts.shown(value));
        yield null;
      }
    };
  }

  @Override
  public JsonNode write(Object value, Settings s) {
    return TextNode.valueOf(Moments.text((Instant) value));
  }
}
