package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.provider.Query;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.record.field.LinkField;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A link to another record, found by typing a part of its title. */
@Singleton
final class LinkRenderer implements FieldRenderer<LinkField.Settings> {
  private static final int OFFERED = 50;

  @Override
  public String type() {
    return "link";
  }

  @Override
  public FieldEditor editor(
      FieldDefinition field, LinkField.Settings settings, RenderContext context) {
    var input = new ComboBox<Links.Choice>();
    input.setPageSize(OFFERED);
    input.setItems(query -> offer(query, settings, context));
    input.setItemLabelGenerator(Links.Choice::title);
    input.setClearButtonVisible(!field.required());
    input.setPlaceholder(context.text("render.search"));
    return new ValueEditor<>(input, field, context, codec(settings, context));
  }

  private static Stream<Links.Choice> offer(
      Query<Links.Choice, String> query, LinkField.Settings settings, RenderContext context) {
    String typed = query.getFilter().orElse("");
    // whoever doesn't find it among the first types more
    if (query.getOffset() > 0 || query.getLimit() == 0) {
      return Stream.empty();
    }
    return context
        .links()
        .search(settings.form(), typed, settings.filter(), Math.min(OFFERED, query.getLimit()))
        .stream();
  }

  private static ValueEditor.Codec<Links.Choice> codec(
      LinkField.Settings settings, RenderContext context) {
    return new ValueEditor.Codec<>() {
      @Override
      public Links.@Nullable Choice read(JsonNode json) {
        return id(json)
            .map(id -> new Links.Choice(id, context.links().title(settings.form(), json)))
            .orElse(null);
      }

      @Override
      public JsonNode write(Links.Choice value) {
        return TextNode.valueOf(value.id().toString());
      }
    };
  }

  @Override
  public String text(JsonNode value, LinkField.Settings settings, RenderContext context) {
    return context.links().title(settings.form(), value);
  }

  @Override
  public Component show(JsonNode value, LinkField.Settings settings, RenderContext context) {
    String title = text(value, settings, context);
    String address = id(value).map(id -> context.links().address(settings.form(), id)).orElse(null);
    return address == null ? new Span(title) : new Anchor(address, title);
  }

  /** A link is an id, or the record itself where it was asked for. */
  static Optional<UUID> id(JsonNode value) {
    try {
      String id = value.isObject() ? value.path("id").asText() : value.asText();
      return Optional.of(UUID.fromString(id));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public List<Op> operators() {
    return List.of(Op.EQ, Op.NE, Op.EMPTY, Op.NOT_EMPTY);
  }
}
