package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import dev.nacre.designer.condition.FieldPicker;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.FieldChoice;
import dev.nacre.designer.desk.Fields;
import dev.nacre.designer.render.FieldEditor;
import dev.nacre.metadata.Condition.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A choice field and some of its options: the only ones it may have, or what it has too. */
final class OptionsProperty implements PropertyEditor {
  private final Desk desk;
  private final Div box = new Div();
  private final Div place = new Div();
  private final FieldPicker picker;
  private final List<FieldChoice> fields;
  private final List<Runnable> listeners = new ArrayList<>();
  private @Nullable FieldEditor options;

  /**
   * A choice.
   *
   * @param types of which types the field may be
   */
  OptionsProperty(Desk desk, About about, Set<String> types) {
    this.desk = desk;
    this.fields =
        Fields.of(desk, about.form().get()).writable().stream()
            .filter(field -> types.contains(field.definition().type()))
            .toList();
    this.picker = new FieldPicker(fields, desk.text("value.pick"));
    picker.setWidthFull();
    picker.addValueChangeListener(
        change -> {
          draw(null);
          tell();
        });
    box.addClassName("nd-rows");
    box.add(picker, place);
  }

  private void draw(@Nullable JsonNode value) {
    place.removeAll();
    options = null;
    fields.stream()
        .filter(field -> field.path().equals(picker.path()))
        .findFirst()
        .ifPresent(
            field -> {
              FieldEditor editor = field.asked().filter(Op.IN, desk.context());
              editor.withoutLabel();
              if (value != null) {
                editor.show(value);
              }
              editor.onChange(this::tell);
              options = editor;
              place.add(editor.component());
            });
  }

  @Override
  public Component component() {
    return box;
  }

  @Override
  public void show(@Nullable JsonNode value) {
    if (value == null || value.isEmpty()) {
      return;
    }
    var limited = value.properties().iterator().next();
    picker.show(limited.getKey(), path -> NamesProperty.unknown(desk, path));
    draw(limited.getValue());
  }

  @Override
  public @Nullable JsonNode value() {
    if (picker.path().isEmpty()) {
      return null;
    }
    JsonNode given = options == null ? null : options.value();
    return JsonNodeFactory.instance
        .objectNode()
        .set(picker.path(), given != null && given.isArray() ? given : emptyList());
  }

  private static JsonNode emptyList() {
    return JsonNodeFactory.instance.arrayNode();
  }

  private void tell() {
    List.copyOf(listeners).forEach(Runnable::run);
  }

  @Override
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public void wrong(String text) {
    // what is wrong with an action is told below the rules
  }
}
