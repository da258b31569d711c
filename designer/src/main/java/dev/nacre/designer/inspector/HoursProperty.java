package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Icons;
import dev.nacre.designer.draft.Kept;
import dev.nacre.designer.draft.Opening;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** When people work each week: a card for days with the same hours and breaks. */
final class HoursProperty extends CardsProperty<Opening> {
  HoursProperty(Desk desk) {
    super(desk, desk.text("calendar.hours"), desk.text("calendar.hours.add"));
    more.getElement().setAttribute("data-add", "hours");
  }

  @Override
  List<Kept<Opening>> read(JsonNode value) {
    return Opening.read(value);
  }

  @Override
  List<JsonNode> write(Opening opening) {
    return opening.entries();
  }

  /** A calendar without hours is a problem that is told, and not one without any list. */
  @Override
  JsonNode none() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /** The days that have no hours yet. */
  @Override
  void add() {
    var left = new ArrayList<>(Opening.WEEK);
    rows.forEach(row -> left.removeAll(row.days()));
    rows.add(new Opening(left, "09:00", "18:00", List.of()));
    draw();
    changed();
  }

  @Override
  Component card(int index, Opening opening) {
    var days = new CheckboxGroup<String>();
    days.setItems(Opening.WEEK);
    days.setItemLabelGenerator(day -> desk.text("day." + day));
    days.setAriaLabel(desk.text("calendar.days"));
    days.select(opening.days());
    days.addClassName("nd-week-days");
    days.addValueChangeListener(
        change ->
            change(index, o -> o.on(Opening.WEEK.stream().filter(days::isSelected).toList())));
    var rests = new Div();
    rests.addClassName("nd-breaks");
    for (int i = 0; i < opening.breaks().size(); i++) {
      rests.add(rest(index, i, opening.breaks().get(i)));
    }
    var further =
        new Button(desk.text("calendar.break.add"), VaadinIcon.PLUS.create(), c -> rest(index));
    further.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    further.getElement().setAttribute("data-add", "break");
    rests.add(further);
    var card =
        new Card(
            new Div(removal(index)),
            days,
            new ClockInput(
                desk.text("calendar.from"),
                opening.from(),
                time -> change(index, o -> o.between(time, o.to()))),
            new ClockInput(
                desk.text("calendar.to"),
                opening.to(),
                time -> change(index, o -> o.between(o.from(), time))),
            rests);
    card.addClassName("nd-hours");
    return card;
  }

  private Component rest(int index, int at, Opening.Break rest) {
    var row =
        new Div(
            new ClockInput(
                desk.text("calendar.break.from"),
                rest.from(),
                time -> change(index, at, old -> new Opening.Break(time, old.to()))),
            new ClockInput(
                desk.text("calendar.break.to"),
                rest.to(),
                time -> change(index, at, old -> new Opening.Break(old.from(), time))),
            Icons.button(
                VaadinIcon.CLOSE_SMALL,
                desk.text("delete"),
                () -> {
                  var left = new ArrayList<>(rows.get(index).breaks());
                  left.remove(at);
                  change(index, o -> o.with(left));
                  draw();
                }));
    row.addClassName("nd-break");
    return row;
  }

  /** A break at noon, or an hour after the last one. */
  private void rest(int index) {
    Opening opening = rows.get(index);
    var all = new ArrayList<>(opening.breaks());
    all.add(
        all.isEmpty()
            ? new Opening.Break("12:00", "13:00")
            : new Opening.Break(all.getLast().to(), opening.to()));
    change(index, o -> o.with(all));
    draw();
  }

  private void change(int index, int at, UnaryOperator<Opening.Break> change) {
    var all = new ArrayList<>(rows.get(index).breaks());
    all.set(at, change.apply(all.get(at)));
    change(index, o -> o.with(all));
  }

  private void change(int index, UnaryOperator<Opening> change) {
    set(index, change.apply(rows.get(index)));
  }
}
