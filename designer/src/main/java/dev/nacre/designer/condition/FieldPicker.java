package dev.nacre.designer.condition;

import com.vaadin.flow.component.combobox.ComboBox;
import dev.nacre.designer.desk.FieldChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Chooses a field by what people call it, or by its name; also one across links. */
public final class FieldPicker extends ComboBox<FieldChoice> {
  private final List<FieldChoice> choices;

  /** A picker among these fields. */
  public FieldPicker(List<FieldChoice> choices, String label) {
    this.choices = choices;
    setAriaLabel(label);
    setPlaceholder(label);
    setItemLabelGenerator(FieldChoice::label);
    offer(choices);
    getElement().setAttribute("data-picker", "field");
    getElement().getStyle().set("--vaadin-combo-box-overlay-width", "280px");
  }

  private void offer(List<FieldChoice> offered) {
    setItems(
        (choice, typed) -> {
          String wanted = typed.strip().toLowerCase(Locale.ROOT);
          return choice.label().toLowerCase(Locale.ROOT).contains(wanted)
              || choice.path().toLowerCase(Locale.ROOT).contains(wanted);
        },
        offered);
  }

  /** Shows the field with that name; one that is unknown is shown by its name. */
  public void show(String path, java.util.function.Function<String, FieldChoice> unknown) {
    if (path.isEmpty()) {
      clear();
      return;
    }
    FieldChoice found =
        choices.stream().filter(c -> c.path().equals(path)).findFirst().orElse(null);
    if (found == null) {
      found = unknown.apply(path);
      var more = new ArrayList<>(choices);
      more.add(found);
      offer(more);
    }
    setValue(Objects.requireNonNull(found));
  }

  /** The name of the chosen field; empty when none is. */
  public String path() {
    return getValue() == null ? "" : getValue().path();
  }
}
