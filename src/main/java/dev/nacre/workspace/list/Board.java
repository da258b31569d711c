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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Records as cards in columns, one for each value of a choice, and one for records without any
 * while there are such. A card goes where it is dragged, or where its menu says, if the life cycle
 * of the form lets it; who can't see it go is told.
 */
final class Board extends Div {
  private static final int CARDS = 50;

  /** Stands for no value. */
  private static final String NONE = "";

  private final ListPlan plan;
  private final RecordEngine records;
  private final Field by;
  private final RenderedField shown;
  private final Moves moves;
  private final List<String> values = new ArrayList<>();
  private boolean dragging;
  private boolean waiting;
  private final Map<String, Div> columns = new LinkedHashMap<>();
  private final Map<String, MenuBar> handles = new HashMap<>();
  private final Div spoken = new Div();

  Board(ListPlan plan, RecordEngine records, Field by) {
    this.plan = plan;
    this.records = records;
    this.by = by;
    this.shown = plan.app().renderers().of(by.shown());
    this.moves = new Moves(plan, records, by);
    addClassName("nacre-kanban");
    spoken.addClassName("nacre-spoken");
    spoken.getElement().setAttribute("aria-live", "polite");
    add(spoken);
    var settings = by.shown().settings();
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
    columns.values().forEach(this::remove);
    columns.clear();
    handles.clear();
    Page without = load(NONE);
    if (!without.records().isEmpty()) {
      add(column(NONE, without));
    }
    for (String value : values) {
      add(column(value, load(value)));
    }
  }

  /** Whether there is more to draw than is seen, since somebody was at it. */
  boolean waits() {
    return waiting;
  }

  /**
   * Draws what others have changed: not under an open menu, whose choice would be lost, and with
   * the focus on the card where it was.
   */
  void drawUnlessBusy() {
    getElement()
        .executeJs(
            "if (this.querySelector('vaadin-menu-bar-button[expanded]')) { return 'menu'; }"
                + " const at = document.activeElement;"
                + " const card = this.contains(at) && at.closest('[data-record]');"
                + " return card ? card.dataset.record : '';")
        .then(
            String.class,
            at -> {
              if (at.equals("menu")) {
                waiting = true;
                return;
              }
              draw();
              if (!at.isEmpty()) {
                follow(at);
              }
            });
  }

  private Component column(String value, Page page) {
    var head = new H3();
    String number = page.count() == null ? "" : String.valueOf(page.count());
    var count = new Span(number);
    count.addClassName("nacre-count");
    head.add(
        value.equals(NONE)
            ? new Span(name(value))
            : shown.show(TextNode.valueOf(value), plan.app().context()),
        count);
    var cards = new Div();
    cards.addClassName("cards");
    cards.getElement().setAttribute("role", "list");
    var column = new Div(head, cards);
    column.addClassName("column");
    column.getElement().setAttribute("data-column", value);
    column.getElement().setAttribute("role", "group");
    column
        .getElement()
        .setAttribute("aria-label", getTranslation("board.column", name(value), number));
    page.records().stream().map(record -> json(record)).forEach(row -> cards.add(card(row, value)));
    if (page.next() != null) {
      var more = new Span(getTranslation("board.more", CARDS));
      more.addClassName("nacre-quiet");
      cards.add(more);
    }
    columns.put(value, column);
    if (!value.equals(NONE)) {
      takesCards(column, value);
    }
    return column;
  }

  /** What people call a column. */
  private String name(String value) {
    return value.equals(NONE)
        ? getTranslation("board.without", shown.label(plan.app().context()))
        : shown.text(TextNode.valueOf(value), plan.app().context());
  }

  private void takesCards(Div column, String value) {
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
        value.equals(NONE)
            ? new Condition.Compare(by.id(), Condition.Op.EMPTY, null)
            : new Condition.Compare(
                by.id(), Condition.Op.EQ, new Value.Literal(TextNode.valueOf(value))));
    Query query =
        plan.query().where(new Condition.All(parts)).limit(CARDS).counting(Query.Count.EXACT);
    return records.query(plan.app().forms(), query, plan.app().who());
  }

  private Component card(ObjectNode row, String value) {
    Div card = Cards.of(plan, row, by.id());
    card.getElement().setAttribute("role", "listitem");
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
          .addItem(
              name(to),
              click -> {
                move(row, to);
                follow(row.path("id").asText());
              });
    }
    handles.put(row.path("id").asText(), bar);
    return bar;
  }

  private void move(ObjectNode row, String to) {
    dragging = false;
    waiting = false;
    boolean moved = moves.move(row, TextNode.valueOf(to), this::draw);
    draw();
    if (moved) {
      String title = plan.app().context().links().title(plan.form().id(), row);
      spoken.setText(getTranslation("board.moved", title, name(to)));
    }
  }

  /** Whoever moved a card by keys goes on from where it is now. */
  private void follow(String id) {
    // the menu's button, which isn't there before the menu has drawn itself; else the title
    getElement()
        .executeJs(
            "let tries = 20; const seek = () => { const card ="
                + " this.querySelector(`[data-record='${$0}']`); const to = card &&"
                + " (card.querySelector('vaadin-menu-bar-button') || (!$1 &&"
                + " card.querySelector('a'))); if (to) { to.focus(); card.scrollIntoView({block:"
                + " 'nearest', inline: 'nearest'}); } else if (tries-- > 0) { setTimeout(seek, 50);"
                + " } }; setTimeout(seek, 50);",
            id,
            handles.containsKey(id));
  }
}
