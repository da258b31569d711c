package dev.nacre.record.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Text;
import dev.nacre.record.FieldType;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One of a few values. */
@Singleton
public final class ChoiceField implements FieldType<ChoiceField.Settings> {
  private static final int NAMED = 20;

  /** The options, in the order that people see. */
  public record Settings(@NotEmpty List<Option> options) {
    Optional<Option> find(String value) {
      return options.stream().filter(o -> o.value().equals(value)).findFirst();
    }
  }

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
          || (label != null
              && label.byLanguage().values().stream().anyMatch(text::equalsIgnoreCase));
    }
  }

  @Override
  public String id() {
    return "choice";
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
  public boolean hasStates() {
    return true;
  }

  @Override
  public @Nullable Object read(JsonNode json, Settings s, String pointer, Problems problems) {
    if (!json.isTextual()) {
      return refuse(Texts.shown(json), s, Option::value, Option::value, pointer, problems);
    }
    return one(json.textValue(), s, pointer, problems);
  }

  @Override
  public @Nullable Object readText(
      String text, Settings s, ZoneId zone, String pointer, Problems problems) {
    String name = text.strip();
    return s.find(name)
        .or(() -> s.options().stream().filter(o -> o.called(name)).findFirst())
        .<Object>map(Option::value)
        .orElseGet(
            () ->
                refuse(
                    Texts.shown(text),
                    s,
                    o -> o.title(Locale.ENGLISH),
                    o -> o.title(Locale.CHINESE),
                    pointer,
                    problems));
  }

  @Override
  public @Nullable Object coerce(
      Object value, Settings s, ZoneId zone, String pointer, Problems problems) {
    String text = Texts.of(value);
    return text == null ? null : one(text, s, pointer, problems);
  }

  @Override
  public JsonNode write(Object value, Settings s) {
    return TextNode.valueOf((String) value);
  }

  @Override
  public String display(Object value, Settings s, Locale locale) {
    String text = (String) value;
    return s.find(text).map(o -> o.title(locale)).orElse(text);
  }

  @Override
  public void check(Settings s, String pointer, Problems problems) {
    var seen = new HashSet<String>();
    for (int i = 0; i < s.options().size(); i++) {
      String value = s.options().get(i).value();
      String at = pointer + "/options/" + i + "/value";
      if (value.isBlank()) {
        problems.add(at, "option_blank");
      } else if (!seen.add(value)) {
        problems.add(at, "option_twice", value);
      }
    }
  }

  private static @Nullable Object one(String value, Settings s, String pointer, Problems problems) {
    return s.find(value).isPresent()
        ? value
        : refuse(Texts.shown(value), s, Option::value, Option::value, pointer, problems);
  }

  /** Programs are told the values, people what the options are called. */
  private static @Nullable Object refuse(
      String shown,
      Settings s,
      Function<Option, String> english,
      Function<Option, String> chinese,
      String pointer,
      Problems problems) {
    problems.add(pointer, "choice_unknown", shown, known(s, english), known(s, chinese));
    return null;
  }

  private static String known(Settings s, Function<Option, String> called) {
    String known = s.options().stream().limit(NAMED).map(called).collect(Collectors.joining(", "));
    return s.options().size() > NAMED ? known + ", …" : known;
  }
}
