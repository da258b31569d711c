package dev.nacre.workflow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nacre.expression.FormulaException;
import dev.nacre.expression.Scope;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Batch;
import dev.nacre.record.Change;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import dev.nacre.record.RecordObserver;
import dev.nacre.storage.Database;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Starts the workflows that a change of records starts, in the transaction of that change. Only
 * rows are written here; workers run them.
 */
@Singleton
final class WorkflowTriggers implements RecordObserver {
  private final Provider<WorkflowRegistry> workflows;
  private final InstanceStore instances;
  private final InstanceLocks locks;
  private final StartIncidents incidents;
  private final Provider<Runs> runs;
  private final WatchStore watches;
  private final Database database;
  private final Doorbell doorbell;

  WorkflowTriggers(
      Provider<WorkflowRegistry> workflows,
      InstanceStore instances,
      InstanceLocks locks,
      NotificationStore notifications,
      Provider<Runs> runs,
      WatchStore watches,
      Database database,
      Doorbell doorbell) {
    this.workflows = workflows;
    this.instances = instances;
    this.locks = locks;
    this.incidents = new StartIncidents(notifications);
    this.runs = runs;
    this.watches = watches;
    this.database = database;
    this.doorbell = doorbell;
  }

  @Override
  public void written(Forms forms, Form form, Batch batch, List<Written> written, Scope scope) {
    cancelAbout(forms, form, batch, written);
    wake(forms, form, written, scope);
    var started = new ArrayList<Instance>();
    for (Workflow workflow : workflows.get().triggeredBy(forms, form.id())) {
      if (workflow.trigger() instanceof Trigger.Changes changes) {
        for (Written one : written) {
          if (changes.on().contains(one.op())) {
            Instance instance = start(workflow, changes, one, batch, scope);
            if (instance != null) {
              started.add(instance);
            }
          }
        }
      }
    }
    if (!started.isEmpty()) {
      instances.insert(started);
      incidents.tell(workflows.get(), started, scope.now());
      database.afterCommit(doorbell::ring);
    }
  }

  private static @Nullable Instance start(
      Workflow workflow, Trigger.Changes changes, Written written, Batch batch, Scope scope) {
    List<Problem> problems = List.of();
    try {
      if (changes.when() != null
          && !changes.when().test(scope.with(written.after(), written.before()))) {
        return null;
      }
    } catch (FormulaException e) {
      // the change itself is fine; that its workflow can't be decided is for people to see
      problems = e.problems().stream().map(p -> p.below("/trigger/when")).toList();
    }
    Cause cause = Cause.current();
    if (cause != null && !cause.first(workflow.id(), written.after().id())) {
      return null;
    }
    int depth = cause == null ? 0 : cause.below(written.after().id());
    if (depth > Cause.DEEPEST) {
      problems = List.of(Problem.at("", "workflow_loop", workflow.id(), Cause.DEEPEST));
    }
    return Instance.ready(
            workflow,
            written.after().id(),
            JsonNodeFactory.instance.objectNode(),
            depth,
            null,
            batch.who().id(),
            scope.now())
        .failed(problems);
  }

  /** Whoever waits for one of these records looks at it again; of a new one nobody knows yet. */
  private void wake(Forms forms, Form form, List<Written> written, Scope scope) {
    boolean known =
        written.stream().anyMatch(w -> w.op() != Change.Op.CREATE)
            || WorkCalendars.readsFrom(forms, form.id());
    if (known
        && watches.wake(
            forms.address(),
            form.id(),
            written.stream().map(w -> w.after().id()).toList(),
            scope.now())) {
      database.afterCommit(doorbell::ring);
    }
  }

  /** An instance about a record that is deleted has nothing left to do. */
  private void cancelAbout(Forms forms, Form form, Batch batch, List<Written> written) {
    List<UUID> deleted =
        written.stream().filter(w -> w.op() == Change.Op.DELETE).map(w -> w.after().id()).toList();
    if (deleted.isEmpty()) {
      return;
    }
    Cause cause = Cause.current();
    List<InstanceRun> open =
        locks.lockAbout(forms.address(), form.id(), deleted).stream()
            .filter(i -> cause == null || !cause.writes(i.instance().id()))
            .map(runs.get()::whatever)
            .toList();
    runs.get().cancel(open, "record_deleted", batch.who().id());
  }
}
