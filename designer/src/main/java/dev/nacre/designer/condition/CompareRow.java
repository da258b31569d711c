package dev.nacre.designer.condition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.ComboBoxVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.select.SelectVariant;
import dev.nacre.designer.condition.Parts.Part;
import dev.nacre.designer.desk.FieldChoice;
import dev.nacre.designer.desk.Icons;
import dev.nacre.designer.render.ConditionWords;
import dev.nacre.metadata.Condition.Op;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A field, what is asked of it, and a value. */
final class CompareRow extends Div implements Part {
  private final Parts shared;
  private final FieldPicker field;
  private final Select<Op> op = new Select<>();
  private final Div place = new Div();
  private @Nullable Operand operand;
  private boolean telling = true;

  CompareRow(Parts shared, JsonNode condition, Runnable remove) {
    this.shared = shared;
    addClassName("nd-condition-row");
    field = new FieldPicker(shared.fields().compared(), shared.text("field"));
    field.addThemeVariants(ComboBoxVariant.LUMO_SMALL);
    field.setWidthFull();
    op.addThemeVariants(SelectVariant.LUMO_SMALL);
    op.setAriaLabel(shared.text("op"));
    op.setItemLabelGenerator(
        o -> o == null ? "" : ConditionWords.operator(o, shared.desk().locale()));
    place.addClassName("nd-condition-value");
    var first = new Div(field, Icons.button(VaadinIcon.CLOSE_SMALL, shared.text("remove"), remove));
    first.addClassName("nd-condition-line");
    var second = new Div(op, place);
    second.addClassName("nd-condition-line");
    add(first, second);
    telling = false;
    field.show(condition.path("field").asText(), this::unknown);
    offer(Op.byId(condition.path("op").asText()).orElse(Op.EQ), condition.has("value"));
    operand(condition.get("value"));
    telling = true;
    field.addValueChangeListener(change -> picked());
    op.addValueChangeListener(change -> asked());
  }

  private FieldChoice unknown(String path) {
    var text =
        new dev.nacre.metadata.FieldDefinition(
            path, "text", null, null, false, false, false, false, null, null, null);
    return new FieldChoice(path, path, text, shared.desk().renderers());
  }

  private void picked() {
    if (telling) {
      telling = false;
      offer(op.getValue(), false);
      operand(null);
      telling = true;
      shared.changed().run();
    }
  }

  private void asked() {
    if (telling && op.getValue() != null) {
      JsonNode before = operand == null ? null : operand.json();
      boolean same = before != null && operand != null && operand.fits(op.getValue());
      operand(same ? before : null);
      shared.changed().run();
    }
  }

  /** The operators that fit the field; one that is written stays, though it wouldn't be offered. */
  private void offer(@Nullable Op wanted, boolean written) {
    FieldChoice chosen = field.getValue();
    op.setVisible(chosen != null);
    if (chosen == null) {
      return;
    }
    Set<Op> ops = new LinkedHashSet<>(operators(chosen));
    if (written && wanted != null) {
      ops.add(wanted);
    }
    op.setItems(ops);
    op.setValue(wanted != null && ops.contains(wanted) ? wanted : ops.iterator().next());
  }

  private List<Op> operators(FieldChoice chosen) {
    var ops = new LinkedHashSet<>(chosen.rendered().operators());
    if (ops.contains(Op.STARTS_WITH)) {
      ops.add(Op.IN);
      ops.add(Op.NOT_IN);
    }
    if (shared.changes()) {
      ops.add(Op.CHANGED);
      if (!shared.fields().ownTables().contains(chosen)) {
        ops.add(Op.CHANGED_TO);
      }
    }
    return List.copyOf(ops);
  }

  private void operand(@Nullable JsonNode value) {
    place.removeAll();
    operand = null;
    FieldChoice chosen = field.getValue();
    if (chosen != null && op.getValue() != null && !op.getValue().takesNoValue()) {
      operand = new Operand(shared, chosen, op.getValue(), value);
      place.add(operand);
    }
  }

  @Override
  public Component component() {
    return this;
  }

  @Override
  public @Nullable JsonNode json() {
    if (field.path().isEmpty() || op.getValue() == null) {
      return null;
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("field", field.path()).put("op", op.getValue().id());
    JsonNode value = operand == null ? null : operand.json();
    if (value != null) {
      json.set("value", value);
    }
    return json;
  }
}
