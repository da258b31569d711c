package dev.nacre.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A form: describes the records of one table.
 *
 * @param id also the name of the physical table
 * @param titleField the field by which a record is called; null means the first text-like field
 * @param unique groups of fields whose values together are unique among living records
 * @param rules what is shown, required or refused on conditions
 * @param states the legal transitions of one choice field; may be null
 * @param layout order and grouping of fields on the screen; null means generated
 * @param views how lists are shown; empty means generated
 * @param history what is asked of whoever changes a record, and what is kept; null means the usual
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record FormDefinition(
    String id,
    @Nullable Text name,
    @Nullable Text description,
    @Nullable String titleField,
    List<FieldDefinition> fields,
    List<List<String>> unique,
    List<Rule> rules,
    @Nullable States states,
    @Nullable Layout layout,
    List<View> views,
    @Nullable History history) {

  /** Absent lists become empty ones. */
  public FormDefinition {
    fields = fields == null ? List.of() : List.copyOf(fields);
    unique = unique == null ? List.of() : List.copyOf(unique);
    rules = rules == null ? List.of() : List.copyOf(rules);
    views = views == null ? List.of() : List.copyOf(views);
  }

  /** The name, or the id when there is none. */
  public Text title() {
    return name != null ? name : Text.of(id);
  }

  /**
   * A rule of the form, decided by the engine.
   *
   * @param when null means always
   * @param then actions: {@code require show hide readOnly} with a field id, {@code set} with field
   *     values, {@code limit add remove} with options of fields, {@code block} with a message
   */
  public record Rule(
      String id, @Nullable Condition when, List<Map<String, JsonNode>> then, @Nullable Text name) {}

  /**
   * The life cycle of a record.
   *
   * @param field a choice field
   * @param initial the state of a new record
   */
  public record States(String field, @Nullable String initial, List<Transition> transitions) {
    /** Absent lists become empty ones. */
    public States {
      transitions = transitions == null ? List.of() : List.copyOf(transitions);
    }
  }

  /** A legal change of state. */
  public record Transition(String from, String to) {}

  /**
   * What history asks and keeps.
   *
   * @param note {@code required} when a person must say why they change, delete or restore a
   *     record; null or {@code optional} when they may
   * @param when the note is required while this holds; null means always
   * @param checksum whether each version's checksum is kept, so that it can be found by it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record History(
      @Nullable String note, @Nullable Condition when, @Nullable Boolean checksum) {
    /** Whether a note is ever required. */
    public boolean asksForNote() {
      return "required".equals(note);
    }

    /** Whether checksums are kept. */
    public boolean keepsChecksums() {
      return Boolean.TRUE.equals(checksum);
    }
  }

  /** Sections of the generated form, in order; fields not named come last. */
  public record Layout(List<Section> sections) {
    /** Absent lists become empty ones. */
    public Layout {
      sections = sections == null ? List.of() : List.copyOf(sections);
    }
  }

  /**
   * A titled group of fields.
   *
   * @param columns how many fields stand side by side on a wide screen; null means 2
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Section(@Nullable Text label, @Nullable Integer columns, List<String> fields) {}

  /**
   * A way to show a list of records.
   *
   * @param type {@code grid}, {@code kanban} or {@code calendar}
   * @param columns field ids; empty means generated
   * @param filter which records; null means all
   * @param sort field ids, {@code -} before one for descending
   * @param by the field that makes columns or days; null means the obvious one
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record View(
      String id,
      @Nullable Text name,
      String type,
      List<String> columns,
      @Nullable Condition filter,
      List<String> sort,
      @Nullable String by) {
    /** Absent lists become empty ones. */
    public View {
      columns = columns == null ? List.of() : List.copyOf(columns);
      sort = sort == null ? List.of() : List.copyOf(sort);
    }
  }
}
