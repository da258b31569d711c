package dev.nacre.record.change;

import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Problem;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that publishing would change about a form, and what it means for its records.
 *
 * @param form the form's id
 * @param table the table whose lines it is about; null for the records themselves
 * @param field the field's id, or several with commas; null when it is about the whole form
 * @param rows how many records or lines are concerned
 * @param of how many there are
 * @param blocking whether the draft can't be published before they are changed
 * @param says what happens and what to do
 * @param shows what holds of those records, to open them as a list; null when that can't be asked
 * @param examples a few of the values concerned, the most frequent first
 */
public record Effect(
    Kind kind,
    String form,
    @Nullable String table,
    @Nullable String field,
    long rows,
    long of,
    boolean blocking,
    Problem says,
    @Nullable Condition shows,
    List<Example> examples) {

  /** What is changed. */
  public enum Kind {
    FORM_ADDED,
    FORM_RETIRED,
    FIELD_ADDED,
    FIELD_RETIRED,
    TYPE,
    LABEL,
    REQUIRED,
    VALUES,
    FORMULA,
    UNIQUE,
    UNIQUE_ENDED;

    /** The JSON form. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A value that is concerned.
   *
   * @param value as people read it
   * @param rows how many records or lines have it
   */
  public record Example(String value, long rows) {}
}
