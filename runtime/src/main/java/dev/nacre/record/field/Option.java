package dev.nacre.record.field;

import dev.nacre.metadata.Text;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A value that may be chosen.
 *
 * @param label shown to people; null means the value
 * @param color {@code #rrggbb}, or a colour's English name
 */
public record Option(
    @NotEmpty String value,
    @Nullable Text label,
    @Pattern(regexp = "#[0-9a-fA-F]{6}|[a-z]+") @Nullable String color) {

  /** The label in that language, or the value when there is none. */
  public String title(Locale locale) {
    return label == null ? value : label.in(locale);
  }

  boolean called(String text) {
    return value.equalsIgnoreCase(text)
        || (label != null && label.byLanguage().values().stream().anyMatch(text::equalsIgnoreCase));
  }
}
