package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.Component;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.record.field.SignatureField;
import jakarta.inject.Singleton;
import java.util.List;

/** A name written by hand: a place to sign in, and the picture of it. */
@Singleton
final class SignatureRenderer implements FieldRenderer<SignatureField.Settings> {
  @Override
  public String type() {
    return "signature";
  }

  @Override
  public FieldEditor editor(
      FieldDefinition field, SignatureField.Settings settings, RenderContext context) {
    return new SignatureEditor(field, context);
  }

  @Override
  public String text(JsonNode value, SignatureField.Settings settings, RenderContext context) {
    return value.isNull() ? "" : context.text("render.sign.signed");
  }

  @Override
  public Component show(JsonNode value, SignatureField.Settings settings, RenderContext context) {
    Component shown = FileLinks.all(value, file -> FileLinks.picture(file, context));
    shown.addClassName("nacre-signature");
    return shown;
  }

  @Override
  public int columnWidth() {
    return 120;
  }

  @Override
  public List<Op> operators() {
    return List.of(Op.NOT_EMPTY, Op.EMPTY);
  }
}
