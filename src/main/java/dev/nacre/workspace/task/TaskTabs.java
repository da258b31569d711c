package dev.nacre.workspace.task;

import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** Which tasks there are to look at, with how many of each. */
final class TaskTabs extends Tabs {
  private final Map<TaskTab, Tab> tabs = new EnumMap<>(TaskTab.class);
  private final Map<TaskTab, Span> numbers = new EnumMap<>(TaskTab.class);

  TaskTabs(Consumer<TaskTab> pick) {
    addClassName("nacre-tabs");
    for (TaskTab which : TaskTab.values()) {
      var number = new Span();
      number.addClassName("nacre-count");
      var tab = new Tab(new Span(getTranslation("task.tab." + which.id())), number);
      tab.getElement().setAttribute("data-tab", which.id());
      tabs.put(which, tab);
      numbers.put(which, number);
      add(tab);
    }
    addSelectedChangeListener(
        change -> {
          if (change.isFromClient()) {
            tabs.forEach(
                (which, tab) -> {
                  if (tab.equals(change.getSelectedTab())) {
                    pick.accept(which);
                  }
                });
          }
        });
  }

  /** Shows where the person is and how many there are. */
  void show(TaskTab chosen, Map<TaskTab, Integer> counts) {
    numbers.forEach(
        (which, number) -> {
          int many = counts.getOrDefault(which, 0);
          number.setText(many > 99 ? "99+" : String.valueOf(many));
          number.setVisible(many > 0);
        });
    // what can't be there for most people isn't offered to them
    Tab orphaned = tabs.get(TaskTab.ORPHANED);
    if (orphaned != null) {
      orphaned.setVisible(
          chosen == TaskTab.ORPHANED || counts.getOrDefault(TaskTab.ORPHANED, 0) > 0);
    }
    setSelectedTab(tabs.get(chosen));
  }
}
