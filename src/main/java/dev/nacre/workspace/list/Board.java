package dev.nacre.workspace.list;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.dnd.DragSource;
import com.vaadin.flow.component.dnd.DropEffect;
import com.vaadin.flow.component.dnd.DropTarget;
import com.vaadin.flow.component.dnd.EffectAllowed;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import dev.nacre.designer.render.RenderedField;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Value;
import dev.nacre.record.Field;
import dev.nacre.record.Page;
import dev.nacre.record.Query;
import dev.nacre.record.RecordEngine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Records as cards in columns, one for each value of a choice. A card goes where it is dragged, or
 * where its menu says, if the life cycle of the form lets it.
 */
final class Board extends Div {
  private static final int CARDS = 50;

  private final ListPlan plan;
  private final RecordEngine records;
  private final Field by;
  private final RenderedField shown;
  private final Moves moves;
  private final List<String> values = new ArrayList<>();
  private boolean dragging;
  private boolean waiting;
  private final Map<String, Div> columns = new LinkedHashMap<>();

  Board(ListPlan plan, RecordEngine records, Field by) {
    this.plan = plan;
    this.records = records;
    this.by = by;
    this.shown = plan.app().renderers().of(by.definition());
    this.moves = new Moves(plan, records, by);
    addClassName("nacre-kanban");
    var settings = by.definition().settings();
    if (settings != null) {
      settings.path("options").forEach(option -> values.add(option.path("value").asText()));
    }
    draw();
  }

  /** Draws what is there now; not under the hand of somebody who is dragging a card. */
  void draw() {
    if (dragging) {
      waiting = true;
      return;
    }
    waiting = false;
    removeAll();
    columns.clear();
    for (String value : values) {
      add(column(value));
    }
  }

  private Component column(String value) {
    Page page = load(value);
    var head = new H3();
    var count = new Span(page.count() == null ? "" : String.valueOf(page.count()));
    count.addClassName("nacre-count");
    head.add(shown.show(TextNode.valueOf(value), plan.app().context()), count);
    var cards = new Div();
    cards.addClassName("cards");
    var column = new Div(head, cards);
    column.addClassName("column");
    column.getElement().setAttribute("data-column", value);
    column.getElement().setAttribute("role", "group");
    column
        .getElement()
        .setAttribute("aria-label", shown.text(TextNode.valueOf(value), plan.app().context()));
    page.records().stream().map(record -> json(record)).forEach(row -> cards.add(card(row, value)));
    if (page.next() != null) {
      var more = new Span(getTranslation("board.more", CARDS));
      more.addClassName("nacre-quiet");
      cards.add(more);
    }
    DropTarget<Div> target = DropTarget.create(column);
    target.setDropEffect(DropEffect.MOVE);
    target.addDropListener(
        drop ->
            drop.getDragSourceComponent()
                .flatMap(source -> drop.getDragData())
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .filter(row -> !row.path(by.id()).asText().equals(value))
                .ifPresent(row -> move(row, value)));
    columns.put(value, column);
    return column;
  }

  private ObjectNode json(dev.nacre.record.StoredRecord record) {
    return records.json(plan.app().forms(), record, plan.links(), plan.app().who());
  }

  private Page load(String value) {
    var parts = new ArrayList<Condition>();
    if (plan.filter() != null) {
      parts.add(plan.filter());
    }
    parts.add(
        new Condition.Compare(
            by.id(), Condition.Op.EQ, new Value.Literal(TextNode.valueOf(value))));
    Query query =
        plan.query().where(new Condition.All(parts)).limit(CARDS).counting(Query.Count.EXACT);
    return records.query(plan.app().forms(), query, plan.app().who());
  }

  private Component card(ObjectNode row, String value) {
    Div card = Cards.of(plan, row, by.id());
    List<String> next = moves.next(value, values);
    if (!moves.possible() || next.isEmpty()) {
      return card;
    }
    DragSource<Div> source = DragSource.create(card);
    source.setEffectAllowed(EffectAllowed.MOVE);
    source.setDragData(row);
    source.addDragStartListener(start -> dragging(value, next));
    source.addDragEndListener(end -> dropped());
    card.addClassName("draggable");
    card.add(menu(row, next));
    return card;
  }

  /** The columns where the card can't go are seen to be closed. */
  private void dragging(String value, List<String> next) {
    dragging = true;
    columns.forEach(
        (to, column) -> column.setClassName("closed", !to.equals(value) && !next.contains(to)));
  }

  private void dropped() {
    dragging = false;
    columns.values().forEach(column -> column.removeClassName("closed"));
    if (waiting) {
      draw();
    }
  }

  /** The same without a mouse. */
  private Component menu(ObjectNode row, List<String> next) {
    var bar = new MenuBar();
    bar.addThemeVariants(
        MenuBarVariant.LUMO_TERTIARY, MenuBarVariant.LUMO_ICON, MenuBarVariant.LUMO_SMALL);
    MenuItem root = bar.addItem(VaadinIcon.ARROW_RIGHT.create());
    root.setAriaLabel(
        getTranslation("board.move", plan.app().context().links().title(plan.form().id(), row)));
    for (String to : next) {
      root.getSubMenu()
          .addItem(shown.text(TextNode.valueOf(to), plan.app().context()), click -> move(row, to));
    }
    return bar;
  }

  private void move(ObjectNode row, String to) {
    dragging = false;
    moves.move(row, TextNode.valueOf(to));
    draw();
  }
}
