package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.Component;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.record.field.ImageField;
import jakarta.inject.Singleton;
import java.util.List;

/** Pictures, small. */
@Singleton
final class ImageRenderer implements FieldRenderer<ImageField.Settings> {
  @Override
  public String type() {
    return "image";
  }

  @Override
  public FieldEditor editor(
      FieldDefinition field, ImageField.Settings settings, RenderContext context) {
    return new FileEditor(
        field,
        settings.takes(),
        settings.several(),
        true,
        file -> FileLinks.picture(file, context),
        context);
  }

  @Override
  public String text(JsonNode value, ImageField.Settings settings, RenderContext context) {
    return FileLinks.names(value);
  }

  @Override
  public Component show(JsonNode value, ImageField.Settings settings, RenderContext context) {
    return FileLinks.all(value, file -> FileLinks.picture(file, context));
  }

  @Override
  public int columnWidth() {
    return 110;
  }

  @Override
  public List<Op> operators() {
    return List.of(Op.NOT_EMPTY, Op.EMPTY);
  }
}
