package dev.nacre.workflow;

import dev.nacre.metadata.Problem;
import dev.nacre.record.Forms;
import dev.nacre.record.NotFoundException;
import dev.nacre.storage.Database;
import dev.nacre.storage.GroupCommit;
import dev.nacre.storage.StorageException;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Does what people do with tasks, and lets the instances go on: each at once, those that come at
 * the same time together.
 */
@Singleton
final class Decisions implements GroupCommit.Work<Decisions.Decision, Decisions.Decided> {
  /** How often an action is tried when another transaction is in its way. */
  private static final int TRIES = 3;

  private final Database database;
  private final InstanceLocks locks;
  private final TaskStore tasks;
  private final TaskActs acts;
  private final Runs runs;
  private final GroupCommit<Decision, Decided> together;

  Decisions(Database database, InstanceLocks locks, TaskStore tasks, TaskActs acts, Runs runs) {
    this.database = database;
    this.locks = locks;
    this.tasks = tasks;
    this.acts = acts;
    this.runs = runs;
    this.together = new GroupCommit<>(database, GroupCommit.USUAL, this);
  }

  /**
   * What somebody does with a task.
   *
   * @param sees whether they may see the task, where that is enough
   */
  record Decision(Forms forms, UUID task, Act act, Predicate<Task> sees) {}

  /**
   * What came of it.
   *
   * @param movedOthers whether others than its instance can go on now
   */
  record Decided(Task task, Instance instance, boolean movedOthers) {
    private static Decided of(TaskActs.Done done) {
      return new Decided(done.task(), done.run().instance(), done.run().movesOthers());
    }
  }

  /** Does it, and lets the task's instance advance as far as it can. */
  Decided call(Decision decision) {
    return together.call(decision);
  }

  @Override
  public Decided alone(Decision decision) {
    for (int tried = 1; ; tried++) {
      try {
        return database.inTransaction(connection -> decide(decision));
      } catch (StorageException e) {
        if (!e.retryable() || tried == TRIES) {
          throw e;
        }
      }
    }
  }

  private Decided decide(Decision decision) {
    String app = decision.forms().address();
    UUID id = decision.task();
    // the instance's lock guards its tasks: of two people at once, one is second here
    StoredInstance stored = locks.lockOfTask(app, id).orElseThrow(() -> unknown(id));
    List<Task> open = tasks.open(List.of(stored.instance().id()));
    Task task =
        open.stream()
            .filter(t -> t.id().equals(id))
            .findFirst()
            .or(() -> tasks.find(app, id))
            .orElseThrow(() -> unknown(id));
    return Decided.of(advance(List.of(act(decision, task, stored, open))).getFirst());
  }

  static NotFoundException unknown(UUID id) {
    return new NotFoundException(Problem.at("", "task_unknown", id));
  }

  /** Those whose tasks are open, of an instance each, which nobody else has in hand. */
  @Override
  public List<@Nullable Decided> together(List<Decision> decisions) {
    return database.inTransaction(
        connection -> {
          Map<UUID, StoredInstance> free = new HashMap<>();
          locks
              .claimOfTasks(decisions.stream().map(Decision::task).toList())
              .forEach(stored -> free.put(stored.instance().id(), stored));
          Map<UUID, List<Task>> open =
              tasks.open(free.keySet()).stream().collect(Collectors.groupingBy(Task::instance));
          Map<UUID, Task> byId =
              open.values().stream()
                  .flatMap(List::stream)
                  .collect(Collectors.toMap(Task::id, task -> task));
          var done = new ArrayList<TaskActs.@Nullable Done>();
          for (Decision decision : decisions) {
            Task task = byId.get(decision.task());
            StoredInstance stored =
                task == null || !task.app().equals(decision.forms().address())
                    ? null
                    : free.remove(task.instance());
            done.add(
                task == null || stored == null
                    ? null
                    : act(decision, task, stored, open.getOrDefault(task.instance(), List.of())));
          }
          advance(done.stream().filter(Objects::nonNull).toList());
          var answers = new ArrayList<@Nullable Decided>();
          done.forEach(one -> answers.add(one == null ? null : Decided.of(one)));
          return answers;
        });
  }

  private TaskActs.Done act(Decision decision, Task task, StoredInstance stored, List<Task> open) {
    return acts.act(
        decision.forms(),
        task,
        runs.of(stored, open),
        decision.act(),
        () -> decision.sees().test(task));
  }

  private List<TaskActs.Done> advance(List<TaskActs.Done> done) {
    Map<InstanceRun, Signal> decided = new HashMap<>();
    for (TaskActs.Done one : done) {
      if (one.decided() != null) {
        decided.put(one.run(), one.decided());
      }
    }
    runs.advance(
        done.stream().map(TaskActs.Done::run).toList(),
        run -> {
          Signal signal = decided.get(run);
          return signal == null ? null : run.signal(signal);
        });
    done.forEach(TaskActs.Done::refuseIfItFailed);
    return done;
  }
}
