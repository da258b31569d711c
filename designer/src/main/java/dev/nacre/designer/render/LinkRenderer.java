package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.record.field.LinkField;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A link to another record, found by typing a part of its title. */
@Singleton
final class LinkRenderer implements FieldRenderer<LinkField.Settings> {
  @Override
  public String type() {
    return "link";
  }

  @Override
  public FieldEditor editor(
      FieldDefinition field, LinkField.Settings settings, RenderContext context) {
    var offers = new LinkOffers(settings.form(), settings.filter(), context);
    var input = new ComboBox<LinkOffers.Item>();
    offers.in(input);
    input.setClearButtonVisible(!field.required());
    return new ValueEditor<>(input, field, context, codec(offers))
        .wishing(
            item ->
                item instanceof LinkOffers.Fresh fresh
                    ? Optional.of(() -> offers.make(fresh, input::setValue))
                    : Optional.empty(),
            LinkOffers::again);
  }

  private static ValueEditor.Codec<LinkOffers.Item> codec(LinkOffers offers) {
    return new ValueEditor.Codec<>() {
      @Override
      public LinkOffers.@Nullable Item read(JsonNode json) {
        return offers.read(json).orElse(null);
      }

      @Override
      public JsonNode write(LinkOffers.Item value) {
        return switch (value) {
          case LinkOffers.Known known -> TextNode.valueOf(known.id().toString());
          case LinkOffers.Fresh fresh -> NullNode.instance;
        };
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
  public boolean fitted() {
    return true;
  }

  @Override
  public List<Op> operators() {
    return List.of(Op.EQ, Op.NE, Op.EMPTY, Op.NOT_EMPTY);
  }
}
