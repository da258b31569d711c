package dev.nacre.workflow;

import dev.nacre.expression.CompiledFormula;
import java.util.UUID;

/** Another record that a step names by a value. */
public final class NamedRecord {
  private NamedRecord() {}

  /**
   * Its id.
   *
   * @throws StepFailedException when the value is none
   */
  public static UUID id(CompiledFormula record, StepContext run) {
    Object id = record.evaluate(run.scope());
    return switch (id) {
      case UUID uuid -> uuid;
      case String text when text.length() == 36 -> parse(text);
      case null, default -> throw StepFailedException.of("update_no_record", String.valueOf(id));
    };
  }

  private static UUID parse(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw StepFailedException.of("update_no_record", text);
    }
  }
}
