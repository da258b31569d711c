package dev.nacre.record.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.expression.ValueType;
import dev.nacre.kind.Refers;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Problems;
import dev.nacre.record.FieldType;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotEmpty;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Another record, by its id. */
@Singleton
public final class LinkField implements FieldType<LinkField.Settings> {
  private static final int LENGTH = 36;

  /**
   * What may be linked.
   *
   * @param form the id of the form linked to
   * @param filter which of its records may be chosen; null means all
   */
  public record Settings(@NotEmpty @Refers("forms") String form, @Nullable Condition filter) {}

  @Override
  public String id() {
    return "link";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public ValueType valueType() {
    return ValueType.LINK;
  }

  @Override
  public @Nullable Object read(JsonNode json, Settings s, String pointer, Problems problems) {
    if (!json.isTextual()) {
      problems.add(pointer, "link_expected", Texts.shown(json), s.form());
      return null;
    }
    return uuid(json.textValue(), s, pointer, problems);
  }

  @Override
  public @Nullable Object readText(
      String text, Settings s, ZoneId zone, String pointer, Problems problems) {
    return uuid(text.strip(), s, pointer, problems);
  }

  @Override
  public @Nullable Object coerce(
      Object value, Settings s, ZoneId zone, String pointer, Problems problems) {
    if (value instanceof UUID id) {
      return id;
    }
    String text = Texts.of(value);
    return text == null ? null : uuid(text, s, pointer, problems);
  }

  @Override
  public JsonNode write(Object value, Settings s) {
    return TextNode.valueOf(value.toString());
  }

  @Override
  public String linksTo(Settings s) {
    return s.form();
  }

  @Override
  public @Nullable Condition offers(Settings s) {
    return s.filter();
  }

  private static @Nullable UUID uuid(String text, Settings s, String pointer, Problems problems) {
    try {
      // the JDK would take shortened groups too
      if (text.length() == LENGTH) {
        return UUID.fromString(text);
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    problems.add(pointer, "link_expected", Texts.shown(text), s.form());
    return null;
  }
}
