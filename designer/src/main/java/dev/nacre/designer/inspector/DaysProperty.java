package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.draft.DaySpan;
import dev.nacre.designer.draft.Kept;
import dev.nacre.designer.render.Calendars;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The days that differ from the week: a card for a holiday, or for days with hours of their own.
 */
final class DaysProperty extends CardsProperty<DaySpan> {
  DaysProperty(Desk desk) {
    super(desk, desk.text("calendar.differ"), desk.text("calendar.differ.add"));
    more.getElement().setAttribute("data-add", "days");
  }

  @Override
  List<Kept<DaySpan>> read(JsonNode value) {
    return DaySpan.read(value);
  }

  @Override
  List<JsonNode> write(DaySpan span) {
    return span.entries();
  }

  /** The day after the last one, or today. */
  @Override
  void add() {
    LocalDate today = LocalDate.now(desk.context().zone());
    String day =
        (rows.isEmpty() ? today : DaySpan.date(rows.getLast().last()).orElse(today))
            .plusDays(1)
            .toString();
    rows.add(new DaySpan(day, day, null, null, null));
    draw();
    changed();
  }

  @Override
  Component card(int index, DaySpan span) {
    var name = new LabelProperty(desk, desk.text("calendar.day.name"));
    name.show(span.name());
    name.onChange(() -> change(index, s -> s.called(name.value())));
    DatePicker last =
        day("calendar.day.last", span.last(), day -> change(index, s -> s.until(day)));
    DaySpan.date(span.first()).ifPresent(last::setMin);
    DatePicker first =
        day(
            "calendar.day.first",
            span.first(),
            day -> {
              change(index, s -> s.since(day));
              DaySpan.date(day).ifPresent(last::setMin);
              DaySpan.date(rows.get(index).last()).ifPresent(last::setValue);
            });
    var hours = new Div();
    hours.addClassName("nd-day-hours");
    var open = new Select<Boolean>();
    open.setItems(false, true);
    open.setItemLabelGenerator(
        works -> desk.text(works ? "calendar.day.open" : "calendar.day.off"));
    open.setAriaLabel(desk.text("calendar.day.what"));
    open.setValue(!span.off());
    open.setWidthFull();
    open.addValueChangeListener(
        change -> {
          change(index, s -> change.getValue() ? s.open("09:00", "18:00") : s.open(null, null));
          hours(index, hours);
        });
    hours(index, hours);
    var card = new Card(new Div(removal(index)), name.component(), first, last, open, hours);
    card.addClassName("nd-days");
    return card;
  }

  private void hours(int index, Div hours) {
    hours.removeAll();
    String from = rows.get(index).from();
    String to = rows.get(index).to();
    if (from != null && to != null) {
      hours.add(
          new ClockInput(
              desk.text("calendar.from"), from, time -> change(index, s -> s.open(time, s.to()))),
          new ClockInput(
              desk.text("calendar.to"), to, time -> change(index, s -> s.open(s.from(), time))));
    }
  }

  private DatePicker day(String label, String day, Consumer<String> chosen) {
    var picker = new DatePicker(desk.text(label));
    picker.setI18n(Calendars.i18n(desk.locale()));
    picker.setManualValidation(true);
    picker.setWidthFull();
    DaySpan.date(day).ifPresent(picker::setValue);
    picker.addValueChangeListener(
        change -> {
          if (change.getValue() != null) {
            chosen.accept(change.getValue().toString());
          } else if (change.getOldValue() != null) {
            // there is no holiday without a day
            picker.setValue(change.getOldValue());
          }
        });
    return picker;
  }

  private void change(int index, UnaryOperator<DaySpan> change) {
    DaySpan now = change.apply(rows.get(index));
    if (!now.equals(rows.get(index))) {
      set(index, now);
    }
  }
}
