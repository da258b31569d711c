package dev.nacre.record.field;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.Problems;
import dev.nacre.record.Attachment;
import dev.nacre.record.Attachments;
import dev.nacre.record.FieldType;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Min;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One picture or several, which lists and forms show small. */
@Singleton
public final class ImageField implements FieldType<ImageField.Settings> {
  private final Attachments store;

  /** A type whose files are in that store. */
  public ImageField(Attachments store) {
    this.store = store;
  }

  /**
   * What is taken.
   *
   * @param maxSize in bytes; null means what may be uploaded at all
   * @param types media types; null means any picture
   * @param multiple whether it holds several; null means one
   */
  public record Settings(
      @Min(1) @Nullable Long maxSize, @Nullable List<String> types, @Nullable Boolean multiple) {
    /** Whether it holds several. */
    public boolean several() {
      return Boolean.TRUE.equals(multiple);
    }

    /** The media types that are taken; empty means any. */
    public List<String> takes() {
      return types == null || types.isEmpty() ? List.of("image/*") : types;
    }

    Attached.Limits limits() {
      return new Attached.Limits(maxSize, takes(), several());
    }
  }

  @Override
  public String id() {
    return "image";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public ValueType valueType() {
    return ValueType.TEXT;
  }

  @Override
  public @Nullable Object read(JsonNode json, Settings s, String pointer, Problems problems) {
    return Attached.read(json, s.limits(), store, pointer, problems);
  }

  @Override
  public @Nullable Object readText(
      String text, Settings s, ZoneId zone, String pointer, Problems problems) {
    return read(Attached.cell(text), s, pointer, problems);
  }

  @Override
  public @Nullable Object coerce(
      Object value, Settings s, ZoneId zone, String pointer, Problems problems) {
    String text = Texts.of(value);
    return text == null ? null : readText(text, s, zone, pointer, problems);
  }

  @Override
  public JsonNode write(Object value, Settings s) {
    return Attached.write(value, s.several());
  }

  @Override
  public String display(Object value, Settings s, Locale locale) {
    return Attached.names(value);
  }

  @Override
  public List<Attachment> attachments(Object value) {
    return Attached.files(value);
  }

  @Override
  public void check(Settings s, String pointer, Problems problems) {
    Attached.check(s.takes(), pointer, problems);
  }
}
