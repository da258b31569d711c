package dev.nacre.record.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.Problems;
import dev.nacre.record.Attachment;
import dev.nacre.record.Attachments;
import dev.nacre.record.FieldType;
import jakarta.validation.constraints.Min;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the types that hold files share. They differ in what they are called, and in what they take
 * when nothing is said.
 */
public abstract sealed class AttachedField implements FieldType<AttachedField.Settings>
    permits FileField, ImageField {
  private final String id;
  private final List<String> usual;
  private final Attachments store;

  AttachedField(String id, List<String> usual, Attachments store) {
    this.id = id;
    this.usual = usual;
    this.store = store;
  }

  /**
   * What is taken.
   *
   * @param maxSize in bytes; null means what may be uploaded at all
   * @param types media types; null means the usual ones
   * @param multiple whether it holds several; null means one
   */
  public record Settings(
      @Min(1) @Nullable Long maxSize, @Nullable List<String> types, @Nullable Boolean multiple) {
    /** Whether it holds several. */
    public boolean several() {
      return Boolean.TRUE.equals(multiple);
    }

    /** The media types that are taken; the usual ones when nothing is said. */
    public List<String> takes(List<String> usual) {
      return types == null || types.isEmpty() ? usual : types;
    }
  }

  @Override
  public final String id() {
    return id;
  }

  private Attached.Limits limits(Settings s) {
    return new Attached.Limits(s.maxSize(), s.takes(usual), s.several());
  }

  @Override
  public final Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public final ValueType valueType() {
    return ValueType.TEXT;
  }

  @Override
  public final @Nullable Object read(JsonNode json, Settings s, String pointer, Problems problems) {
    return Attached.read(json, limits(s), store, pointer, problems);
  }

  @Override
  public final @Nullable Object readText(
      String text, Settings s, ZoneId zone, String pointer, Problems problems) {
    return read(Attached.cell(text), s, pointer, problems);
  }

  @Override
  public final @Nullable Object coerce(
      Object value, Settings s, ZoneId zone, String pointer, Problems problems) {
    String text = Texts.of(value);
    return text == null ? null : readText(text, s, zone, pointer, problems);
  }

  @Override
  public final JsonNode write(Object value, Settings s) {
    return Attached.write(value, s.several());
  }

  @Override
  public final String display(Object value, Settings s, Locale locale) {
    return Attached.names(value);
  }

  @Override
  public final Files files(Settings s) {
    return s.several() ? Files.SEVERAL : Files.ONE;
  }

  @Override
  public final List<Attachment> attachments(Object value) {
    return Attached.files(value);
  }

  @Override
  public final void check(Settings s, String pointer, Problems problems) {
    Attached.check(s.takes(usual), pointer, problems);
  }

  /** What an upload answered, or its id alone. */
  @Override
  public final ObjectNode schema(Settings s) {
    return JsonNodeFactory.instance.objectNode();
  }
}
