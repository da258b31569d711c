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
import java.time.format.TextStyle;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Records by day: a month as a sheet, on a narrow screen the days that have any. */
final class Month extends Div {
  private static final int MOST = 500;
  private static final int IN_A_DAY = 6;

  private final ListPlan plan;
  private final RecordEngine records;
  private final Field by;
  private final Moves moves;
  private final boolean narrow;
  private final ZoneId zone;
  private YearMonth month;

  Month(ListPlan plan, RecordEngine records, Field by, boolean narrow) {
    this.plan = plan;
    this.records = records;
    this.by = by;
    this.narrow = narrow;
    this.moves = new Moves(plan, records, by);
    this.zone = plan.app().forms().zone();
    this.month = YearMonth.now(zone);
    addClassName("nacre-calendar");
    draw();
  }

  void draw() {
    removeAll();
    var title =
        new H3(
            month.getMonth().getDisplayName(TextStyle.FULL_STANDALONE, getLocale())
                + " "
                + month.getYear());
    var head =
        new Div(
            turn(VaadinIcon.ANGLE_LEFT, "calendar.before", month.minusMonths(1)),
            title,
            turn(VaadinIcon.ANGLE_RIGHT, "calendar.after", month.plusMonths(1)));
    head.addClassName("head");
    add(head, narrow ? agenda() : sheet());
  }

  private Button turn(VaadinIcon icon, String text, YearMonth to) {
    var button =
        new Button(
            icon.create(),
            click -> {
              month = to;
              draw();
            });
    button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON);
    button.setAriaLabel(getTranslation(text));
    return button;
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
              days.computeIfAbsent(day(record.get(by.index())), d -> new ArrayList<>()).add(row);
            });
    return days;
  }

  private LocalDate day(@org.jspecify.annotations.Nullable Object value) {
    return value instanceof Instant moment
        ? LocalDate.ofInstant(moment, zone)
        : value instanceof LocalDate date ? date : LocalDate.EPOCH;
  }

  private Component agenda() {
    var list = new Div();
    list.addClassName("agenda");
    load(month.atDay(1), month.atEndOfMonth())
        .forEach(
            (day, rows) -> {
              var head = new Span(label(day));
              head.addClassName("day");
              list.add(head);
              rows.forEach(row -> list.add(Cards.of(plan, row, by.id())));
            });
    if (list.getComponentCount() == 0) {
      list.add(new Span(getTranslation("calendar.empty")));
    }
    return list;
  }

  private String label(LocalDate day) {
    return day.getDayOfMonth()
        + " · "
        + day.getDayOfWeek().getDisplayName(TextStyle.FULL, getLocale());
  }

  private Component sheet() {
    LocalDate first = month.atDay(1).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    LocalDate last = month.atEndOfMonth().with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
    Map<LocalDate, List<ObjectNode>> days = load(first, last);
    var sheet = new Div();
    sheet.addClassName("sheet");
    for (DayOfWeek day : DayOfWeek.values()) {
      var name = new Span(day.getDisplayName(TextStyle.SHORT, getLocale()));
      name.addClassName("weekday");
      sheet.add(name);
    }
    for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
      sheet.add(cell(day, days.getOrDefault(day, List.of())));
    }
    return sheet;
  }

  private Component cell(LocalDate day, List<ObjectNode> rows) {
    var number = new Span(String.valueOf(day.getDayOfMonth()));
    number.addClassName("number");
    var cell = new Div(number);
    cell.addClassName("cell");
    cell.getElement().setAttribute("data-day", day.toString());
    cell.setClassName("other", !YearMonth.from(day).equals(month));
    cell.setClassName("today", day.equals(LocalDate.now(zone)));
    for (ObjectNode row : rows.stream().limit(IN_A_DAY).toList()) {
      var item = new Div(Cards.title(plan, row));
      item.addClassName("item");
      if (moves.possible()) {
        DragSource.create(item).setDragData(row);
      }
      cell.add(item);
    }
    if (rows.size() > IN_A_DAY) {
      cell.add(new Span(getTranslation("calendar.more", rows.size() - IN_A_DAY)));
    }
    DropTarget.create(cell)
        .addDropListener(
            drop ->
                drop.getDragData()
                    .filter(ObjectNode.class::isInstance)
                    .map(ObjectNode.class::cast)
                    .ifPresent(row -> move(row, day)));
    return cell;
  }

  private void move(ObjectNode row, LocalDate to) {
    JsonNode before = row.path(by.id());
    String now =
        by.type() == ValueType.DATE
            ? to.toString()
            : Instant.parse(before.asText()).atZone(zone).with(to).toInstant().toString();
    if (!now.equals(before.asText())) {
      moves.move(row, TextNode.valueOf(now));
      draw();
    }
  }
}
