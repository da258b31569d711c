package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.designer.desk.AppCalendars;
import dev.nacre.designer.desk.AppMenu;
import dev.nacre.designer.desk.Board;
import dev.nacre.designer.desk.Definitions;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Flow;
import dev.nacre.designer.desk.Icons;
import dev.nacre.designer.desk.Rights;
import dev.nacre.designer.desk.Selection;
import dev.nacre.designer.draft.FieldPath;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Shows the properties of what is selected. */
public final class Inspector extends Div {
  private final Desk desk;
  private @Nullable Sheet sheet;

  /** The inspector of that desk. */
  public Inspector(Desk desk) {
    this.desk = desk;
    addClassName("nd-inspector");
    getElement().setAttribute("aria-label", desk.text("inspector"));
    getElement().setAttribute("role", "complementary");
    desk.listen(this::happened);
    draw();
  }

  private void happened(Desk.Event event) {
    boolean selects = event == Desk.Event.OPENED || event == Desk.Event.SELECTED;
    if (selects || sheet == null || sheet.stale() || selectionGone()) {
      draw();
    } else {
      sheet.refresh();
    }
  }

  /** The sheet of a field that was just deleted shows nothing any more. */
  private boolean selectionGone() {
    return sheet instanceof FieldSheet != desk.selection() instanceof Selection.OneField
        || sheet instanceof CalendarSheet != desk.selection() instanceof Selection.Calendar
        || sheet instanceof MenuGroupSheet != desk.selection() instanceof Selection.MenuGroup
        || sheet instanceof MenuEntrySheet != desk.selection() instanceof Selection.MenuEntry;
  }

  private void draw() {
    removeAll();
    sheet = null;
    switch (desk.selection()) {
      case Selection.Whole w when desk.form().isPresent() ->
          show(new H2(desk.text("form")), new FormSheet(desk));
      case Selection.Whole w when new Flow(desk).workflow().isPresent() ->
          show(new H2(desk.text("workflow")), new WorkflowSheet(desk));
      case Selection.Whole w when new Board(desk).dashboard().isPresent() ->
          show(new H2(desk.text("dashboard")), new NameSheet(desk, desk.text("dashboard.help")));
      case Selection.Whole w when desk.on("connectors") && desk.json().isPresent() ->
          show(new H2(desk.text("connector")), new ConnectorSheet(desk));
      case Selection.Whole w when new Rights(desk).role().isPresent() ->
          show(new H2(desk.text("role")), new NameSheet(desk, desk.text("role.help")));
      case Selection.Whole w when desk.on("pages") && desk.json().isPresent() ->
          show(new H2(desk.text("page")), new PageSheet(desk));
      case Selection.Whole w when desk.on("app") && desk.json().isPresent() ->
          show(new H2(desk.text("app")), new AppSheet(desk));
      case Selection.Whole w -> {}
      case Selection.Calendar c -> show(calendar(c.index()), new CalendarSheet(desk, c.index()));
      case Selection.MenuGroup g -> show(menu(g), new MenuGroupSheet(desk, g));
      case Selection.MenuEntry e -> show(menu(e), new MenuEntrySheet(desk, e));
      case Selection.Granted g ->
          show(
              new H2(
                  Definitions.title(
                      desk.session().files(), "forms/" + g.form() + ".json", desk.locale())),
              new GrantSheet(desk, g.form()));
      case Selection.Trigger t -> show(new H2(desk.text("trigger")), new TriggerSheet(desk));
      case Selection.Step s -> show(head(s.id()), new StepSheet(desk, s.id()));
      case Selection.Widget w -> show(widget(w.id()), new WidgetSheet(desk, w.id()));
      case Selection.Section s ->
          show(new H2(desk.text("section")), new SectionSheet(desk, s.index()));
      case Selection.OneField f ->
          desk.form()
              .flatMap(form -> form.find(f.path()))
              .ifPresent(
                  field -> show(head(f.path(), field), new FieldSheet(desk, f.path(), field)));
    }
  }

  private void show(Component head, Sheet shown) {
    sheet = shown;
    add(head, shown);
    getElement().executeJs("this.scrollTop = 0");
  }

  private Component head(String step) {
    var flow = new Flow(desk);
    var kind =
        flow.workflow().flatMap(w -> w.find(step)).flatMap(s -> flow.kind(s.type())).orElse(null);
    var head = new Div();
    head.addClassName("nd-inspector-head");
    var icon = new Div(Icons.of(kind));
    icon.addClassName("nd-step-icon");
    icon.getElement().setAttribute("data-family", kind == null ? "" : kind.group());
    head.add(
        icon,
        new H2(kind == null ? step : kind.label(desk.locale())),
        new Span(),
        Icons.button(VaadinIcon.COPY_O, desk.text("duplicate"), () -> flow.duplicate(step)),
        Icons.button(VaadinIcon.TRASH, desk.text("delete"), () -> flow.remove(step)));
    return head;
  }

  private Component calendar(int index) {
    var head =
        new Div(
            VaadinIcon.CALENDAR_CLOCK.create(),
            new H2(desk.text("calendar")),
            new Span(),
            Icons.button(
                VaadinIcon.TRASH, desk.text("delete"), () -> new AppCalendars(desk).remove(index)));
    head.addClassName("nd-inspector-head");
    return head;
  }

  private Component menu(Selection.MenuGroup group) {
    var menu = new AppMenu(desk);
    return menu(
        VaadinIcon.MENU,
        desk.text("menu.group"),
        by -> menu.move(group, by),
        () -> menu.remove(group));
  }

  private Component menu(Selection.MenuEntry entry) {
    var menu = new AppMenu(desk);
    return menu(
        VaadinIcon.LINK,
        desk.text("menu.entry"),
        by -> menu.move(entry, by),
        () -> menu.remove(entry));
  }

  private Component menu(VaadinIcon icon, String title, IntConsumer move, Runnable remove) {
    var head =
        new Div(
            icon.create(),
            new H2(title),
            new Span(),
            Icons.button(VaadinIcon.ARROW_UP, desk.text("up"), () -> move.accept(-1)),
            Icons.button(VaadinIcon.ARROW_DOWN, desk.text("down"), () -> move.accept(1)),
            Icons.button(VaadinIcon.TRASH, desk.text("delete"), remove));
    head.addClassName("nd-inspector-head");
    return head;
  }

  private Component widget(String id) {
    var board = new Board(desk);
    var kinds = desk.kinds().widgets();
    String type = board.find(id).map(w -> w.path("type").asText()).orElse("");
    var kind = kinds.find(type).map(found -> kinds.descriptor(found.id())).orElse(null);
    var head = new Div();
    head.addClassName("nd-inspector-head");
    head.add(
        Icons.of(kind),
        new H2(kind == null ? id : kind.label(desk.locale())),
        new Span(),
        Icons.button(VaadinIcon.COPY_O, desk.text("duplicate"), () -> board.duplicate(id)),
        Icons.button(VaadinIcon.TRASH, desk.text("delete"), () -> board.remove(id)));
    return head;
  }

  private Component head(FieldPath path, ObjectNode field) {
    String type = field.path("type").asText();
    var head = new Div();
    head.addClassName("nd-inspector-head");
    if (path.line() != null) {
      var back = new Button(VaadinIcon.ARROW_LEFT.create());
      back.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
      back.setAriaLabel(desk.text("back"));
      back.addClickListener(click -> desk.select(FieldPath.of(path.field())));
      head.add(back);
    }
    String name =
        desk.types()
            .find(type)
            .map(kind -> desk.types().descriptor(kind.id()).label(desk.locale()))
            .orElse(type);
    head.add(
        Icons.of(desk, type),
        new H2(name),
        new Span(),
        Icons.button(
            VaadinIcon.TRASH, desk.text("delete"), () -> desk.edit(form -> form.remove(path))));
    return head;
  }
}
