package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.select.Select;
import dev.nacre.metadata.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Chooses a range that moves with now, such as today or the last seven days. */
final class RangeEditor implements FieldEditor {
  private static final List<JsonNode> RANGES =
      Stream.concat(
              Stream.of("today", "yesterday", "tomorrow", "this_week", "last_week", "this_month")
                  .<JsonNode>map(TextNode::valueOf),
              Stream.concat(
                  Stream.of("PT1H", "PT24H", "P7D", "P14D", "P30D").map(s -> moving("last", s)),
                  Stream.of("P7D", "P30D").map(s -> moving("next", s))))
          .toList();

  private final Select<JsonNode> input = new Select<>();
  private boolean telling = true;

  RangeEditor(RenderContext context) {
    input.setItems(RANGES);
    input.setItemLabelGenerator(range -> ConditionWords.range(range, context.locale()));
    input.setAriaLabel(context.text("render.range"));
    input.setWidthFull();
  }

  private static JsonNode moving(String direction, String span) {
    return JsonNodeFactory.instance.objectNode().put(direction, span);
  }

  @Override
  public Component component() {
    return input;
  }

  @Override
  public JsonNode value() {
    return input.isEmpty() ? NullNode.instance : input.getValue();
  }

  @Override
  public void show(JsonNode value) {
    telling = false;
    if (!value.isNull() && !RANGES.contains(value)) {
      var more = new ArrayList<>(RANGES);
      more.add(value);
      input.setItems(more);
    }
    input.setValue(value.isNull() ? null : value);
    telling = true;
  }

  @Override
  public void onChange(Runnable listener) {
    input.addValueChangeListener(
        change -> {
          if (telling) {
            listener.run();
          }
        });
  }

  @Override
  public void readOnly(boolean readOnly) {
    input.setReadOnly(readOnly);
  }

  @Override
  public void required(boolean required) {
    input.setRequiredIndicatorVisible(required);
  }

  @Override
  public void problems(List<Problem> problems) {
    input.setInvalid(!problems.isEmpty());
  }

  @Override
  public void focus() {
    input.focus();
  }

  @Override
  public void withoutLabel() {
    // it has none
  }
}
