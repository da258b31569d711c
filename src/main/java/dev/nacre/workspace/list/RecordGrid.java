package dev.nacre.workspace.list;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridSortOrder;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.provider.SortDirection;
import com.vaadin.flow.data.renderer.LitRenderer;
import dev.nacre.designer.render.RenderedField;
import dev.nacre.record.Query.Sort;
import dev.nacre.workspace.Addresses;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/** Records as rows, or on a narrow screen as cards. */
final class RecordGrid extends Grid<ObjectNode> {
  private static final int TITLE = 140;

  private final ListPlan plan;

  /**
   * A grid.
   *
   * @param first the first rows, by which columns get their width
   * @param open told which record the person wants to see
   * @param sorted told by which field the person wants them sorted; null for the view's order
   */
  RecordGrid(
      ListPlan plan,
      boolean narrow,
      List<ObjectNode> first,
      Consumer<UUID> open,
      Consumer<Sort> sorted) {
    this.plan = plan;
    addClassName("nacre-grid");
    addThemeVariants(GridVariant.LUMO_NO_BORDER, GridVariant.LUMO_COMPACT);
    setSelectionMode(SelectionMode.NONE);
    if (narrow) {
      addThemeVariants(GridVariant.LUMO_NO_ROW_BORDERS);
      addColumn(written(this::card));
      addClassName("cards");
    } else {
      plan.columns().forEach(field -> column(field, first));
      mark(plan.sort());
    }
    addItemClickListener(click -> open.accept(id(click.getItem())));
    addSortListener(
        sort -> {
          if (sort.isFromClient()) {
            sorted.accept(wish(sort.getSortOrder()));
          }
        });
  }

  /** Lets rows be ticked; the receiver is told which are. */
  void tickable(Consumer<Set<ObjectNode>> ticked) {
    setSelectionMode(SelectionMode.MULTI);
    addSelectionListener(change -> ticked.accept(change.getAllSelectedItems()));
  }

  /**
   * Cells go to the browser as what they look like: hundreds of live components a page would make
   * every list slow. What components write of themselves is escaped already.
   */
  private static LitRenderer<ObjectNode> written(Function<ObjectNode, Component> cell) {
    return LitRenderer.<ObjectNode>of("<div class='nacre-cell' .innerHTML=${item.html}></div>")
        .withProperty("html", row -> cell.apply(row).getElement().getOuterHTML());
  }

  private static UUID id(ObjectNode row) {
    return UUID.fromString(row.path("id").asText());
  }

  private void column(RenderedField field, List<ObjectNode> first) {
    boolean title = plan.title().filter(t -> t.id().equals(field.id())).isPresent();
    Column<ObjectNode> column =
        addColumn(written(row -> title ? link(row) : show(field, row)))
            .setHeader(field.label(plan.app().context()))
            .setKey(field.id())
            .setSortProperty(field.id())
            .setResizable(true)
            .setFlexGrow(field.alignsEnd() ? 0 : 1)
            .setWidth(Math.max(width(field, first), title ? TITLE : 0) + "px");
    column.setSortable(plan.form().name(field.id()).isPresent());
    if (field.alignsEnd()) {
      column.setTextAlign(ColumnTextAlign.END);
    }
  }

  private int width(RenderedField field, List<ObjectNode> first) {
    if (!field.fitted()) {
      return field.columnWidth();
    }
    var context = plan.app().context();
    return ColumnWidth.of(
        field.label(context),
        first.stream().map(row -> field.text(row.path(field.id()), context)).toList());
  }

  private Component show(RenderedField field, ObjectNode row) {
    return field.show(row.path(field.id()), plan.app().context());
  }

  private Anchor link(ObjectNode row) {
    String text = titleText(row);
    var link = new Anchor(Addresses.record(plan.app().address(), plan.form().id(), id(row)), text);
    link.addClassName("title");
    return link;
  }

  private String titleText(ObjectNode row) {
    String text = plan.title().map(t -> t.text(row.path(t.id()), plan.app().context())).orElse("");
    return text.isEmpty() ? plan.app().context().links().title(plan.form().id(), row) : text;
  }

  private Component card(ObjectNode row) {
    var head = new Div(link(row));
    head.addClassName("head");
    var body = new Div();
    body.addClassName("body");
    for (RenderedField field : plan.columns()) {
      boolean title = plan.title().filter(t -> t.id().equals(field.id())).isPresent();
      if (!title && says(row.path(field.id()))) {
        var label = new Span(field.label(plan.app().context()));
        label.addClassName("nacre-quiet");
        body.add(new Div(label, show(field, row)));
      }
    }
    var card = new Div(head, body);
    card.addClassName("nacre-card");
    return card;
  }

  /** A card leaves out what is empty, and what is not so. */
  private static boolean says(JsonNode value) {
    return !value.isNull() && !value.isMissingNode() && !(value.isBoolean() && !value.asBoolean());
  }

  private void mark(List<Sort> sort) {
    if (sort.size() == 1 && getColumnByKey(sort.getFirst().field()) != null) {
      SortDirection direction =
          sort.getFirst().descending() ? SortDirection.DESCENDING : SortDirection.ASCENDING;
      sort(List.of(new GridSortOrder<>(getColumnByKey(sort.getFirst().field()), direction)));
    }
  }

  private static Sort wish(List<GridSortOrder<ObjectNode>> order) {
    return order.stream()
        .findFirst()
        .map(o -> new Sort(o.getSorted().getKey(), o.getDirection() == SortDirection.DESCENDING))
        .orElse(new Sort("", false));
  }
}
