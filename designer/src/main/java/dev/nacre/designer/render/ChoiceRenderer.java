package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.combobox.dataview.ComboBoxListDataView;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.record.field.ChoiceField.Settings;
import dev.nacre.record.field.Option;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One of a few values, as a coloured badge. */
@Singleton
final class ChoiceRenderer implements FieldRenderer<Settings> {
  @Override
  public String type() {
    return "choice";
  }

  @Override
  public FieldEditor editor(FieldDefinition field, Settings settings, RenderContext context) {
    var input = new ComboBox<Option>();
    var shown = input.setItems(settings.options());
    input.setItemLabelGenerator(option -> option.title(context.locale()));
    input.setRenderer(
        new ComponentRenderer<>(option -> badge(option, settings.options(), context)));
    input.setClearButtonVisible(!field.required());
    return new ValueEditor<>(input, field, context, codec(settings))
        .offering(values -> offer(shown, values));
  }

  @Override
  public FieldEditor filter(
      FieldDefinition field, Settings settings, Op op, RenderContext context) {
    if (op != Op.IN && op != Op.NOT_IN) {
      return editor(field, settings, context);
    }
    return several(field, settings.options(), context);
  }

  /** An input for any of the options. */
  static FieldEditor several(FieldDefinition field, List<Option> options, RenderContext context) {
    var input = new MultiSelectComboBox<Option>();
    var shown = input.setItems(options);
    input.setItemLabelGenerator(option -> option.title(context.locale()));
    input.setAutoExpand(MultiSelectComboBox.AutoExpandMode.BOTH);
    return new ValueEditor<>(input, field, context, several(options))
        .offering(values -> offer(shown, values));
  }

  private static void offer(ComboBoxListDataView<Option> shown, @Nullable Set<String> values) {
    if (values == null) {
      shown.removeFilters();
    } else {
      shown.setFilter(option -> values.contains(option.value()));
    }
  }

  @Override
  public String text(JsonNode value, Settings settings, RenderContext context) {
    Option option = find(settings.options(), value.asText());
    return option == null ? value.asText() : option.title(context.locale());
  }

  @Override
  public Component show(JsonNode value, Settings settings, RenderContext context) {
    Option option = find(settings.options(), value.asText());
    return option == null
        ? ChoiceBadge.of(value.asText(), 0, null)
        : badge(option, settings.options(), context);
  }

  static Component badge(Option option, List<Option> options, RenderContext context) {
    return ChoiceBadge.of(option.title(context.locale()), options.indexOf(option), option.color());
  }

  static @Nullable Option find(List<Option> options, String value) {
    return options.stream().filter(option -> option.value().equals(value)).findFirst().orElse(null);
  }

  private static ValueEditor.Codec<Option> codec(Settings settings) {
    return new ValueEditor.Codec<>() {
      @Override
      public @Nullable Option read(JsonNode json) {
        return find(settings.options(), json.asText());
      }

      @Override
      public JsonNode write(Option value) {
        return TextNode.valueOf(value.value());
      }
    };
  }

  private static ValueEditor.Codec<Set<Option>> several(List<Option> options) {
    return new ValueEditor.Codec<>() {
      @Override
      public Set<Option> read(JsonNode json) {
        var chosen = new LinkedHashSet<Option>();
        json.forEach(
            value -> {
              Option option = find(options, value.asText());
              if (option != null) {
                chosen.add(option);
              }
            });
        return chosen;
      }

      @Override
      public JsonNode write(Set<Option> value) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        value.forEach(option -> array.add(option.value()));
        return array;
      }
    };
  }

  @Override
  public int columnWidth() {
    return 110;
  }

  @Override
  public List<Op> operators() {
    return List.of(Op.IN, Op.NOT_IN, Op.EMPTY, Op.NOT_EMPTY);
  }
}
