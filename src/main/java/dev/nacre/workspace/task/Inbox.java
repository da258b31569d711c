package dev.nacre.workspace.task;

import dev.nacre.workflow.Task;
import dev.nacre.workflow.TaskEngine;
import dev.nacre.workflow.TaskPage;
import dev.nacre.workflow.TaskQuery;
import dev.nacre.workspace.OpenApp;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What a tab of the inbox shows at one moment.
 *
 * @param more whether there are more than are shown
 * @param counts of every tab
 * @param mark changes whenever what stands in the list would
 */
record Inbox(
    TaskTab tab, List<Task> tasks, boolean more, Map<TaskTab, Integer> counts, String mark) {
  /** How many are shown at most. */
  static final int MOST = 200;

  static Map<TaskTab, Integer> counts(TaskEngine tasks, OpenApp app) {
    Map<TaskTab, Integer> counts = new EnumMap<>(TaskTab.class);
    for (TaskTab tab : TaskTab.values()) {
      counts.put(tab, tasks.count(app.forms(), tab.scope(), app.who()));
    }
    return counts;
  }

  static Inbox read(TaskEngine tasks, OpenApp app, TaskTab tab, InstantSource clock) {
    TaskPage page =
        tasks.list(app.forms(), TaskQuery.of(tab.scope()).soonest().limit(MOST), app.who());
    var cards = new Tasks(app, clock);
    String mark =
        page.tasks().stream()
            .map(task -> TaskDetail.mark(task) + cards.late(task))
            .collect(Collectors.joining("\n"));
    return new Inbox(tab, page.tasks(), page.next() != null, counts(tasks, app), mark);
  }

  Optional<Task> find(UUID id) {
    return tasks.stream().filter(task -> task.id().equals(id)).findFirst();
  }

  /** Those that can be decided together. */
  List<Task> together() {
    return tab.acts() ? tasks.stream().filter(Decisions::together).toList() : List.of();
  }
}
