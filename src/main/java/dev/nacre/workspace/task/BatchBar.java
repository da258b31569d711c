package dev.nacre.workspace.task;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.nacre.workflow.Task;
import dev.nacre.workflow.TaskAction;
import java.util.List;
import java.util.function.Consumer;

/** What can be done with the tasks that somebody ticked. */
final class BatchBar extends Div {
  private final Consumer<TaskAction> act;
  private final Runnable none;

  /**
   * A bar.
   *
   * @param act what they want done
   * @param none they want none of them ticked
   */
  BatchBar(Consumer<TaskAction> act, Runnable none) {
    this.act = act;
    this.none = none;
    addClassNames("nacre-selected", "nacre-batch");
    getElement().setAttribute("role", "status");
    setVisible(false);
  }

  /** These are ticked now. */
  void show(List<Task> ticked) {
    removeAll();
    setVisible(!ticked.isEmpty());
    add(new Span(getTranslation("task.batch.ticked", ticked.size())));
    offer(TaskAction.APPROVE, ButtonVariant.LUMO_PRIMARY, ticked);
    offer(TaskAction.REJECT, ButtonVariant.LUMO_ERROR, ticked);
    var clear = new Button(getTranslation("list.selected.none"), click -> none.run());
    clear.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    add(clear);
  }

  private void offer(TaskAction action, ButtonVariant looks, List<Task> ticked) {
    if (ticked.stream().anyMatch(task -> task.actions().contains(action))) {
      var button =
          new Button(
              getTranslation("task.action." + action.id()) + "…", click -> act.accept(action));
      button.addThemeVariants(looks);
      button.getElement().setAttribute("data-batch", action.id());
      add(button);
    }
  }
}
