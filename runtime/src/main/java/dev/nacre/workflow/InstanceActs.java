package dev.nacre.workflow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nacre.metadata.Problem;
import dev.nacre.record.BrokenVersionException;
import dev.nacre.record.Forms;
import dev.nacre.record.NotFoundException;
import dev.nacre.security.ForbiddenException;
import dev.nacre.security.Identity;
import dev.nacre.storage.Database;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What people do with instances that run, one by one or with a whole workflow: pause, go on, try
 * again, skip, cancel, take back. Each is kept in the timeline and for the audit.
 */
@Singleton
public final class InstanceActs {
  private final Database database;
  private final WorkflowRegistry workflows;
  private final InstanceEngine engine;
  private final InstanceStore instances;
  private final InstanceLocks locks;
  private final InstanceSearch search;
  private final PauseStore pauses;
  private final Runs runs;
  private final Following following;
  private final ActLog log;
  private final Doorbell doorbell;

  InstanceActs(
      Database database,
      WorkflowRegistry workflows,
      InstanceEngine engine,
      InstanceStore instances,
      InstanceLocks locks,
      InstanceSearch search,
      PauseStore pauses,
      Runs runs,
      Following following,
      ActLog log,
      Doorbell doorbell) {
    this.database = database;
    this.workflows = workflows;
    this.engine = engine;
    this.instances = instances;
    this.locks = locks;
    this.search = search;
    this.pauses = pauses;
    this.runs = runs;
    this.following = following;
    this.log = log;
    this.doorbell = doorbell;
  }

  /**
   * Lets a failed instance go on from the step that failed, and advance as far as it can.
   *
   * @throws NotPossibleException when it hasn't failed, or is paused
   * @throws ForbiddenException when the identity may not start its workflow
   */
  public Instance retry(Forms forms, UUID id, Identity who) {
    return act(forms, id, InstanceAction.RETRY, null, who);
  }

  /**
   * Ends an instance and closes its tasks. What its steps have written stays.
   *
   * @param reason shown in its timeline; may be null
   * @throws NotPossibleException when it has finished
   * @throws ForbiddenException when the identity may not start its workflow
   */
  public Instance cancel(Forms forms, UUID id, @Nullable String reason, Identity who) {
    return act(forms, id, InstanceAction.CANCEL, reason, who);
  }

  /**
   * Does that with an instance, and keeps that somebody did.
   *
   * @param reason shown in its timeline; may be null
   * @return the instance as it is then
   * @throws NotPossibleException when it can't be done as it stands
   * @throws ForbiddenException when the identity may not start its workflow
   */
  public Instance act(
      Forms forms, UUID id, InstanceAction action, @Nullable String reason, Identity who) {
    Sent.check(reason, JsonNodeFactory.instance.objectNode(), "");
    Instance seen = allowed(forms, id, who);
    return database.inTransaction(
        connection -> {
          StoredInstance stored = locks.lock(id).orElseThrow(() -> InstanceEngine.unknown(id));
          possible(stored.instance(), action);
          log.log(
              who,
              "instance_" + action.id(),
              forms.address(),
              seen.workflow() + " " + id + (reason == null ? "" : ": " + reason));
          return act(stored, action, reason, who);
        });
  }

  /**
   * Whether that person may take the instance back now.
   *
   * @param instance as it is now
   */
  public boolean mayWithdraw(Instance instance, Identity who) {
    return instance.startedBy().equals(who.id())
        && instance.parent() == null
        && !instance.state().finished()
        && withdrawable(instance);
  }

  /**
   * The same of the instance with that id.
   *
   * @throws NotFoundException when there is none that the identity may see
   */
  public boolean mayWithdraw(Forms forms, UUID id, Identity who) {
    return mayWithdraw(engine.get(forms, id, who), who);
  }

  private boolean withdrawable(Instance instance) {
    try {
      return workflows
          .find(instance.app(), instance.version(), instance.workflow())
          .map(workflow -> workflow.definition().withdrawable())
          .orElse(true);
    } catch (BrokenVersionException e) {
      return true; // nothing can forbid it any more
    }
  }

  /**
   * Takes an instance back, by who started it: it ends as cancelled with the outcome {@code
   * withdrawn}, its tasks are closed and their people told. What its steps have written stays.
   *
   * @param comment shown in its timeline; may be null
   * @throws NotPossibleException when it has finished, is a part of another one, or its workflow
   *     forbids it
   * @throws ForbiddenException when somebody else started it
   */
  public Instance withdraw(Forms forms, UUID id, @Nullable String comment, Identity who) {
    Sent.check(comment, JsonNodeFactory.instance.objectNode(), "");
    Instance seen = engine.get(forms, id, who);
    if (!seen.startedBy().equals(who.id())) {
      throw new ForbiddenException(Problem.at("", "withdraw_not_yours", seen.startedBy()));
    }
    Instance.Parent parent = seen.parent();
    if (parent != null) {
      throw new NotPossibleException(Problem.at("", "withdraw_part", parent.instance().toString()));
    }
    return database.inTransaction(
        connection -> {
          StoredInstance stored = locks.lock(id).orElseThrow(() -> InstanceEngine.unknown(id));
          if (stored.instance().state().finished()) {
            throw new NotPossibleException(
                Problem.at("", "instance_finished", stored.instance().state().id()));
          }
          if (!withdrawable(stored.instance())) {
            throw new NotPossibleException(Problem.at("", "withdraw_forbidden", seen.workflow()));
          }
          InstanceRun run = runs.whatever(stored);
          runs.withdraw(run, comment, who.id());
          return run.instance();
        });
  }

  /** An instance that somebody may look after. */
  Instance allowed(Forms forms, UUID id, Identity who) {
    Instance seen = engine.get(forms, id, who);
    InstanceEngine.mayStart(forms, seen.workflow(), who);
    return seen;
  }

  private Instance act(
      StoredInstance stored, InstanceAction action, @Nullable String reason, Identity who) {
    UUID id = stored.instance().id();
    switch (action) {
      case PAUSE -> pauses.pause(List.of(id), who.id(), reason, false);
      case RESUME -> {
        pauses.resume(List.of(id), who.id(), reason);
        database.afterCommit(doorbell::ring);
      }
      case RETRY -> advance(stored, run -> run.retry(who.id()));
      case SKIP -> advance(stored, run -> run.skip(reason, who.id()));
      case CANCEL -> runs.cancel(List.of(runs.whatever(stored)), reason, who.id());
    }
    return instances.find(id).orElseThrow(() -> InstanceEngine.unknown(id));
  }

  private void advance(StoredInstance stored, Function<InstanceRun, Move.@Nullable Wish> first) {
    InstanceRun run = runs.of(stored);
    runs.advance(List.of(run), first);
    following.after(run.instance(), run.movesOthers());
  }

  private static void possible(Instance instance, InstanceAction action) {
    String state = instance.state().id();
    switch (action) {
      case PAUSE, CANCEL -> {
        refuse(instance.state().finished(), "instance_finished", state);
        refuse(
            action == InstanceAction.PAUSE && instance.pause() != null, "instance_paused_already");
      }
      case RESUME -> refuse(instance.pause() == null, "instance_not_paused", state);
      case RETRY, SKIP -> {
        refuse(instance.state() != Instance.State.FAILED, "instance_not_failed", state);
        refuse(instance.pause() != null, "instance_paused");
        refuse(
            action == InstanceAction.SKIP && instance.position().step().isEmpty(),
            "instance_nothing_to_skip");
      }
    }
  }

  private static void refuse(boolean when, String code, Object... args) {
    if (when) {
      throw new NotPossibleException(Problem.at("", code, args));
    }
  }

  /**
   * Pauses a workflow, and everything of it that runs; what it starts meanwhile waits too.
   *
   * @param reason may be null
   * @return how many instances
   * @throws NotFoundException when there is no such workflow
   * @throws ForbiddenException when the identity may not start it
   */
  public int pause(Forms forms, String workflow, @Nullable String reason, Identity who) {
    var what = whole(forms, workflow, "workflow_pause", reason, who);
    return pauses.pauseWhole(what, who.id(), reason);
  }

  /**
   * Lets a paused workflow go on.
   *
   * @param reason may be null
   * @return how many instances
   * @throws NotFoundException when there is no such workflow
   * @throws ForbiddenException when the identity may not start it
   */
  public int resume(Forms forms, String workflow, @Nullable String reason, Identity who) {
    var what = whole(forms, workflow, "workflow_resume", reason, who);
    int resumed = pauses.resumeWhole(what, who.id(), reason);
    doorbell.ring();
    return resumed;
  }

  private PauseStore.Whole whole(
      Forms forms, String workflow, String act, @Nullable String reason, Identity who) {
    Sent.check(reason, JsonNodeFactory.instance.objectNode(), "");
    // one that is gone from the newest version may still run
    if (!search.workflows(forms.address()).contains(workflow)) {
      var unused = engine.find(forms, workflow);
    }
    InstanceEngine.mayStart(forms, workflow, who);
    log.log(who, act, forms.address(), workflow + (reason == null ? "" : ": " + reason));
    return new PauseStore.Whole(forms.address(), workflow);
  }
}
