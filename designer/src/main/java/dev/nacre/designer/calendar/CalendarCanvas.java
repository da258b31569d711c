package dev.nacre.designer.calendar;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.designer.desk.AppCalendars;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Selection;
import dev.nacre.metadata.Json;
import java.util.ArrayList;
import java.util.List;

/** The app's calendars, a card each; a click selects one. */
public final class CalendarCanvas extends Div {
  private static final String SELECTED = "nd-selected";

  private final Desk desk;
  private final AppCalendars calendars;
  private final List<CalendarCard> cards = new ArrayList<>();
  private String drawn = "";

  /** The canvas of that desk. */
  public CalendarCanvas(Desk desk) {
    this.desk = desk;
    this.calendars = new AppCalendars(desk);
    addClassName("nd-calendars");
    desk.listen(event -> draw());
    draw();
  }

  /** A click elsewhere only marks another card. */
  private void draw() {
    if (!desk.on("app")) {
      drawn = "";
      cards.clear();
      removeAll();
      return;
    }
    String now = head();
    if (!now.equals(drawn)) {
      drawn = now;
      cards.clear();
      removeAll();
      all();
    }
    for (int i = 0; i < cards.size(); i++) {
      mark(cards.get(i), desk.selection().equals(new Selection.Calendar(i)), i);
    }
  }

  private void mark(CalendarCard card, boolean selected, int index) {
    boolean was = card.hasClassName(SELECTED);
    card.setClassName(SELECTED, selected);
    card.setClassName("nd-wrong", calendars.problems(index) > 0);
    if (selected && !was) {
      card.getElement().executeJs("this.scrollIntoView({block: 'nearest'})");
    }
  }

  private void all() {
    if (desk.json().isEmpty()) {
      add(new Paragraph(desk.text("canvas.unreadable")));
      return;
    }
    add(new H2(desk.text("calendars")), new Paragraph(desk.text("calendars.about")));
    var list = new Div();
    list.addClassName("nd-calendar-list");
    List<ObjectNode> all = calendars.all();
    for (int i = 0; i < all.size(); i++) {
      list.add(card(i, all.get(i)));
    }
    if (all.stream().noneMatch(c -> c.path("id").asText().equals(AppCalendars.WORK))) {
      list.add(usual());
    }
    var more =
        new Button(desk.text("calendar.add"), VaadinIcon.PLUS.create(), click -> calendars.add());
    more.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    more.getElement().setAttribute("data-add", "calendar");
    add(list, more);
  }

  /** What of the draft is drawn. */
  private String head() {
    return "=" + desk.session().files().text(AppCalendars.FILE).orElse(""); // also nothing is told
  }

  private Component card(int index, ObjectNode calendar) {
    var card = new CalendarCard(desk, calendars, calendar);
    card.getElement().setAttribute("data-calendar", calendar.path("id").asText());
    card.opens(() -> calendars.open(index));
    cards.add(card);
    return card;
  }

  /** The one that is there without being written. */
  private Component usual() {
    ObjectNode work = Json.MAPPER.createObjectNode().put("id", AppCalendars.WORK);
    work.put("name", desk.text("calendar.work"));
    work.putArray("hours").addAll(AppCalendars.usual().entries());
    var card = new CalendarCard(desk, calendars, work);
    card.addClassName("nd-usual");
    card.getElement().setAttribute("data-calendar", AppCalendars.WORK);
    var change = new Button(desk.text("calendar.work.change"), click -> calendars.addWork());
    change.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    card.add(new Paragraph(desk.text("calendar.work.about")), change);
    return card;
  }
}
