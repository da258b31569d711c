package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.Component;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.record.field.TableField;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.List;

/** The lines of a record. */
@Singleton
final class TableRenderer implements FieldRenderer<TableField.Settings> {
  // its lines' fields have renderers of their own, among them perhaps this one
  private final Provider<FieldRenderers> renderers;

  TableRenderer(Provider<FieldRenderers> renderers) {
    this.renderers = renderers;
  }

  @Override
  public String type() {
    return "table";
  }

  private List<RenderedField> columns(TableField.Settings settings) {
    return settings.fields().stream().map(renderers.get()::of).toList();
  }

  @Override
  public FieldEditor editor(
      FieldDefinition field, TableField.Settings settings, RenderContext context) {
    return new LinesEditor(field, columns(settings), context);
  }

  @Override
  public String text(JsonNode value, TableField.Settings settings, RenderContext context) {
    return context.text("render.lines", value.size());
  }

  @Override
  public Component show(JsonNode value, TableField.Settings settings, RenderContext context) {
    return new LinesView(value, columns(settings), context);
  }

  @Override
  public boolean wide() {
    return true;
  }

  @Override
  public boolean listed() {
    return false;
  }

  @Override
  public List<Op> operators() {
    return List.of(Op.EMPTY, Op.NOT_EMPTY);
  }
}
