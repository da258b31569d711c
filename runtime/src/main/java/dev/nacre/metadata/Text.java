package dev.nacre.metadata;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Text shown to people: one string for everyone, or one per language.
 *
 * @param byLanguage language tag ({@code en}, {@code zh}) to text; the empty tag holds a plain
 *     string
 */
public record Text(Map<String, String> byLanguage) {
  private static final String ANY = "";

  private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.CHINESE);

  public Text {
    byLanguage = Map.copyOf(byLanguage);
  }

  /** The same text in every language. */
  public static Text of(String text) {
    return new Text(Map.of(ANY, text));
  }

  /** A text in English and Chinese. */
  public static Text of(String en, String zh) {
    return new Text(Map.of("en", en, "zh", zh));
  }

  /** What is said in each language that the engine speaks. */
  public static Text each(Function<Locale, String> in) {
    var texts = new TreeMap<String, String>();
    LANGUAGES.forEach(language -> texts.put(language.getLanguage(), in.apply(language)));
    return new Text(texts);
  }

  @JsonCreator
  static Text read(Object json) {
    if (json instanceof Map<?, ?> map) {
      var texts = new TreeMap<String, String>();
      map.forEach((k, v) -> texts.put(String.valueOf(k), String.valueOf(v)));
      return new Text(texts);
    }
    return of(String.valueOf(json));
  }

  @JsonValue
  Object write() {
    return byLanguage.size() == 1 && byLanguage.containsKey(ANY)
        ? byLanguage.get(ANY)
        : new TreeMap<>(byLanguage);
  }

  /** The text in that language, else English, else whatever there is; empty when there is none. */
  public String in(Locale locale) {
    String text = byLanguage.get(locale.getLanguage());
    if (text == null) {
      text = byLanguage.get(ANY);
    }
    if (text == null) {
      text = byLanguage.get("en");
    }
    return text != null ? text : byLanguage.values().stream().sorted().findFirst().orElse("");
  }
}
