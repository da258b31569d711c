package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Span;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.record.field.MultiChoiceField.Settings;
import dev.nacre.record.field.Option;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Any of a few values, as coloured badges. */
@Singleton
final class MultiChoiceRenderer implements FieldRenderer<Settings> {
  @Override
  public String type() {
    return "multi_choice";
  }

  @Override
  public FieldEditor editor(FieldDefinition field, Settings settings, RenderContext context) {
    return ChoiceRenderer.several(field, settings.options(), context);
  }

  @Override
  public FieldEditor filter(
      FieldDefinition field, Settings settings, Op op, RenderContext context) {
    return ChoiceRenderer.several(field, settings.options(), context);
  }

  @Override
  public String text(JsonNode value, Settings settings, RenderContext context) {
    if (!value.isArray()) {
      return value.asText();
    }
    var titles = new ArrayList<String>();
    for (JsonNode one : value) {
      Option option = ChoiceRenderer.find(settings.options(), one.asText());
      titles.add(option == null ? one.asText() : option.title(context.locale()));
    }
    return String.join(context.locale().getLanguage().equals("zh") ? "、" : ", ", titles);
  }

  @Override
  public Component show(JsonNode value, Settings settings, RenderContext context) {
    if (!value.isArray()) {
      return new Span(value.asText());
    }
    var badges = new Span();
    badges.addClassName("nacre-badges");
    for (JsonNode one : value) {
      Option option = ChoiceRenderer.find(settings.options(), one.asText());
      badges.add(
          option == null
              ? ChoiceBadge.of(one.asText(), 0, null)
              : ChoiceRenderer.badge(option, settings.options(), context));
    }
    return badges;
  }

  @Override
  public int columnWidth() {
    return 160;
  }

  @Override
  public List<Op> operators() {
    return List.of(Op.IN, Op.NOT_IN, Op.EQ, Op.EMPTY, Op.NOT_EMPTY);
  }
}
