package dev.nacre.designer.publish;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.designer.desk.AppCalendars;
import dev.nacre.designer.desk.AppMenu;
import dev.nacre.designer.desk.Definitions;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Flow;
import dev.nacre.designer.draft.FormEdit;
import dev.nacre.designer.draft.WorkflowEdit;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.Problem;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Everything that is wrong with the draft, at every moment; a click leads to the place. */
public final class ProblemPanel extends Div {
  private final Desk desk;
  private final Consumer<Problem> show;
  private @Nullable Shown drawn;

  /** What stands there. */
  private record Shown(boolean checking, List<Entry> entries) {}

  private record Entry(Problem problem, String place, String words) {}

  /**
   * The problems of that desk.
   *
   * @param show leads to the place of a problem
   */
  public ProblemPanel(Desk desk, Consumer<Problem> show) {
    this.desk = desk;
    this.show = show;
    addClassName("nd-problems");
    getElement().setAttribute("role", "status");
    getElement().setAttribute("aria-live", "polite");
    desk.listen(event -> draw());
    draw();
  }

  /** Leaves what is right already where it is: somebody may be about to click on it. */
  private void draw() {
    List<Entry> problems =
        desk.session().problems().stream()
            .map(p -> new Entry(p, place(p), Wording.of(p, desk.locale())))
            .toList();
    var now = new Shown(desk.session().checking(), problems);
    if (now.equals(drawn)) {
      return;
    }
    drawn = now;
    removeAll();
    setClassName("nd-fine", problems.isEmpty());
    var head = new Div();
    head.addClassName("nd-problems-head");
    if (problems.isEmpty() && now.checking()) {
      head.add(VaadinIcon.HOURGLASS.create(), new Span(desk.text("problems.checking")));
    } else if (problems.isEmpty()) {
      head.add(VaadinIcon.CHECK_CIRCLE_O.create(), new Span(desk.text("problems.none")));
    } else {
      head.add(VaadinIcon.WARNING.create(), new Span(desk.text("problems.some", problems.size())));
    }
    add(head);
    var list = new Div();
    list.addClassName("nd-problems-list");
    problems.forEach(problem -> list.add(entry(problem)));
    add(list);
  }

  private NativeButton entry(Entry problem) {
    var entry = new NativeButton();
    entry.addClassName("nd-problem");
    var place = new Span(problem.place());
    place.addClassName("nd-place");
    entry.add(place, new Span(problem.words()));
    entry.addClickListener(click -> show.accept(problem.problem()));
    return entry;
  }

  /** The definition and, in a form, the field. */
  private String place(Problem problem) {
    String file = problem.file() == null ? "app.json" : problem.file();
    String title = Definitions.title(desk.session().files(), file, desk.locale());
    String field =
        file.startsWith("forms/")
            ? desk.session()
                .form(file)
                .flatMap(form -> form.at(problem.pointer()).flatMap(form::find))
                .map(this::title)
                .orElse("")
            : "";
    if (file.startsWith("workflows/")) {
      field = step(file, problem.pointer());
    }
    if (file.equals(AppCalendars.FILE)) {
      var calendars = new AppCalendars(desk);
      field =
          AppCalendars.at(problem.pointer())
              .flatMap(calendars::find)
              .map(calendars::title)
              .orElseGet(() -> new AppMenu(desk).place(problem.pointer()));
    }
    String within = field.isEmpty() ? problem.pointer() : field;
    return within.isEmpty() ? title : title + " › " + within;
  }

  /** Which step of a workflow it is about; empty when it is about none. */
  private String step(String file, String pointer) {
    if (pointer.startsWith("/trigger")) {
      return desk.text("trigger");
    }
    var flow = new Flow(desk);
    return desk.session()
        .files()
        .text(file)
        .flatMap(text -> WorkflowEdit.of(text, flow::kind))
        .flatMap(workflow -> workflow.at(pointer))
        .map(
            step ->
                Definitions.text(
                    step.json().path("name"),
                    desk.locale(),
                    flow.kind(step.type())
                        .map(kind -> kind.label(desk.locale()))
                        .orElse(step.id())))
        .orElse("");
  }

  private String title(com.fasterxml.jackson.databind.node.ObjectNode field) {
    String id = FormEdit.id(field);
    return field.has("label") ? Definitions.text(field.get("label"), desk.locale(), id) : id;
  }
}
