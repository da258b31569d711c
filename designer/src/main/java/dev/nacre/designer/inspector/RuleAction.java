package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import dev.nacre.designer.condition.FieldPicker;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.FieldChoice;
import dev.nacre.designer.desk.Fields;
import dev.nacre.designer.desk.Icons;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One thing that a rule does: an object with a single key. */
final class RuleAction extends Div {
  /** What a new action does. */
  static final String FIRST = "require";

  private static final String LIMIT = "limit";
  private static final String SET = "set";
  private static final String ADD = "add";
  private static final String REMOVE = "remove";
  private static final String BLOCK = "block";
  private static final List<String> KINDS =
      List.of(FIRST, "show", "hide", "readOnly", LIMIT, SET, ADD, REMOVE, BLOCK);

  /** What is said of fields by their ids. */
  private static final Set<String> BY_FIELD = Set.of(LIMIT, SET, ADD, REMOVE);

  private final Desk desk;
  private final About about;
  private final ObjectNode action;
  private final Runnable changed;
  private final Div place = new Div();

  RuleAction(Desk desk, About about, ObjectNode action, Runnable changed, Runnable remove) {
    this.desk = desk;
    this.about = about;
    this.action = action;
    this.changed = changed;
    addClassName("nd-rule-action");
    var kind = new Select<String>();
    kind.setItems(KINDS);
    kind.setItemLabelGenerator(k -> k == null ? "" : desk.text("rule." + k));
    kind.setAriaLabel(desk.text("rule.then"));
    String now = kind();
    kind.setValue(now);
    kind.addValueChangeListener(change -> become(change.getValue()));
    place.addClassName("nd-rule-place");
    var line =
        new Div(kind, place, Icons.button(VaadinIcon.CLOSE_SMALL, desk.text("delete"), remove));
    line.addClassName("nd-rule-line");
    add(line);
    draw(now);
  }

  private String kind() {
    return KINDS.stream().filter(action::has).findFirst().orElse(FIRST);
  }

  /** What names a field goes on naming it. */
  private void become(String kind) {
    JsonNode before = action.path(kind());
    action.removeAll();
    if (BY_FIELD.contains(kind)) {
      action.putObject(kind);
    } else {
      action.put(kind, kind.equals(BLOCK) || !before.isTextual() ? "" : before.asText());
    }
    draw(kind);
    changed.run();
  }

  private void draw(String kind) {
    place.removeAll();
    place.add(
        switch (kind) {
          case LIMIT ->
              editor(kind, new OptionsProperty(desk, about, Set.of("choice", "multi_choice")));
          case ADD, REMOVE ->
              editor(kind, new OptionsProperty(desk, about, Set.of("multi_choice")));
          case SET -> editor(SET, SetProperty.withColumns(desk, about));
          case BLOCK -> editor(BLOCK, new LabelProperty(desk, desk.text("rule.message")));
          default -> field(kind);
        });
  }

  private Component editor(String kind, PropertyEditor editor) {
    JsonNode value = action.path(kind);
    editor.show(value.isTextual() && value.asText().isEmpty() ? null : value);
    editor.onChange(
        () -> {
          JsonNode given = editor.value();
          if (given == null && BY_FIELD.contains(kind)) {
            action.putObject(kind);
          } else if (given == null) {
            action.put(kind, "");
          } else {
            action.set(kind, given);
          }
          changed.run();
        });
    return editor.component();
  }

  private Component field(String kind) {
    Fields fields = Fields.of(desk, about.form().get());
    var own = new ArrayList<FieldChoice>();
    fields.all().stream().filter(f -> !f.path().contains(".")).forEach(own::add);
    own.addAll(fields.tables());
    var picker = new FieldPicker(own, desk.text("value.pick"));
    picker.setWidthFull();
    picker.show(action.path(kind).asText(), path -> NamesProperty.unknown(desk, path));
    picker.addValueChangeListener(
        change -> {
          action.put(kind, picker.path());
          changed.run();
        });
    return picker;
  }
}
