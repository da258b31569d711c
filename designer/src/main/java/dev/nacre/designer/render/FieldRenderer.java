package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Span;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.FieldDefinition;
import java.util.List;

/**
 * Shows the values of one field type and lets people edit them; the counterpart of a {@link
 * dev.nacre.record.FieldType} on the screen. A CDI singleton, one file each, found by {@link
 * #type}.
 *
 * @param <S> the field type's settings
 */
public interface FieldRenderer<S extends Record> {
  /** The id of the field type. */
  String type();

  /** An input for one value. */
  FieldEditor editor(FieldDefinition field, S settings, RenderContext context);

  /**
   * The value in a list, a badge or a sentence.
   *
   * @param value record JSON; never null, never a JSON null
   */
  String text(JsonNode value, S settings, RenderContext context);

  /** The value as a component, for lists and read views; by default its text. */
  default Component show(JsonNode value, S settings, RenderContext context) {
    return new Span(text(value, settings, context));
  }

  /** Whether values line up at their end, as numbers do. */
  default boolean alignsEnd() {
    return false;
  }

  /** Whether it needs the whole width of a form. */
  default boolean wide() {
    return false;
  }

  /** Whether it fits into a column of a list. */
  default boolean listed() {
    return true;
  }

  /** How many pixels a column of a list needs at least. */
  default int columnWidth() {
    return 140;
  }

  /** Whether a column is as wide as the texts in it, rather than of one width. */
  default boolean fitted() {
    return false;
  }

  /** What a filter can ask, the most usual first. */
  List<Op> operators();

  /** An input for the value of a filter, where {@code in} and {@code between} take an array. */
  default FieldEditor filter(FieldDefinition field, S settings, Op op, RenderContext context) {
    return switch (op) {
      case BETWEEN ->
          new BetweenEditor(
              editor(field, settings, context), editor(field, settings, context), context);
      case WITHIN -> new RangeEditor(context);
      default -> editor(field, settings, context);
    };
  }
}
