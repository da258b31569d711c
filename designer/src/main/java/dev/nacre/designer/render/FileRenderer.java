package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.Component;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.record.field.FileField;
import jakarta.inject.Singleton;
import java.util.List;

/** Files, by their names. */
@Singleton
final class FileRenderer implements FieldRenderer<FileField.Settings> {
  @Override
  public String type() {
    return "file";
  }

  @Override
  public FieldEditor editor(
      FieldDefinition field, FileField.Settings settings, RenderContext context) {
    return new FileEditor(
        field,
        settings.takes(),
        settings.several(),
        false,
        file -> FileLinks.name(file, context),
        context);
  }

  @Override
  public String text(JsonNode value, FileField.Settings settings, RenderContext context) {
    return FileLinks.names(value);
  }

  @Override
  public Component show(JsonNode value, FileField.Settings settings, RenderContext context) {
    return FileLinks.all(value, file -> FileLinks.name(file, context));
  }

  @Override
  public int columnWidth() {
    return 180;
  }

  @Override
  public List<Op> operators() {
    return List.of(Op.NOT_EMPTY, Op.EMPTY);
  }
}
