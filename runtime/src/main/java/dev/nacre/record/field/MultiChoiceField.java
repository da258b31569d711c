package dev.nacre.record.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.Problems;
import dev.nacre.record.FieldType;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Any of a few values, each once; kept in the order of the options. */
@Singleton
public final class MultiChoiceField implements FieldType<MultiChoiceField.Settings> {

  /**
   * The options, in the order that people see, and how many of them may be chosen.
   *
   * @param min the fewest, where any are chosen; null means one
   * @param max the most; null means all
   */
  public record Settings(
      @NotEmpty List<Option> options,
      @Min(1) @Nullable Integer min,
      @Min(1) @Nullable Integer max) {}

  @Override
  public String id() {
    return "multi_choice";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public ValueType valueType() {
    return ValueType.SEVERAL;
  }

  @Override
  public @Nullable Object read(JsonNode json, Settings s, String pointer, Problems problems) {
    if (!json.isArray()) {
      problems.add(pointer, "list_expected", Texts.shown(json));
      return null;
    }
    var chosen = new LinkedHashSet<String>();
    boolean all = true;
    for (int i = 0; i < json.size(); i++) {
      String at = pointer + "/" + i;
      String value = Options.read(json.get(i), s.options(), at, problems);
      all &= value != null;
      if (value != null && !chosen.add(value)) {
        problems.add(at, "choice_twice", value);
        all = false;
      }
    }
    return all ? fit(chosen, s, pointer, problems) : null;
  }

  /** Values or labels, with commas or semicolons between them. */
  @Override
  public @Nullable Object readText(
      String text, Settings s, ZoneId zone, String pointer, Problems problems) {
    var chosen = new LinkedHashSet<String>();
    for (String name : text.split("[,;，；、]", -1)) {
      if (!name.isBlank()) {
        String value = Options.called(name, s.options(), pointer, problems);
        if (value == null) {
          return null;
        }
        chosen.add(value);
      }
    }
    return fit(chosen, s, pointer, problems);
  }

  @Override
  public @Nullable Object coerce(
      Object value, Settings s, ZoneId zone, String pointer, Problems problems) {
    if (value instanceof List<?> several) {
      ArrayNode json = JsonNodeFactory.instance.arrayNode();
      several.forEach(one -> json.add(one.toString()));
      return read(json, s, pointer, problems);
    }
    String text = Texts.of(value);
    return text == null ? null : readText(text, s, zone, pointer, problems);
  }

  private static @Nullable List<String> fit(
      Set<String> chosen, Settings s, String pointer, Problems problems) {
    int least = s.min() == null ? 1 : s.min();
    int most = s.max() == null ? s.options().size() : s.max();
    if (chosen.isEmpty()) {
      return null;
    }
    if (chosen.size() < least || chosen.size() > most) {
      problems.add(pointer, "choice_count", chosen.size(), least, most);
      return null;
    }
    return s.options().stream().map(Option::value).filter(chosen::contains).toList();
  }

  @Override
  public JsonNode write(Object value, Settings s) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    ((List<?>) value).forEach(one -> json.add((String) one));
    return json;
  }

  @Override
  public String display(Object value, Settings s, Locale locale) {
    var titles = new ArrayList<String>();
    ((List<?>) value).forEach(one -> titles.add(Options.title((String) one, s.options(), locale)));
    return titles.stream()
        .collect(Collectors.joining(locale.getLanguage().equals("zh") ? "、" : ", "));
  }

  @Override
  public ObjectNode schema(Settings s) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "array");
    schema.put("uniqueItems", true).set("items", Options.schema(s.options()));
    return schema;
  }

  @Override
  public void check(Settings s, String pointer, Problems problems) {
    Options.check(s.options(), pointer, problems);
    if (s.min() != null && s.max() != null && s.min() > s.max()) {
      problems.add(pointer + "/min", "min_above_max", s.min(), s.max());
    }
  }
}
