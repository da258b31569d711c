package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.provider.Query;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.record.field.LinksField;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Several links, each found by typing a part of its title. */
@Singleton
final class LinksRenderer implements FieldRenderer<LinksField.Settings> {
  private static final int OFFERED = 50;

  @Override
  public String type() {
    return "links";
  }

  @Override
  public FieldEditor editor(
      FieldDefinition field, LinksField.Settings settings, RenderContext context) {
    var input = new MultiSelectComboBox<Links.Choice>();
    input.setPageSize(OFFERED);
    input.setItems(query -> offer(query, settings, context));
    input.setItemLabelGenerator(Links.Choice::title);
    input.setAutoExpand(MultiSelectComboBox.AutoExpandMode.VERTICAL);
    input.setClearButtonVisible(!field.required());
    input.setPlaceholder(context.text("render.search"));
    return new ValueEditor<>(input, field, context, codec(settings, context));
  }

  private static Stream<Links.Choice> offer(
      Query<Links.Choice, String> query, LinksField.Settings settings, RenderContext context) {
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

  private static ValueEditor.Codec<Set<Links.Choice>> codec(
      LinksField.Settings settings, RenderContext context) {
    return new ValueEditor.Codec<>() {
      @Override
      public Set<Links.Choice> read(JsonNode json) {
        var chosen = new LinkedHashSet<Links.Choice>();
        json.forEach(
            one ->
                LinkRenderer.id(one)
                    .map(id -> new Links.Choice(id, context.links().title(settings.form(), one)))
                    .ifPresent(chosen::add));
        return chosen;
      }

      @Override
      public JsonNode write(Set<Links.Choice> value) {
        ArrayNode ids = JsonNodeFactory.instance.arrayNode();
        value.forEach(choice -> ids.add(choice.id().toString()));
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
