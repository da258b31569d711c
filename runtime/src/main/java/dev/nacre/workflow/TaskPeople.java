package dev.nacre.workflow;

import dev.nacre.record.Forms;
import dev.nacre.security.Deputies;
import dev.nacre.security.Identity;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Who may act on a task, and as which of its people. */
@Singleton
final class TaskPeople {
  private final Directory directory;
  private final InstantSource clock;

  TaskPeople(Directory directory, InstantSource clock) {
    this.directory = directory;
    this.clock = clock;
  }

  /**
   * A place among a task's people.
   *
   * @param index of the assignee
   * @param as in whose place: one's own name, or that of who is away
   */
  record Place(int index, String as) {}

  /** Who acts for whom today. */
  Deputies today(Forms forms) {
    return directory.deputies(LocalDate.ofInstant(clock.instant(), forms.zone()));
  }

  /** Whether there is an account of that name that may be used. */
  boolean exists(String user) {
    return directory.exists(user);
  }

  /** Where somebody may act now: as themselves first, else for who is away. */
  Optional<Place> place(Forms forms, Task task, Identity who) {
    if (barred(task, who)) {
      return Optional.empty();
    }
    int turn = task.turn();
    Predicate<Task.Assignee> awaited = a -> a.turn() == turn && a.given() == null;
    return at(task, who.id(), who.rolesIn(forms.app()), awaited)
        .or(() -> inPlaceOfOthers(forms, task, who, awaited));
  }

  private Optional<Place> inPlaceOfOthers(
      Forms forms, Task task, Identity who, Predicate<Task.Assignee> which) {
    return today(forms).standsInFor(who.id()).stream()
        .filter(absent -> !task.rules().barred().contains(absent))
        .flatMap(absent -> at(task, absent, directory.roles(forms.app(), absent), which).stream())
        .findFirst();
  }

  /** By name first, else by role. */
  private static Optional<Place> at(
      Task task, String name, Set<String> roles, Predicate<Task.Assignee> which) {
    int byRole = -1;
    for (int i = 0; i < task.assignees().size(); i++) {
      Task.Assignee assignee = task.assignees().get(i);
      if (!which.test(assignee)) {
        continue;
      }
      if (name.equals(assignee.user())) {
        return Optional.of(new Place(i, name));
      }
      if (byRole < 0 && assignee.role() != null && roles.contains(assignee.role())) {
        byRole = i;
      }
    }
    return byRole < 0 ? Optional.empty() : Optional.of(new Place(byRole, name));
  }

  /** Whether the task is for somebody at all: now, before or later, or for who is away. */
  boolean concerns(Forms forms, Task task, Identity who) {
    Predicate<Task.Assignee> any = assignee -> true;
    return at(task, who.id(), who.rolesIn(forms.app()), any).isPresent()
        || inPlaceOfOthers(forms, task, who, any).isPresent();
  }

  /** Whether somebody may not act on it, although it may be for them. */
  static boolean barred(Task task, Identity who) {
    return task.rules().barred().contains(who.id());
  }

  /** Whether somebody has given their decision in the turn that is on. */
  static boolean gave(Task task, Identity who) {
    int turn = task.turn();
    return task.assignees().stream()
        .anyMatch(a -> a.turn() == turn && a.given() != null && who.id().equals(a.given().by()));
  }

  /** Somebody and those for whom they act, to find tasks by. */
  TaskActors actors(Forms forms, Identity who, TaskQuery.Scope scope) {
    var names = new HashSet<String>();
    var roles = new HashSet<String>();
    for (String absent : today(forms).standsInFor(who.id())) {
      names.add(absent);
      roles.addAll(directory.roles(forms.app(), absent));
    }
    names.add(who.id());
    roles.addAll(who.rolesIn(forms.app()));
    return switch (scope) {
      case MINE -> new TaskActors(who.id(), names, Set.of());
      case GROUP -> new TaskActors(who.id(), Set.of(), who.administrator() ? null : roles);
      case ALL, ACT, STARTED, ORPHANED ->
          new TaskActors(who.id(), names, who.administrator() ? null : roles);
    };
  }

  /** Tells of the people of several tasks whether somebody can act for them. */
  Predicate<Task.Assignee> able(Forms forms) {
    Deputies today = today(forms);
    Map<String, Boolean> known = new HashMap<>();
    return assignee ->
        known.computeIfAbsent(
            assignee.role() == null ? "user " + assignee.name() : "role " + assignee.name(),
            name ->
                assignee.role() == null
                    ? present(assignee.name(), today)
                    : !directory.holders(forms.app(), assignee.role()).isEmpty());
  }

  private boolean present(String user, Deputies today) {
    return directory.exists(user) || today.of(user).filter(directory::exists).isPresent();
  }

  /** The people of these tasks who are away, with who acts for them. */
  Map<String, String> deputies(Forms forms, List<Task> tasks) {
    Deputies today = tasks.isEmpty() ? Deputies.NONE : today(forms);
    Map<String, String> found = new HashMap<>();
    for (Task task : tasks) {
      for (Task.Assignee assignee : task.assignees()) {
        String user = assignee.user();
        if (user != null) {
          today.of(user).ifPresent(deputy -> found.put(user, deputy));
        }
      }
    }
    return found;
  }
}
