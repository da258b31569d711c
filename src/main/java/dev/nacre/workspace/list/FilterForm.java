package dev.nacre.workspace.list;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import dev.nacre.designer.render.ConditionWords;
import dev.nacre.designer.render.FieldEditor;
import dev.nacre.designer.render.RenderedField;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Puts a filter together: a field, what is asked of it, and a value. */
final class FilterForm extends Div {
  private final ListPlan plan;
  private final Consumer<Condition> done;
  private final ComboBox<RenderedField> field = new ComboBox<>();
  private final Select<Op> op = new Select<>();
  private final Div place = new Div();
  private final Button apply;
  private @Nullable FieldEditor value;

  FilterForm(ListPlan plan, Consumer<Condition> done) {
    this.plan = plan;
    this.done = done;
    addClassName("nacre-filter-form");
    field.setLabel(getTranslation("list.filter.field"));
    field.setItems(choices());
    field.setItemLabelGenerator(f -> f.label(plan.app().context()));
    field.addValueChangeListener(change -> fieldChosen(change.getValue()));
    op.setLabel(getTranslation("list.filter.op"));
    op.setItemLabelGenerator(o -> ConditionWords.operator(o, getLocale()));
    op.addValueChangeListener(change -> opChosen());
    op.setVisible(false);
    apply = new Button(getTranslation("list.filter.apply"), click -> apply());
    apply.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    apply.setEnabled(false);
    add(field, op, place, apply);
  }

  private List<RenderedField> choices() {
    var all = new ArrayList<>(plan.app().fields(plan.form()));
    for (String system : List.of("createdAt", "createdBy", "updatedAt", "updatedBy")) {
      plan.app().field(plan.form(), system).ifPresent(all::add);
    }
    return all;
  }

  private void fieldChosen(@Nullable RenderedField chosen) {
    op.setVisible(chosen != null);
    if (chosen != null) {
      op.setItems(chosen.operators());
      op.setValue(chosen.operators().getFirst());
    }
    opChosen();
  }

  private void opChosen() {
    place.removeAll();
    value = null;
    RenderedField chosen = field.getValue();
    Op asked = op.getValue();
    if (chosen != null && asked != null && !asked.takesNoValue()) {
      FieldEditor editor = chosen.filter(asked, plan.app().context());
      editor.readOnly(false);
      editor.required(false);
      editor.withoutLabel();
      editor.onChange(this::ready);
      place.add(editor.component());
      value = editor;
    }
    ready();
  }

  private Optional<Condition> condition() {
    RenderedField chosen = field.getValue();
    Op asked = op.getValue();
    if (chosen == null || asked == null) {
      return Optional.empty();
    }
    if (asked.takesNoValue()) {
      return Optional.of(new Condition.Compare(chosen.id(), asked, null));
    }
    JsonNode given = value == null ? null : value.value();
    return given == null || given.isNull()
        ? Optional.empty()
        : Optional.of(new Condition.Compare(chosen.id(), asked, new Value.Literal(given)));
  }

  private void ready() {
    apply.setEnabled(condition().isPresent());
  }

  private void apply() {
    condition().ifPresent(done);
  }
}
