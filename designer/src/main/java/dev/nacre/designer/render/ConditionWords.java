package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.Value;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says a condition in plain words: “Status is any of Paid, Picking”. */
public final class ConditionWords {
  private final Function<String, Optional<RenderedField>> fields;
  private final RenderContext context;

  /**
   * Words for the conditions of one form.
   *
   * @param fields finds a field by its path; empty for one that isn't known
   */
  public ConditionWords(Function<String, Optional<RenderedField>> fields, RenderContext context) {
    this.fields = fields;
    this.context = context;
  }

  /** The condition as a sentence. */
  public String of(Condition condition) {
    return switch (condition) {
      case Condition.All all -> joined(all.parts(), "render.and");
      case Condition.Any any -> joined(any.parts(), "render.or");
      case Condition.Not not -> context.text("render.not", of(not.part()));
      case Condition.Some some ->
          context.text("render.some", label(some.table()), within(some.table()).of(some.where()));
      case Condition.Compare c -> compare(c.field(), c.op(), c.value());
    };
  }

  /** The words of what lies within a table, or at the end of several links. */
  private ConditionWords within(String table) {
    return new ConditionWords(
        path ->
            path.startsWith("record.")
                ? fields.apply(path.substring("record.".length()))
                : fields.apply(table + "." + path),
        context);
  }

  private String joined(List<Condition> parts, String word) {
    return parts.stream().map(this::of).collect(Collectors.joining(" " + context.text(word) + " "));
  }

  private String compare(String field, Op op, @Nullable Value value) {
    String left = label(field) + " " + operator(op, context.locale());
    return value == null ? left : left + " " + value(field, op, value);
  }

  private String label(String path) {
    return fields.apply(path).map(field -> field.label(context)).orElse(path);
  }

  private String value(String field, Op op, Value value) {
    return switch (value) {
      case Value.Field other -> label(other.path());
      case Value.Expr expr -> expr.formula();
      case Value.Js js -> js.source();
      case Value.Literal literal when op == Op.WITHIN -> range(literal.json(), context.locale());
      case Value.Literal literal when op == Op.BETWEEN ->
          text(field, literal.json().path(0))
              + " "
              + context.text("render.and")
              + " "
              + text(field, literal.json().path(1));
      case Value.Literal literal when literal.json().isArray() && !whole(field, op) ->
          list(field, literal.json());
      case Value.Literal literal -> text(field, literal.json());
    };
  }

  /** Whether an array is one value, such as a way, and not several to choose from. */
  private boolean whole(String field, Op op) {
    return (op == Op.EQ || op == Op.NE || op == Op.STARTS_WITH) && fields.apply(field).isPresent();
  }

  private String list(String field, JsonNode array) {
    var texts = new ArrayList<String>();
    array.forEach(item -> texts.add(text(field, item)));
    return String.join(context.text("render.comma"), texts);
  }

  private String text(String field, JsonNode value) {
    return fields.apply(field).map(f -> f.text(value, context)).orElseGet(value::asText);
  }

  /** An operator in words. */
  public static String operator(Op op, Locale locale) {
    return Texts.in(locale, "render.op." + op.id());
  }

  /** A relative range in words. */
  public static String range(JsonNode range, Locale locale) {
    if (range.isTextual()) {
      return Texts.in(locale, "render.range." + range.asText());
    }
    String direction = range.has("next") ? "next" : "last";
    return Texts.in(
        locale, "render.range." + direction, span(range.path(direction).asText(), locale));
  }

  /** A duration in words; as it stands when it is none. */
  public static String span(String iso, Locale locale) {
    try {
      if (iso.startsWith("PT")) {
        Duration time = Duration.parse(iso);
        return time.toMinutes() % 60 == 0
            ? Texts.in(locale, "render.hours", time.toHours())
            : Texts.in(locale, "render.minutes", time.toMinutes());
      }
      Period days = Period.parse(iso);
      return days.toTotalMonths() > 0
          ? Texts.in(locale, "render.months", days.toTotalMonths())
          : Texts.in(locale, "render.days", LocalDate.EPOCH.plus(days).toEpochDay());
    } catch (DateTimeException e) {
      return iso;
    }
  }
}
