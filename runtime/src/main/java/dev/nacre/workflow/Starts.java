package dev.nacre.workflow;

import dev.nacre.storage.Database;
import dev.nacre.storage.GroupCommit;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Starts what people ask for: each at once, those that come at the same time together. */
@Singleton
final class Starts implements GroupCommit.Work<Instance, Starts.Begun> {
  private final Database database;
  private final InstanceStore instances;
  private final PauseStore pauses;
  private final Runs runs;
  private final GroupCommit<Instance, Begun> together;

  Starts(Database database, InstanceStore instances, PauseStore pauses, Runs runs) {
    this.database = database;
    this.instances = instances;
    this.pauses = pauses;
    this.runs = runs;
    this.together = new GroupCommit<>(database, GroupCommit.USUAL, this);
  }

  /**
   * An instance that has gone as far as it can.
   *
   * @param movedOthers whether others can go on now
   */
  record Begun(Instance instance, boolean movedOthers) {}

  /** Starts it, and lets it advance as far as it can; one of a paused workflow waits. */
  Begun call(Instance fresh) {
    return together.call(fresh);
  }

  @Override
  public Begun alone(Instance fresh) {
    return begin(List.of(fresh)).getFirst();
  }

  @Override
  public List<@Nullable Begun> together(List<Instance> fresh) {
    return new ArrayList<>(begin(fresh));
  }

  private List<Begun> begin(List<Instance> fresh) {
    return database.inTransaction(
        connection -> {
          Set<PauseStore.Whole> paused = pauses.whole();
          var resting = new ArrayList<Instance>();
          Map<UUID, InstanceRun> going = new HashMap<>();
          for (Instance one : fresh) {
            if (paused.contains(PauseStore.Whole.of(one))) {
              resting.add(one);
            } else {
              going.put(one.id(), runs.of(StoredInstance.fresh(one), List.of()));
            }
          }
          instances.insert(resting);
          runs.advance(List.copyOf(going.values()), InstanceRun::begin);
          return fresh.stream().map(one -> begun(one, going.get(one.id()))).toList();
        });
  }

  private Begun begun(Instance fresh, @Nullable InstanceRun run) {
    return run == null
        ? new Begun(instances.find(fresh.id()).orElse(fresh), false)
        : new Begun(run.instance(), run.movesOthers());
  }
}
