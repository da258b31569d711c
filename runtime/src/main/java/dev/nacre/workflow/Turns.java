package dev.nacre.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Who of a task's people act when, and what came of it. They act in turns: everybody in the first
 * one, then everybody in the next. Each turn is won or lost as the task's mode says.
 */
final class Turns {
  private Turns() {}

  /** The first turn that isn't won; the last one when all are. */
  static int now(Task task) {
    List<Integer> turns = all(task);
    return turns.stream()
        .filter(turn -> !won(task, turn))
        .findFirst()
        .orElse(turns.isEmpty() ? 0 : turns.getLast());
  }

  private static List<Integer> all(Task task) {
    return task.assignees().stream().map(Task.Assignee::turn).distinct().sorted().toList();
  }

  /** What has been decided by what people gave; empty while others must act. */
  static Optional<TaskAction> decision(Task task) {
    List<Integer> turns = all(task);
    if (turns.stream().anyMatch(turn -> lost(task, turn))) {
      return Optional.of(TaskAction.REJECT);
    }
    return turns.stream().allMatch(turn -> won(task, turn))
        ? Optional.of(TaskAction.APPROVE)
        : Optional.empty();
  }

  private static boolean won(Task task, int turn) {
    return given(task, turn, TaskAction.APPROVE) >= needed(task, turn);
  }

  private static boolean lost(Task task, int turn) {
    int rejected = given(task, turn, TaskAction.REJECT);
    return switch (task.mode()) {
      case ANY, ALL, SEQUENCE -> rejected > 0;
      case SHARE -> rejected > in(task, turn).size() - needed(task, turn);
    };
  }

  private static int needed(Task task, int turn) {
    int people = in(task, turn).size();
    return switch (task.mode()) {
      case ANY -> 1;
      case ALL, SEQUENCE -> people;
      case SHARE -> Math.max(1, Math.ceilDiv(people * task.rules().share(), 100));
    };
  }

  private static int given(Task task, int turn, TaskAction action) {
    return (int) in(task, turn).stream().filter(a -> a.decision() == action).count();
  }

  private static List<Task.Assignee> in(Task task, int turn) {
    return task.assignees().stream().filter(a -> a.turn() == turn).toList();
  }

  /**
   * Whether nobody is left who could bring it on.
   *
   * @param able whether somebody can act for that assignee
   */
  static boolean orphaned(Task task, Predicate<Task.Assignee> able) {
    int now = now(task);
    List<Task.Assignee> awaited = task.awaited();
    long acting = awaited.stream().filter(able).count();
    return switch (task.mode()) {
      case ANY -> acting == 0;
      case ALL, SEQUENCE -> acting < awaited.size();
      case SHARE -> given(task, now, TaskAction.APPROVE) + acting < needed(task, now);
    };
  }

  /** The task with somebody who acts before the turn that is on. */
  static Task before(Task task, Task.Assignee first) {
    int now = now(task);
    return inserted(task, now, first.at(now));
  }

  /** The task with somebody who acts when the turn that is on has approved. */
  static Task after(Task task, Task.Assignee next) {
    int then = now(task) + 1;
    return inserted(task, then, next.at(then));
  }

  private static Task inserted(Task task, int turn, Task.Assignee one) {
    var all = new ArrayList<Task.Assignee>();
    task.assignees().forEach(a -> all.add(a.turn() < turn ? a : a.at(a.turn() + 1)));
    all.add(one);
    return task.assignedTo(all);
  }
}
