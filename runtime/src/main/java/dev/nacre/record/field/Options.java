package dev.nacre.record.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Problems;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the types that choose among options agree on. */
final class Options {
  private static final int NAMED = 20;

  private Options() {}

  static @Nullable String read(
      JsonNode json, List<Option> options, String pointer, Problems problems) {
    return json.isTextual()
        ? one(json.textValue(), options, pointer, problems)
        : refuse(Texts.shown(json), options, Option::value, Option::value, pointer, problems);
  }

  /** The option with that value; null with a problem when there is none. */
  static @Nullable String one(
      String value, List<Option> options, String pointer, Problems problems) {
    return find(value, options).isPresent()
        ? value
        : refuse(Texts.shown(value), options, Option::value, Option::value, pointer, problems);
  }

  /** The option that a person means, by its value or by any of its labels. */
  static @Nullable String called(
      String text, List<Option> options, String pointer, Problems problems) {
    String name = text.strip();
    return find(name, options)
        .or(() -> options.stream().filter(o -> o.called(name)).findFirst())
        .map(Option::value)
        .orElseGet(
            () ->
                refuse(
                    Texts.shown(text),
                    options,
                    o -> o.title(Locale.ENGLISH),
                    o -> o.title(Locale.CHINESE),
                    pointer,
                    problems));
  }

  static String title(String value, List<Option> options, Locale locale) {
    return find(value, options).map(o -> o.title(locale)).orElse(value);
  }

  static ObjectNode schema(List<Option> options) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "string");
    ArrayNode values = schema.putArray("enum");
    options.forEach(option -> values.add(option.value()));
    return schema;
  }

  static void check(List<Option> options, String pointer, Problems problems) {
    var seen = new HashSet<String>();
    for (int i = 0; i < options.size(); i++) {
      String value = options.get(i).value();
      String at = pointer + "/options/" + i + "/value";
      if (value.isBlank()) {
        problems.add(at, "option_blank");
      } else if (!seen.add(value)) {
        problems.add(at, "option_twice", value);
      }
    }
  }

  private static Optional<Option> find(String value, List<Option> options) {
    return options.stream().filter(o -> o.value().equals(value)).findFirst();
  }

  /** Programs are told the values, people what the options are called. */
  private static @Nullable String refuse(
      String shown,
      List<Option> options,
      Function<Option, String> english,
      Function<Option, String> chinese,
      String pointer,
      Problems problems) {
    problems.add(
        pointer, "choice_unknown", shown, known(options, english), known(options, chinese));
    return null;
  }

  private static String known(List<Option> options, Function<Option, String> called) {
    String known = options.stream().limit(NAMED).map(called).collect(Collectors.joining(", "));
    return options.size() > NAMED ? known + ", …" : known;
  }
}
