package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.record.field.LinksField;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Several links, each found by typing a part of its title. */
@Singleton
final class LinksRenderer implements FieldRenderer<LinksField.Settings> {
  @Override
  public String type() {
    return "links";
  }

  @Override
  public FieldEditor editor(
      FieldDefinition field, LinksField.Settings settings, RenderContext context) {
    var offers = new LinkOffers(settings.form(), settings.filter(), context);
    var input = new MultiSelectComboBox<LinkOffers.Item>();
    offers.in(input);
    input.setAutoExpand(MultiSelectComboBox.AutoExpandMode.VERTICAL);
    input.setClearButtonVisible(!field.required());
    return new ValueEditor<>(input, field, context, codec(offers))
        .wishing(
            chosen ->
                chosen.stream()
                    .filter(LinkOffers.Fresh.class::isInstance)
                    .map(LinkOffers.Fresh.class::cast)
                    .findFirst()
                    .map(fresh -> () -> offers.make(fresh, known -> input.select(known))),
            UnaryOperator.identity());
  }

  private static ValueEditor.Codec<Set<LinkOffers.Item>> codec(LinkOffers offers) {
    return new ValueEditor.Codec<>() {
      @Override
      public Set<LinkOffers.Item> read(JsonNode json) {
        var chosen = new LinkedHashSet<LinkOffers.Item>();
        json.forEach(one -> offers.read(one).ifPresent(chosen::add));
        return chosen;
      }

      @Override
      public JsonNode write(Set<LinkOffers.Item> value) {
        ArrayNode ids = JsonNodeFactory.instance.arrayNode();
        value.forEach(
            item -> {
              if (item instanceof LinkOffers.Known known) {
                ids.add(known.id().toString());
              }
            });
        return ids;
      }
    };
  }

  @Override
  public String text(JsonNode value, LinksField.Settings settings, RenderContext context) {
    if (!value.isArray()) {
      return value.asText();
    }
    var titles = new ArrayList<String>();
    value.forEach(one -> titles.add(context.links().title(settings.form(), one)));
    return String.join("; ", titles);
  }

  @Override
  public Component show(JsonNode value, LinksField.Settings settings, RenderContext context) {
    var all = new Span();
    all.addClassName("nacre-badges");
    for (JsonNode one : value) {
      String title = context.links().title(settings.form(), one);
      String address =
          LinkRenderer.id(one).map(id -> context.links().address(settings.form(), id)).orElse(null);
      all.add(address == null ? new Span(title) : new Anchor(address, title));
    }
    return all;
  }

  @Override
  public int columnWidth() {
    return 180;
  }

  @Override
  public List<Op> operators() {
    return List.of(Op.IN, Op.NOT_IN, Op.EQ, Op.EMPTY, Op.NOT_EMPTY);
  }
}
