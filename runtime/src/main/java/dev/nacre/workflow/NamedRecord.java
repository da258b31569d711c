package dev.nacre.workflow;

import dev.nacre.expression.CompiledFormula;
import dev.nacre.metadata.Value;
import dev.nacre.record.Form;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The record that a step works on: the workflow's, or another one that a value names.
 *
 * @param form its form; null when that was reported as wrong
 * @param named what names another one; null for the workflow's
 */
public record NamedRecord(@Nullable Form form, @Nullable CompiledFormula named) {
  /**
   * Compiles the settings {@code form} and {@code record}.
   *
   * @param form the form of another record; null means the workflow's
   * @param record the id of another record; null means the workflow's
   * @param at where to tell that the workflow has no record
   */
  public static NamedRecord compile(
      @Nullable String form, @Nullable Value record, CompileContext context, String at) {
    if (form != null && record == null) {
      context.problem("/form", "update_which_record", form);
    }
    return new NamedRecord(
        form == null ? context.recordForm(at) : context.form(form, "/form"),
        record == null ? null : context.value(record, "/record"));
  }

  /** The form's id; empty when it is wrong, which keeps the step from ever running. */
  public String formId() {
    return form == null ? "" : form.id();
  }

  /**
   * Which record it is now.
   *
   * @throws StepFailedException when the workflow has none, or the value is no id
   */
  public UUID id(StepContext run) {
    return named == null ? run.recordId() : id(named, run);
  }

  /**
   * The id that a value gives.
   *
   * @throws StepFailedException when it gives none
   */
  public static UUID id(CompiledFormula value, StepContext run) {
    Object given = value.evaluate(run.scope());
    UUID id = id(given);
    if (id == null) {
      throw StepFailedException.of("update_no_record", String.valueOf(given));
    }
    return id;
  }

  /** The id that a computed value is; null when it is none. */
  static @Nullable UUID id(@Nullable Object given) {
    return switch (given) {
      case UUID uuid -> uuid;
      case String text when text.length() == 36 -> parse(text);
      case null, default -> null;
    };
  }

  private static @Nullable UUID parse(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
