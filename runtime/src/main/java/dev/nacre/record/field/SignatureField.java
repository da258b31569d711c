package dev.nacre.record.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.Problems;
import dev.nacre.record.Attachment;
import dev.nacre.record.Attachments;
import dev.nacre.record.FieldType;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A name written by hand, drawn with a finger or a mouse and kept as a picture. */
@Singleton
public final class SignatureField implements FieldType<SignatureField.Settings> {
  private static final Attached.Limits LIMITS =
      new Attached.Limits(2L << 20, List.of("image/png", "image/jpeg", "image/webp"), false);

  private final Attachments store;

  /** A type whose pictures are in that store. */
  public SignatureField(Attachments store) {
    this.store = store;
  }

  /** Nothing to set. */
  public record Settings() {}

  @Override
  public String id() {
    return "signature";
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
    return Attached.read(json, LIMITS, store, pointer, problems);
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
    return Attached.write(value, false);
  }

  @Override
  public String display(Object value, Settings s, Locale locale) {
    return Attached.names(value);
  }

  @Override
  public List<Attachment> attachments(Object value) {
    return Attached.files(value);
  }

  /** What an upload answered, or its id alone. */
  @Override
  public ObjectNode schema(Settings s) {
    return JsonNodeFactory.instance.objectNode();
  }
}
