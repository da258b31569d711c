package dev.nacre.workspace.task;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.nacre.workflow.Task;
import dev.nacre.workflow.TaskAction;
import dev.nacre.workflow.TaskEngine;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.People;
import dev.nacre.workspace.record.AssigneeNames;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The cards of a tab, of which several may be ticked. */
final class TaskList extends Div {
  private final TaskEngine tasks;
  private final People people;
  private final InstantSource clock;
  private final Consumer<Task> choose;
  private final Div cards = new Div();
  private final Checkbox all = new Checkbox();
  private final BatchBar bar;
  private final Map<Task, Checkbox> ticks = new LinkedHashMap<>();
  private final Set<UUID> ticked = new HashSet<>();
  private TaskTab tab = TaskTab.MINE;
  private String mark = "";

  TaskList(
      TaskEngine tasks,
      People people,
      InstantSource clock,
      Consumer<Task> choose,
      BiConsumer<List<Task>, TaskAction> decide) {
    this.tasks = tasks;
    this.people = people;
    this.clock = clock;
    this.choose = choose;
    this.bar = new BatchBar(action -> decide.accept(chosen(), action), this::clear);
    addClassName("list");
    cards.addClassName("cards");
    cards.getElement().setAttribute("role", "list");
    all.addClassName("all");
    all.setId("tick-all");
    all.addValueChangeListener(
        change -> {
          if (change.isFromClient()) {
            ticks.forEach((task, tick) -> tick.setValue(change.getValue()));
          }
        });
    add(all, bar, cards);
  }

  /** Shows what there is; what was ticked and is still there stays so. */
  void show(OpenApp app, Inbox inbox, Optional<UUID> shown, Supplier<Component> empty) {
    boolean nothing = inbox.tasks().isEmpty();
    // where there is nothing, the other tabs' numbers are what is said
    String now =
        String.join(
            "\n",
            inbox.tab().id(),
            shown.map(UUID::toString).orElse(""),
            nothing ? inbox.counts().toString() : inbox.mark());
    if (now.equals(mark)) {
      return;
    }
    mark = now;
    if (inbox.tab() != tab) {
      ticked.clear();
    }
    tab = inbox.tab();
    ticks.clear();
    cards.removeAll();
    Set<UUID> together =
        inbox.together().stream().map(Task::id).collect(Collectors.toUnmodifiableSet());
    ticked.retainAll(together);
    all.setVisible(together.size() > 1);
    all.setLabel(getTranslation("task.tick.all", together.size()));
    var faces = new Tasks(app, clock);
    var names = new AssigneeNames(app, people, tasks.deputies(app.forms(), inbox.tasks()));
    for (Task task : inbox.tasks()) {
      Checkbox tick = null;
      if (together.contains(task.id())) {
        tick = new Checkbox(ticked.contains(task.id()));
        tick.addValueChangeListener(change -> tick(task, change.getValue()));
        ticks.put(task, tick);
      }
      String waits = tab.acts() ? "" : names.of(task.awaited());
      boolean here = shown.filter(task.id()::equals).isPresent();
      cards.add(faces.card(task, here, tick, waits, () -> choose.accept(task)));
    }
    if (inbox.more()) {
      var more = new Span(getTranslation("task.more_than", Inbox.MOST));
      more.addClassName("nacre-quiet");
      cards.add(more);
    }
    if (nothing) {
      cards.add(empty.get());
    }
    told();
  }

  /** Nothing is ticked any more. */
  void clear() {
    ticks.values().forEach(tick -> tick.setValue(false));
  }

  private void tick(Task task, boolean on) {
    if (on) {
      ticked.add(task.id());
    } else {
      ticked.remove(task.id());
    }
    told();
  }

  private List<Task> chosen() {
    return ticks.keySet().stream().filter(task -> ticked.contains(task.id())).toList();
  }

  private void told() {
    List<Task> now = chosen();
    bar.show(now);
    all.setValue(!now.isEmpty() && now.size() == ticks.size());
    all.setIndeterminate(!now.isEmpty() && now.size() < ticks.size());
  }
}
