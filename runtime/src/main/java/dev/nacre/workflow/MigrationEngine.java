package dev.nacre.workflow;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Forms;
import dev.nacre.security.ForbiddenException;
import dev.nacre.security.Identity;
import dev.nacre.storage.Database;
import dev.nacre.storage.StorageException;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Moves instances to another version of their workflow, with everything that they started and that
 * has not ended. What they wait for stays: tasks, timers, deadlines.
 */
@Singleton
public final class MigrationEngine {
  private final Database database;
  private final WorkflowRegistry workflows;
  private final InstanceActs acts;
  private final InstanceLocks locks;
  private final MigrationStore migrations;
  private final ActLog log;
  private final InstantSource clock;

  MigrationEngine(
      Database database,
      WorkflowRegistry workflows,
      InstanceActs acts,
      InstanceLocks locks,
      MigrationStore migrations,
      ActLog log,
      InstantSource clock) {
    this.database = database;
    this.workflows = workflows;
    this.acts = acts;
    this.locks = locks;
    this.migrations = migrations;
    this.log = log;
    this.clock = clock;
  }

  /**
   * Where to.
   *
   * @param version a published version of the app
   * @param renamed what steps are called there, where that differs
   * @param reason kept in the timelines; may be null
   */
  public record Wish(int version, Map<String, String> renamed, @Nullable String reason) {
    /** Copies the names. */
    public Wish {
      renamed = Map.copyOf(renamed);
    }
  }

  /**
   * What doesn't fit, of the instance and of everything that it started; empty when it can be
   * moved.
   *
   * @throws dev.nacre.record.NotFoundException when there is no such instance or version
   * @throws ForbiddenException when the identity may not start its workflow
   */
  public List<Problem> check(Forms forms, UUID id, Wish wish, Identity who) {
    acts.allowed(forms, id, who);
    return database.inTransaction(connection -> problems(plans(forms, id, wish)));
  }

  /**
   * Moves it.
   *
   * @return the instance as it is then
   * @throws dev.nacre.record.NotFoundException when there is no such instance or version
   * @throws ForbiddenException when the identity may not start its workflow
   * @throws NotPossibleException with everything that doesn't fit
   */
  public Instance move(Forms forms, UUID id, Wish wish, Identity who) {
    Instance seen = acts.allowed(forms, id, who);
    return database.inTransaction(
        connection -> {
          List<MigrationPlan> plans = plans(forms, id, wish);
          List<Problem> problems = problems(plans);
          if (!problems.isEmpty()) {
            throw new NotPossibleException(problems);
          }
          log.log(
              who,
              "instance_move",
              forms.address(),
              seen.workflow() + " " + id + ": " + seen.version() + " → " + wish.version());
          migrations.save(plans, wish, who.id(), clock.instant());
          return acts.allowed(forms, id, who);
        });
  }

  private static List<Problem> problems(List<MigrationPlan> plans) {
    return plans.stream().flatMap(plan -> plan.problems().stream()).toList();
  }

  /** Of the instance, and of what it started, locked. */
  private List<MigrationPlan> plans(Forms forms, UUID id, Wish wish) {
    StoredInstance root =
        locks
            .lock(id)
            .orElseThrow(() -> new NotPossibleException(Problem.at("", "instance_unknown", id)));
    Instance instance = root.instance();
    if (instance.state().finished()) {
      throw new NotPossibleException(Problem.at("", "instance_finished", instance.state().id()));
    }
    Instance.Parent parent = instance.parent();
    if (parent != null) {
      throw new NotPossibleException(Problem.at("", "move_its_parent", parent.instance()));
    }
    var all = new ArrayList<MigrationPlan>();
    List<StoredInstance> some = List.of(root);
    while (!some.isEmpty()) {
      some.forEach(stored -> all.add(plan(forms, stored, wish)));
      some = locks.lockChildren(some.stream().map(s -> s.instance().id()).toList());
    }
    return all;
  }

  private MigrationPlan plan(Forms forms, StoredInstance stored, Wish wish) {
    Instance i = stored.instance();
    Optional<Workflow> to = workflows.find(forms.address(), wish.version(), i.workflow());
    return to.map(found -> MigrationPlan.of(stored, from(i), found, wish.renamed()))
        .orElseGet(
            () ->
                new MigrationPlan(
                    stored,
                    i,
                    List.of(
                        Problem.at(
                            "/" + i.id(),
                            "instance_workflow_gone",
                            i.workflow(),
                            wish.version()))));
  }

  private @Nullable Workflow from(Instance instance) {
    try {
      return workflows.find(instance.app(), instance.version(), instance.workflow()).orElse(null);
    } catch (StorageException e) {
      throw e;
    } catch (NacreException e) {
      return null; // it can't be compiled any more: that may be why it is moved
    }
  }
}
