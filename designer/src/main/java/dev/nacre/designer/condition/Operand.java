package dev.nacre.designer.condition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.vaadin.flow.component.combobox.ComboBoxVariant;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.component.textfield.TextField;
import dev.nacre.designer.desk.FieldChoice;
import dev.nacre.designer.render.FieldEditor;
import dev.nacre.metadata.Condition.Op;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The other side of a comparison: a value in the field's own input, another field, or a formula.
 */
final class Operand extends Div {
  private static final Set<Op> PLAIN = EnumSet.of(Op.BETWEEN, Op.WITHIN, Op.IN, Op.NOT_IN);

  private final Parts shared;
  private final FieldChoice field;
  private final Op op;
  private final Div place = new Div();
  private Mode mode = Mode.VALUE;
  private @Nullable FieldEditor literal;
  private @Nullable WordsInput words;
  private @Nullable FieldPicker other;
  private @Nullable TextField formula;

  private enum Mode {
    VALUE,
    FIELD,
    FORMULA
  }

  Operand(Parts shared, FieldChoice field, Op op, @Nullable JsonNode value) {
    this.shared = shared;
    this.field = field;
    this.op = op;
    addClassName("nd-operand");
    place.addClassName("nd-operand-input");
    add(place);
    if (!PLAIN.contains(op)) {
      add(menu());
    }
    if (value != null && value.has("field")) {
      mode = Mode.FIELD;
    } else if (value != null && value.has("expr")) {
      mode = Mode.FORMULA;
    }
    draw(value);
  }

  /** Whether what is given here can stay when something else is asked. */
  boolean fits(Op asked) {
    return PLAIN.contains(asked) ? asked == op || (list(asked) && list(op)) : !PLAIN.contains(op);
  }

  private static boolean list(Op op) {
    return op == Op.IN || op == Op.NOT_IN;
  }

  private MenuBar menu() {
    var bar = new MenuBar();
    bar.addThemeVariants(
        MenuBarVariant.LUMO_TERTIARY_INLINE, MenuBarVariant.LUMO_SMALL, MenuBarVariant.LUMO_ICON);
    MenuItem item = bar.addItem(VaadinIcon.ELLIPSIS_DOTS_V.create());
    item.setAriaLabel(shared.text("operand"));
    for (Mode choice : Mode.values()) {
      item.getSubMenu()
          .addItem(
              shared.text("operand." + choice.name().toLowerCase(Locale.ROOT)),
              click -> {
                if (mode != choice) {
                  mode = choice;
                  draw(null);
                  shared.changed().run();
                }
              });
    }
    return bar;
  }

  private void draw(@Nullable JsonNode value) {
    place.removeAll();
    literal = null;
    words = null;
    other = null;
    formula = null;
    switch (mode) {
      case VALUE -> {
        if (list(op) && !field.rendered().operators().contains(op)) {
          words = new WordsInput(shared.text("words"), shared.changed());
          words.show(value);
          place.add(words);
        } else {
          literal = literal(value);
          place.add(literal.component());
        }
      }
      case FIELD -> {
        other = new FieldPicker(shared.fields().all(), shared.text("other"));
        other.addThemeVariants(ComboBoxVariant.LUMO_SMALL);
        other.setWidthFull();
        other.show(
            value == null ? "" : value.path("field").asText(),
            path -> new FieldChoice(path, path, field.definition(), shared.desk().renderers()));
        other.addValueChangeListener(change -> shared.changed().run());
        place.add(other);
      }
      case FORMULA -> {
        formula = new TextField();
        formula.addClassName("nd-code");
        formula.setWidthFull();
        formula.setAriaLabel(shared.text("operand.formula"));
        formula.setPlaceholder("today()");
        formula.setValue(value == null ? "" : value.path("expr").asText());
        formula.addValueChangeListener(change -> shared.changed().run());
        place.add(formula);
      }
    }
  }

  private FieldEditor literal(@Nullable JsonNode value) {
    FieldEditor editor = field.asked().filter(op, shared.desk().context());
    editor.readOnly(false);
    editor.required(false);
    editor.withoutLabel();
    if (value != null && !value.isNull()) {
      editor.show(value);
    }
    editor.onChange(shared.changed());
    return editor;
  }

  /** What was given; null when nothing was. */
  @Nullable JsonNode json() {
    if (other != null) {
      return other.path().isEmpty()
          ? null
          : JsonNodeFactory.instance.objectNode().put("field", other.path());
    }
    if (formula != null) {
      return formula.isEmpty()
          ? null
          : JsonNodeFactory.instance.objectNode().put("expr", formula.getValue());
    }
    if (words != null) {
      return words.json();
    }
    JsonNode given = literal == null ? null : literal.value();
    return given == null || given.isNull() || (given.isArray() && given.isEmpty()) ? null : given;
  }
}
