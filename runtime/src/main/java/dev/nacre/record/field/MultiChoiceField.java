package dev.nacre.record.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Problems;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Any of a few values, each once; kept in the order of the options. */
@Singleton
public final class MultiChoiceField extends Several<MultiChoiceField.Settings> {

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
  public boolean hasOptions() {
    return true;
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  @Nullable List<String> of(JsonNode json, Settings s, String pointer, Problems problems) {
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
  @Nullable List<String> cell(String text, Settings s, String pointer, Problems problems) {
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
