package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.Component;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.record.field.AttachedField;
import java.util.List;

/** What the renderers of fields with files share; they differ in how one file looks. */
abstract class AttachedRenderer implements FieldRenderer<AttachedField.Settings> {
  private final String type;
  private final List<String> usual;
  private final int width;

  /**
   * A renderer.
   *
   * @param usual media types that are taken when nothing is said
   * @param width of a column of a list
   */
  AttachedRenderer(String type, List<String> usual, int width) {
    this.type = type;
    this.usual = usual;
    this.width = width;
  }

  /** How one file looks. */
  abstract Component face(JsonNode file, RenderContext context);

  @Override
  public final String type() {
    return type;
  }

  @Override
  public final FieldEditor editor(
      FieldDefinition field, AttachedField.Settings settings, RenderContext context) {
    List<String> types = settings.takes(usual);
    var takes =
        new FileEditor.Takes(types, settings.maxSize(), settings.several(), photographed(types));
    return new FileEditor(field, takes, file -> face(file, context), context);
  }

  /** Whether what a camera gives is taken; phones give JPEG. */
  private static boolean photographed(List<String> types) {
    return types.isEmpty() || types.contains("image/*") || types.contains("image/jpeg");
  }

  @Override
  public final String text(JsonNode value, AttachedField.Settings settings, RenderContext context) {
    return FileLinks.names(value);
  }

  @Override
  public final Component show(
      JsonNode value, AttachedField.Settings settings, RenderContext context) {
    return FileLinks.all(value, file -> face(file, context));
  }

  @Override
  public final int columnWidth() {
    return width;
  }

  @Override
  public final List<Op> operators() {
    return List.of(Op.NOT_EMPTY, Op.EMPTY);
  }
}
