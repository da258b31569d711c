package dev.nacre.workspace.record;

import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import dev.nacre.designer.render.Formats;
import dev.nacre.workflow.InstanceEvent;
import dev.nacre.workflow.Task;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.People;
import java.util.List;

/** A task that waits for nobody any more: how it ended, by whom and when. */
public final class EndedPanel extends Section {
  /**
   * A panel.
   *
   * @param said what people did with it
   */
  public EndedPanel(OpenApp app, Task task, People people, List<InstanceEvent> said) {
    addClassNames("nacre-decision", "ended");
    getElement().setAttribute("data-task", task.id().toString());
    getElement().setAttribute("data-state", task.state().id());
    var about = new Span(app.workflow(task.workflow()));
    about.addClassName("nacre-quiet");
    var how = new Span(how(app, task, people));
    how.addClassName("how");
    add(new H2(task.title().in(getLocale())), about, how, new SaidList(app, people, said));
  }

  /** How a task ended, in a line. */
  public static String how(OpenApp app, Task task, People people) {
    if (task.decision() == null || task.doneBy() == null) {
      return app.context().text("task.ended.cancelled");
    }
    String what = app.context().text("task.done." + task.decision().id());
    String who = people.actor(task.doneBy(), app);
    return task.doneAt() == null
        ? app.context().text("task.ended.by", what, who)
        : app.context()
            .text("task.ended", what, who, Formats.moment(task.doneAt(), app.context().zone()));
  }
}
