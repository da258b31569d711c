package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.data.provider.ListDataProvider;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.record.field.CascadeField;
import dev.nacre.record.field.CascadeField.Settings;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** One way down a tree; found by typing any of its steps. */
@Singleton
final class CascadeRenderer implements FieldRenderer<Settings> {
  private static final String BETWEEN = " " + CascadeField.STEP + " ";

  @Override
  public String type() {
    return "cascade";
  }

  @Override
  public FieldEditor editor(FieldDefinition field, Settings settings, RenderContext context) {
    return editor(field, offered(settings), context);
  }

  /** A filter may ask for all that lies below a step, also where values go down to the end. */
  @Override
  public FieldEditor filter(
      FieldDefinition field, Settings settings, Op op, RenderContext context) {
    return editor(field, op == Op.STARTS_WITH ? steps(settings) : offered(settings), context);
  }

  private static FieldEditor editor(
      FieldDefinition field, List<List<String>> offered, RenderContext context) {
    var input = new ComboBox<List<String>>();
    input.setItems(CascadeRenderer::fits, new ListDataProvider<>(offered));
    input.setItemLabelGenerator(way -> String.join(BETWEEN, way));
    input.setClearButtonVisible(!field.required());
    return new ValueEditor<>(input, field, context, WAY);
  }

  /** The ends of all ways, and where they may end early also the steps before. */
  private static List<List<String>> offered(Settings settings) {
    return Boolean.TRUE.equals(settings.partial()) ? steps(settings) : settings.ways();
  }

  /** Every way and every beginning of one. */
  private static List<List<String>> steps(Settings settings) {
    var all = new LinkedHashSet<List<String>>();
    for (List<String> way : settings.ways()) {
      for (int length = 1; length <= way.size(); length++) {
        all.add(way.subList(0, length));
      }
    }
    return List.copyOf(all);
  }

  /** Whether every word typed stands in the way. */
  private static boolean fits(List<String> way, String typed) {
    String whole = String.join(BETWEEN, way).toLowerCase(java.util.Locale.ROOT);
    for (String word : typed.toLowerCase(java.util.Locale.ROOT).split("[\\s/]+", -1)) {
      if (!whole.contains(word)) {
        return false;
      }
    }
    return true;
  }

  private static final ValueEditor.Codec<List<String>> WAY =
      new ValueEditor.Codec<>() {
        @Override
        public List<String> read(JsonNode json) {
          var way = new ArrayList<String>();
          json.forEach(step -> way.add(step.asText()));
          return List.copyOf(way);
        }

        @Override
        public JsonNode write(List<String> value) {
          ArrayNode json = JsonNodeFactory.instance.arrayNode();
          value.forEach(json::add);
          return json;
        }
      };

  @Override
  public String text(JsonNode value, Settings settings, RenderContext context) {
    return value.isArray() ? String.join(BETWEEN, WAY.read(value)) : value.asText();
  }

  @Override
  public int columnWidth() {
    return 180;
  }

  @Override
  public List<Op> operators() {
    return List.of(Op.STARTS_WITH, Op.EQ, Op.NE, Op.EMPTY, Op.NOT_EMPTY);
  }
}
