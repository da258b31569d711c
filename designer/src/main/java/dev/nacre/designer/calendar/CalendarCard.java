package dev.nacre.designer.calendar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import dev.nacre.designer.desk.AppCalendars;
import dev.nacre.designer.desk.Definitions;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.draft.DaySpan;
import dev.nacre.designer.draft.Kept;
import java.util.List;

/** A calendar at a glance: its week, the days that differ, and who counts by it. */
final class CalendarCard extends Div {
  private static final int SHOWN = 8;

  private final Desk desk;

  CalendarCard(Desk desk, AppCalendars calendars, ObjectNode calendar) {
    this.desk = desk;
    addClassName("nd-calendar");
    String id = calendar.path("id").asText();
    var code = new Span(id);
    code.addClassNames("nd-muted", "nd-code");
    var zone = new Span(calendar.path("timeZone").asText(calendars.zone()));
    zone.addClassName("nd-muted");
    var head = new Div(new H3(calendars.title(calendar)), code, zone);
    head.addClassName("nd-calendar-head");
    add(head, new WeekChart(desk, calendar.path("hours")));
    days(calendar);
    users(calendars.users(id), calendars.usersByRecord());
  }

  private void days(ObjectNode calendar) {
    var line = new Div();
    line.addClassName("nd-calendar-days");
    List<Kept<DaySpan>> spans = DaySpan.read(calendar.path("days"));
    spans.stream().limit(SHOWN).map(kept -> chip(kept.what())).forEach(line::add);
    if (spans.size() > SHOWN) {
      line.add(muted(desk.text("calendar.more", spans.size() - SHOWN)));
    }
    JsonNode from = calendar.path("daysFrom");
    if (from.isObject()) {
      String form = "forms/" + from.path("form").asText() + ".json";
      line.add(
          muted(
              desk.text(
                  "calendar.from.form",
                  Definitions.title(desk.session().files(), form, desk.locale()))));
    }
    if (line.getComponentCount() > 0) {
      add(line);
    }
  }

  private Component chip(DaySpan span) {
    String days =
        span.first().equals(span.last()) ? span.first() : span.first() + " – " + span.last();
    JsonNode named = span.name();
    String name = named == null ? "" : " " + Definitions.text(named, desk.locale(), "");
    String hours = span.off() ? desk.text("calendar.day.off") : span.from() + "–" + span.to();
    var chip = new Span(days + name + " · " + hours);
    chip.addClassName("nd-badge");
    return chip;
  }

  private void users(List<String> users, List<String> byRecord) {
    if (users.isEmpty() && byRecord.isEmpty()) {
      add(muted(desk.text("calendar.unused")));
    }
    names("calendar.used", users);
    names("calendar.used.record", byRecord);
  }

  private void names(String text, List<String> names) {
    if (!names.isEmpty()) {
      add(muted(desk.text(text, String.join(desk.context().text("render.comma"), names))));
    }
  }

  private static Component muted(String text) {
    var span = new Span(text);
    span.addClassName("nd-muted");
    return span;
  }

  /** Lets a click and the keys do something. */
  void opens(Runnable act) {
    getElement().setAttribute("tabindex", "0");
    getElement().setAttribute("role", "button");
    getElement().addEventListener("click", event -> act.run());
    getElement()
        .addEventListener("keydown", event -> act.run())
        .setFilter("event.target === element && ['Enter', ' '].includes(event.key)")
        .preventDefault();
  }
}
