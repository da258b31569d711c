package dev.nacre.record.field;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Problems;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A colour, as {@code #rrggbb}. */
@Singleton
public final class ColorField extends TextValue<ColorField.Settings> {
  private static final Pattern LONG = Pattern.compile("#?[0-9a-f]{6}");
  private static final Pattern SHORT = Pattern.compile("#[0-9a-f]{3}");

  /** What is taken, in any of its spellings, as a JSON Schema says it. */
  private static final String SPELLED = "^\\s*(?:#?[0-9a-fA-F]{6}|#[0-9a-fA-F]{3})\\s*$";

  /** Nothing to set. */
  public record Settings() {}

  @Override
  public String id() {
    return "color";
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
    String plain = Texts.plain(text).toLowerCase(Locale.ROOT);
    if (LONG.matcher(plain).matches()) {
      return plain.startsWith("#") ? plain : "#" + plain;
    }
    if (SHORT.matcher(plain).matches()) {
      return "#" + plain.substring(1).replaceAll("(.)", "$1$1");
    }
    problems.add(pointer, "color_invalid", Texts.shown(text));
    return null;
  }
}
