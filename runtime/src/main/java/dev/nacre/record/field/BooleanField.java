package dev.nacre.record.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.Problems;
import dev.nacre.record.FieldType;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Yes or no. */
@Singleton
public final class BooleanField implements FieldType<BooleanField.Settings> {
  private static final Set<String> YES =
      Set.of("true", "yes", "y", "1", "on", "是", "对", "真", "√", "✓");
  private static final Set<String> NO =
      Set.of("false", "no", "n", "0", "off", "否", "不", "假", "×", "✗");

  /** Nothing to set. */
  public record Settings() {}

  @Override
  public String id() {
    return "boolean";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public ValueType valueType() {
    return ValueType.BOOLEAN;
  }

  @Override
  public @Nullable Object read(JsonNode json, Settings s, String pointer, Problems problems) {
    if (!json.isBoolean()) {
      problems.add(pointer, "boolean_expected", Texts.shown(json));
      return null;
    }
    return json.booleanValue();
  }

  @Override
  public @Nullable Object readText(
      String text, Settings s, ZoneId zone, String pointer, Problems problems) {
    String word = Normalizer.normalize(text, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
    if (YES.contains(word)) {
      return true;
    }
    if (NO.contains(word)) {
      return false;
    }
    problems.add(pointer, "boolean_expected", Texts.shown(text));
    return null;
  }

  @Override
  public @Nullable Object coerce(
      Object value, Settings s, ZoneId zone, String pointer, Problems problems) {
    return switch (value) {
      case Boolean yes -> yes;
      case String text -> text.isBlank() ? null : readText(text, s, zone, pointer, problems);
      case BigDecimal number ->
          readText(Decimals.plain(number).toPlainString(), s, zone, pointer, problems);
      default -> {
        problems.add(pointer, "boolean_expected", Texts.shown(value));
        yield null;
      }
    };
  }

  @Override
  public JsonNode write(Object value, Settings s) {
    return BooleanNode.valueOf((Boolean) value);
  }

  @Override
  public String display(Object value, Settings s, Locale locale) {
    boolean chinese = locale.getLanguage().equals("zh");
    return (Boolean) value ? (chinese ? "是" : "Yes") : (chinese ? "否" : "No");
  }
}
