package dev.nacre.workspace.list;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dnd.DragSource;
import com.vaadin.flow.component.dnd.DropTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Value;
import dev.nacre.record.Field;
import dev.nacre.record.Query;
import dev.nacre.record.RecordEngine;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Records by day: a month or a week as a sheet, on a narrow screen the days that have any. */
final class Month extends Div {
  private static final int MOST = 500;
  private static final int IN_A_DAY = 6;
  private static final int IN_A_WEEKDAY = 30;

  private final ListPlan plan;
  private final RecordEngine records;
  private final Field by;
  private final Moves moves;
  private final boolean narrow;
  private final ZoneId zone;
  private final Set<LocalDate> unfolded = new HashSet<>();
  private LocalDate day;
  private boolean week;
  private int rows;

  Month(ListPlan plan, RecordEngine records, Field by, boolean narrow) {
    this.plan = plan;
    this.records = records;
    this.by = by;
    this.narrow = narrow;
    this.moves = new Moves(plan, records, by);
    this.zone = plan.app().forms().zone();
    this.day = LocalDate.now(zone);
    addClassName("nacre-calendar");
    draw();
  }

  void draw() {
    removeAll();
    rows = 0;
    var title = new H3(title());
    var today =
        new Button(getTranslation("calendar.today"), click -> go(LocalDate.now(zone), week));
    var span =
        new Button(
            getTranslation(week ? "calendar.month" : "calendar.week"), click -> go(day, !week));
    span.setId("calendar-span");
    for (Button button : List.of(today, span)) {
      button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    }
    var head =
        new Div(
            turn(VaadinIcon.ANGLE_LEFT, "calendar.before", -1),
            title,
            turn(VaadinIcon.ANGLE_RIGHT, "calendar.after", 1),
            today,
            span);
    head.addClassName("head");
    Component days = narrow ? agenda() : sheet();
    add(head);
    if (rows >= MOST) {
      var more = new Span(getTranslation("calendar.cut_off", MOST));
      more.addClassName("nacre-quiet");
      add(more);
    }
    add(days);
  }

  private String title() {
    boolean chinese = getLocale().getLanguage().equals("zh");
    LocalDate shown = week ? first() : day;
    return DateTimeFormatter.ofPattern(chinese ? "yyyy年M月" : "MMMM yyyy", getLocale())
        .format(shown);
  }

  private void go(LocalDate to, boolean byWeek) {
    day = to;
    week = byWeek;
    unfolded.clear();
    draw();
  }

  private Button turn(VaadinIcon icon, String text, int by) {
    var button =
        new Button(icon.create(), click -> go(week ? day.plusWeeks(by) : day.plusMonths(by), week));
    button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON);
    button.setAriaLabel(getTranslation(text));
    return button;
  }

  /** The first day that is shown, a Monday where there is a sheet. */
  private LocalDate first() {
    LocalDate from = week ? day : day.withDayOfMonth(1);
    return week || !narrow ? from.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)) : from;
  }

  private LocalDate last() {
    LocalDate to = day.with(TemporalAdjusters.lastDayOfMonth());
    return week
        ? first().plusDays(6)
        : narrow ? to : to.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
  }

  private Map<LocalDate, List<ObjectNode>> load(LocalDate from, LocalDate to) {
    ArrayNode span = Json.MAPPER.createArrayNode();
    if (by.type() == ValueType.DATE) {
      span.add(from.toString()).add(to.toString());
    } else {
      span.add(from.atStartOfDay(zone).toInstant().toString());
      span.add(to.plusDays(1).atStartOfDay(zone).toInstant().minusMillis(1).toString());
    }
    var parts = new ArrayList<Condition>();
    if (plan.filter() != null) {
      parts.add(plan.filter());
    }
    parts.add(new Condition.Compare(by.id(), Condition.Op.BETWEEN, new Value.Literal(span)));
    Query query =
        plan.query()
            .where(new Condition.All(parts))
            .sortedBy(List.of(new Query.Sort(by.id(), false)))
            .limit(MOST);
    var days = new TreeMap<LocalDate, List<ObjectNode>>();
    records
        .query(plan.app().forms(), query, plan.app().who())
        .records()
        .forEach(
            record -> {
              ObjectNode row =
                  records.json(plan.app().forms(), record, plan.links(), plan.app().who());
              days.computeIfAbsent(dayOf(record.get(by.index())), d -> new ArrayList<>()).add(row);
              rows++;
            });
    return days;
  }

  private LocalDate dayOf(@Nullable Object value) {
    return value instanceof Instant moment
        ? LocalDate.ofInstant(moment, zone)
        : value instanceof LocalDate date ? date : LocalDate.EPOCH;
  }

  private Component agenda() {
    var list = new Div();
    list.addClassName("agenda");
    load(first(), last())
        .forEach(
            (when, rows) -> {
              var head = new Span(label(when));
              head.addClassName("day");
              list.add(head);
              rows.forEach(row -> list.add(card(row)));
            });
    if (list.getComponentCount() == 0) {
      list.add(new Span(getTranslation("calendar.empty")));
    }
    return list;
  }

  private Component card(ObjectNode row) {
    Div card = Cards.of(plan, row, by.id());
    if (moves.possible()) {
      card.add(mover(row));
    }
    return card;
  }

  /** The same as dragging, without a mouse. */
  private Button mover(ObjectNode row) {
    String title = plan.app().context().links().title(plan.form().id(), row);
    var button =
        new Button(
            VaadinIcon.CALENDAR_CLOCK.create(),
            click ->
                new DayDialog(
                        getTranslation("calendar.move", title), dayOf(row), to -> move(row, to))
                    .open());
    button.addThemeVariants(
        ButtonVariant.LUMO_TERTIARY_INLINE, ButtonVariant.LUMO_ICON, ButtonVariant.LUMO_SMALL);
    button.setAriaLabel(getTranslation("calendar.move", title));
    button.addClassName("mover");
    return button;
  }

  private LocalDate dayOf(ObjectNode row) {
    String text = row.path(by.id()).asText();
    return by.type() == ValueType.DATE
        ? LocalDate.parse(text)
        : LocalDate.ofInstant(Instant.parse(text), zone);
  }

  private String label(LocalDate when) {
    return when.getDayOfMonth()
        + " · "
        + when.getDayOfWeek().getDisplayName(TextStyle.FULL, getLocale());
  }

  private Component sheet() {
    LocalDate last = last();
    Map<LocalDate, List<ObjectNode>> days = load(first(), last);
    var sheet = new Div();
    sheet.addClassName("sheet");
    for (DayOfWeek weekday : DayOfWeek.values()) {
      var name = new Span(weekday.getDisplayName(TextStyle.SHORT, getLocale()));
      name.addClassName("weekday");
      sheet.add(name);
    }
    for (LocalDate one = first(); !one.isAfter(last); one = one.plusDays(1)) {
      sheet.add(cell(one, days.getOrDefault(one, List.of())));
    }
    return sheet;
  }

  private Component cell(LocalDate when, List<ObjectNode> held) {
    var number = new Span(String.valueOf(when.getDayOfMonth()));
    number.addClassName("number");
    var cell = new Div(number);
    cell.addClassName("cell");
    cell.getElement().setAttribute("data-day", when.toString());
    cell.setClassName("other", !week && !YearMonth.from(when).equals(YearMonth.from(day)));
    cell.setClassName("today", when.equals(LocalDate.now(zone)));
    boolean whole = unfolded.contains(when) || held.size() <= (week ? IN_A_WEEKDAY : IN_A_DAY);
    held.stream().limit(whole ? held.size() : IN_A_DAY).forEach(row -> cell.add(item(row)));
    if (!whole) {
      var more =
          new Button(
              getTranslation("calendar.more", held.size() - IN_A_DAY),
              click -> {
                unfolded.add(when);
                draw();
              });
      more.addThemeVariants(ButtonVariant.LUMO_TERTIARY_INLINE, ButtonVariant.LUMO_SMALL);
      cell.add(more);
    }
    DropTarget.create(cell)
        .addDropListener(
            drop ->
                drop.getDragData()
                    .filter(ObjectNode.class::isInstance)
                    .map(ObjectNode.class::cast)
                    .ifPresent(row -> move(row, when)));
    return cell;
  }

  private Component item(ObjectNode row) {
    var item = new Div(Cards.title(plan, row));
    item.addClassName("item");
    item.getElement().setAttribute("data-record", row.path("id").asText());
    if (moves.possible()) {
      item.add(mover(row));
      DragSource.create(item).setDragData(row);
      item.addClassName("draggable");
    }
    return item;
  }

  private void move(ObjectNode row, LocalDate to) {
    JsonNode before = row.path(by.id());
    String now =
        by.type() == ValueType.DATE
            ? to.toString()
            : Instant.parse(before.asText()).atZone(zone).with(to).toInstant().toString();
    if (!now.equals(before.asText())) {
      moves.move(row, TextNode.valueOf(now), this::draw);
      draw();
    }
  }
}
