package dev.nacre.workspace.task;

import dev.nacre.workflow.TaskQuery.Scope;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which tasks the inbox shows. */
enum TaskTab {
  MINE(Scope.MINE),
  GROUP(Scope.GROUP),
  STARTED(Scope.STARTED),
  ORPHANED(Scope.ORPHANED);

  private final Scope scope;

  TaskTab(Scope scope) {
    this.scope = scope;
  }

  Scope scope() {
    return scope;
  }

  /** The form used in addresses and in the keys of texts. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the person may decide what stands there, and so several at once. */
  boolean acts() {
    return this == MINE || this == GROUP;
  }

  /** The tab with that form. */
  static Optional<TaskTab> byId(String id) {
    for (TaskTab tab : values()) {
      if (tab.id().equals(id)) {
        return Optional.of(tab);
      }
    }
    return Optional.empty();
  }

  /** Where somebody begins who doesn't say: at what is theirs, else at what is their group's. */
  static TaskTab first(Map<TaskTab, Integer> counts) {
    return counts.getOrDefault(MINE, 0) == 0 && counts.getOrDefault(GROUP, 0) > 0 ? GROUP : MINE;
  }
}
