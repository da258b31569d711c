package dev.nacre.workflow;

import dev.nacre.metadata.Json;
import dev.nacre.storage.Database;
import dev.nacre.storage.Rows;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which instances and which whole workflows are paused. */
@Singleton
final class PauseStore {
  /** So many instances of a workflow are paused or let go on together. */
  private static final int TOGETHER = 1_000;

  /** These and everything that they started and what that started, as far as it has not ended. */
  private static final String TREE =
      """
      WITH RECURSIVE tree AS (
        SELECT i.id FROM nacre.workflow_instance i WHERE i.id = ANY(?::uuid[])
        UNION
        SELECT c.id FROM nacre.workflow_instance c JOIN tree t ON c.parent = t.id
        WHERE c.state IN ('ready', 'waiting', 'failed'))
      """;

  private static final String LOG =
      """
      INSERT INTO nacre.workflow_event (instance, seq, at, kind, who, detail)
      SELECT id, events, ?::timestamptz, ?, ?, ?::jsonb FROM changed\
      """;

  private final Database database;
  private final InstantSource clock;

  PauseStore(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** A workflow of which nothing runs. */
  record Whole(String app, String workflow) {
    static Whole of(Instance instance) {
      return new Whole(instance.app(), instance.workflow());
    }
  }

  /** The workflows of an app that are paused. */
  List<PausedWorkflow> of(String app) {
    return Rows.query(
        database,
        "SELECT workflow, paused_at, paused_by, reason FROM nacre.workflow_pause "
            + "WHERE app = ? ORDER BY workflow",
        List.of(app),
        row ->
            new PausedWorkflow(
                row.getString("workflow"),
                Stored.momentAlways(row, "paused_at"),
                row.getString("paused_by"),
                row.getString("reason")));
  }

  /** The workflows whose new instances begin paused. */
  Set<Whole> whole() {
    return new HashSet<>(
        Rows.query(
            database,
            "SELECT app, workflow FROM nacre.workflow_pause",
            List.of(),
            row -> new Whole(row.getString("app"), row.getString("workflow"))));
  }

  /**
   * Those that may run. One that was inserted while its workflow was being paused is noticed here,
   * and paused.
   */
  List<StoredInstance> notPaused(List<StoredInstance> claimed) {
    Set<Whole> paused = claimed.isEmpty() ? Set.of() : whole();
    if (paused.isEmpty()) {
      return claimed;
    }
    Map<Boolean, List<StoredInstance>> parts =
        claimed.stream()
            .collect(
                Collectors.partitioningBy(stored -> paused.contains(Whole.of(stored.instance()))));
    List<StoredInstance> late = parts.getOrDefault(true, List.of());
    if (!late.isEmpty()) {
      pause(
          late.stream().map(stored -> stored.instance().id()).toList(),
          late.getFirst().instance().actor(),
          null,
          true);
    }
    return parts.getOrDefault(false, List.of());
  }

  /**
   * Pauses instances with everything that they started, and says so in their timelines; those that
   * are paused or have ended stay as they are. Their timers sleep.
   *
   * @param whole whether it is for their whole workflow
   */
  void pause(Collection<UUID> ids, String who, @Nullable String reason, boolean whole) {
    lock(ids);
    String now = clock.instant().toString();
    Rows.update(
        database,
        TREE
            + """
            , changed AS (
              UPDATE nacre.workflow_instance i
              SET paused_at = ?::timestamptz, paused_by = ?, paused_whole = ?::boolean,
                events = events + 1
              FROM tree
              WHERE i.id = tree.id AND i.paused_at IS NULL
                AND i.state IN ('ready', 'waiting', 'failed')
              RETURNING i.id, i.events),
            asleep AS (
              UPDATE nacre.workflow_timer t SET asleep = true FROM changed
              WHERE t.instance = changed.id)
            """
            + LOG,
        Arrays.asList(
            Stored.array(ids),
            now,
            who,
            String.valueOf(whole),
            now,
            InstanceEvent.Kind.PAUSED.id(),
            who,
            detail(reason)));
  }

  /** Lets paused instances go on, with everything that they started. */
  void resume(Collection<UUID> ids, String who, @Nullable String reason) {
    lock(ids);
    Rows.update(
        database,
        TREE
            + """
            , changed AS (
              UPDATE nacre.workflow_instance i
              SET paused_at = NULL, paused_by = NULL, paused_whole = NULL, events = events + 1
              FROM tree WHERE i.id = tree.id AND i.paused_at IS NOT NULL
              RETURNING i.id, i.events),
            awake AS (
              UPDATE nacre.workflow_timer t SET asleep = false FROM changed
              WHERE t.instance = changed.id)
            """
            + LOG,
        Arrays.asList(
            Stored.array(ids),
            clock.instant().toString(),
            InstanceEvent.Kind.RESUMED.id(),
            who,
            detail(reason)));
  }

  /** In one order, so that nobody waits for somebody who waits for them. */
  private void lock(Collection<UUID> ids) {
    var unused =
        Rows.query(
            database,
            TREE
                + "SELECT i.id FROM nacre.workflow_instance i WHERE i.id IN (SELECT id FROM tree)"
                + " ORDER BY i.id FOR UPDATE",
            List.of(Stored.array(ids)),
            row -> row.getObject(1, UUID.class));
  }

  private static String detail(@Nullable String reason) {
    return Json.write(Json.MAPPER.createObjectNode().put("reason", reason));
  }

  /**
   * Pauses a workflow: what runs of it, and what will be started.
   *
   * @return how many instances
   */
  int pauseWhole(Whole what, String who, @Nullable String reason) {
    Rows.update(
        database,
        "INSERT INTO nacre.workflow_pause (app, workflow, paused_at, paused_by, reason)"
            + " VALUES (?, ?, ?::timestamptz, ?, ?) ON CONFLICT DO NOTHING",
        Arrays.asList(what.app(), what.workflow(), clock.instant().toString(), who, reason));
    return each(
        "app = ? AND workflow = ? AND paused_at IS NULL"
            + " AND state IN ('ready', 'waiting', 'failed')",
        what,
        ids -> pause(ids, who, reason, true));
  }

  /**
   * Lets a workflow go on, and those of its instances that were paused with it.
   *
   * @return how many instances
   */
  int resumeWhole(Whole what, String who, @Nullable String reason) {
    Rows.update(
        database,
        "DELETE FROM nacre.workflow_pause WHERE app = ? AND workflow = ?",
        List.of(what.app(), what.workflow()));
    return each(
        "app = ? AND workflow = ? AND paused_at IS NOT NULL AND paused_whole",
        what,
        ids -> resume(ids, who, reason));
  }

  private interface Some {
    void of(List<UUID> ids);
  }

  private int each(String which, Whole what, Some some) {
    int all = 0;
    List<UUID> ids;
    do {
      ids =
          database.inNewTransaction(
              connection -> {
                List<UUID> found =
                    Rows.query(
                        database,
                        "SELECT id FROM nacre.workflow_instance WHERE "
                            + which
                            + " ORDER BY id LIMIT "
                            + TOGETHER
                            + " FOR UPDATE",
                        List.of(what.app(), what.workflow()),
                        row -> row.getObject(1, UUID.class));
                if (!found.isEmpty()) {
                  some.of(found);
                }
                return found;
              });
      all += ids.size();
    } while (ids.size() == TOGETHER);
    return all;
  }
}
