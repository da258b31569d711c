package dev.nacre.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page that people without an account reach by a link: they look a record up, or send one in.
 *
 * @param type {@code lookup} or {@code form}
 * @param form whose records
 * @param intro what stands above the inputs
 * @param ask lookup: the fields that somebody has to know of a record, all of them
 * @param show lookup: what they are told then
 * @param countdown lookup: the day or moment by which something happens
 * @param glossary lookup: where the words for people are
 * @param fields form: what is asked
 * @param required form: which of them must be answered, besides those that the form requires
 * @param set form: what the record gets besides
 * @param done form: what is said at the end
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PageDefinition(
    String id,
    @Nullable Text name,
    @Nullable Text description,
    String type,
    String form,
    @Nullable Text intro,
    List<String> ask,
    List<Shown> show,
    @Nullable Countdown countdown,
    @Nullable Glossary glossary,
    List<String> fields,
    List<String> required,
    Map<String, Value> set,
    @Nullable Text done) {

  /** Absent lists become empty ones. */
  public PageDefinition {
    ask = ask == null ? List.of() : List.copyOf(ask);
    show = show == null ? List.of() : List.copyOf(show);
    fields = fields == null ? List.of() : List.copyOf(fields);
    required = required == null ? List.of() : List.copyOf(required);
    set = set == null ? Map.of() : Map.copyOf(set);
  }

  /** The name, or the id when there is none. */
  public Text title() {
    return name != null ? name : Text.of(id);
  }

  /** Whether it looks records up; else it takes them in. */
  public boolean looksUp() {
    return type.equals("lookup");
  }

  /**
   * One thing that is told.
   *
   * @param label null means the field's
   * @param mask whether the value is covered: {@code 138****5678}
   * @param words whether the glossary says it in other words
   * @param columns of a table, which of its fields; empty means all
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Shown(
      String field, @Nullable Text label, boolean mask, boolean words, List<String> columns) {
    /** Absent lists become empty ones. */
    public Shown {
      columns = columns == null ? List.of() : List.copyOf(columns);
    }
  }

  /**
   * Until when.
   *
   * @param field a day or a moment
   * @param when only while this holds; null means always
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Countdown(String field, @Nullable Text label, @Nullable Condition when) {}

  /**
   * A form whose records translate values into words that a customer understands.
   *
   * @param term the field with the value that is translated
   * @param words language ({@code en}, {@code zh}) to the field with the words
   * @param more language to the field with a sentence more
   */
  public record Glossary(
      String form, String term, Map<String, String> words, Map<String, String> more) {
    /** Absent maps become empty ones. */
    public Glossary {
      words = words == null ? Map.of() : Map.copyOf(words);
      more = more == null ? Map.of() : Map.copyOf(more);
    }
  }
}
