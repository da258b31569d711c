package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Json;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import dev.nacre.record.RecordLocks;
import dev.nacre.storage.Columns;
import dev.nacre.storage.Database;
import dev.nacre.storage.Pipeline;
import dev.nacre.storage.Rows;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What waiting steps watch, and messages. Whoever changes a record or sends a message leaves those
 * that wait for it a timer that is due at once, in the same transaction.
 */
@Singleton
final class WatchStore {
  private static final Columns<Watch> NEW =
      new Columns<Watch>()
          .add("uuid", Watch::instance)
          .add("text", Watch::step)
          .add("text", Watch::app)
          .add("text", Watch::form)
          .add("uuid", Watch::record)
          .add("text", Watch::message)
          .add("text", Watch::key)
          .add("jsonb", watch -> Json.write(watch.note()));

  private record Posted(Message message, Instant at) {}

  private static final Columns<Posted> POSTED =
      new Columns<Posted>()
          .add("text", posted -> posted.message().app())
          .add("text", posted -> posted.message().name())
          .add("text", posted -> posted.message().key())
          .add("jsonb", posted -> Json.write(posted.message().data()))
          .add("timestamptz", Posted::at);

  private static final Columns<Message> KEPT =
      new Columns<Message>()
          .add("uuid", Message::id)
          .add("text", Message::app)
          .add("text", Message::name)
          .add("text", Message::key)
          .add("jsonb", message -> Json.write(message.data()))
          .add("uuid", message -> message.sender().instance())
          .add("timestamptz", Message::keepUntil);

  private final Database database;
  private final RecordLocks records;

  WatchStore(Database database, RecordLocks records) {
    this.database = database;
    this.records = records;
  }

  /** Forgets what left steps waited for: their timers, and what they watched. */
  void drop(List<InstanceRun> runs, Pipeline sent) {
    sent.add(
        StepPlace.COLUMNS,
        """
        WITH n AS (SELECT * FROM %s AS n (instance, step)),
        unwatched AS (
          DELETE FROM nacre.workflow_watch w USING n
          WHERE w.instance = n.instance AND w.step = n.step)
        DELETE FROM nacre.workflow_timer t USING n
        WHERE t.instance = n.instance AND t.step = n.step\
        """,
        StepPlace.of(runs, Effects::dropped));
  }

  /**
   * Stores what these runs watch now.
   *
   * @return timers for those that read a record which has been changed since
   */
  List<Timer> save(List<InstanceRun> runs, Instant now) {
    NEW.run(
        database,
        """
        INSERT INTO nacre.workflow_watch (instance, step, app, form, record, message, key, note)
        SELECT * FROM %s AS n\
        """,
        runs.stream().flatMap(run -> run.effects().watches().stream()).toList());
    return overtaken(runs, now);
  }

  /**
   * A record that is changed while a step begins to watch it would wake nobody: its writer doesn't
   * see the watch yet. So the record is locked here until the watch can be seen, and compared.
   */
  private List<Timer> overtaken(List<InstanceRun> runs, Instant now) {
    var watched = new TreeMap<String, Watched>();
    for (InstanceRun run : runs) {
      Forms own = run.context().workflow().forms();
      for (Watch watch : run.effects().watches()) {
        if (watch.on() instanceof Watch.On.OfRecord of) {
          own.find(of.form())
              .ifPresent(
                  form ->
                      watched
                          .computeIfAbsent(
                              watch.app() + "/" + of.form(),
                              p -> new Watched(form, new HashMap<>()))
                          .by()
                          .computeIfAbsent(of.record(), r -> new ArrayList<>())
                          .add(watch));
        }
      }
    }
    var timers = new ArrayList<Timer>();
    for (Watched of : watched.values()) {
      Map<UUID, Long> versions = records.versions(of.form(), of.by().keySet());
      of.by()
          .forEach(
              (record, watches) ->
                  watches.stream()
                      .filter(watch -> changed(watch, versions.get(record)))
                      .map(watch -> Timer.again(watch, now))
                      .forEach(timers::add));
    }
    return timers;
  }

  /** Watches of records of one form, by record. */
  private record Watched(Form form, Map<UUID, List<Watch>> by) {}

  private static boolean changed(Watch watch, @Nullable Long version) {
    return version != null
        && watch.on() instanceof Watch.On.OfRecord(String form, UUID record, long seen)
        && version != seen;
  }

  /**
   * Wakes whoever watches one of these records, or all of their form.
   *
   * @return whether there was somebody
   */
  boolean wake(String app, String form, Collection<UUID> ids, Instant now) {
    return Rows.update(
            database,
            """
            INSERT INTO nacre.workflow_timer (id, instance, step, due_at, what)
            SELECT gen_random_uuid(), instance, step, ?::timestamptz,
              jsonb_build_object('woken', note)
            FROM (
              SELECT instance, step, note FROM nacre.workflow_watch
              WHERE record = ANY(?::uuid[]) AND app = ? AND form = ?
              UNION
              SELECT instance, step, note FROM nacre.workflow_watch
              WHERE app = ? AND form = ? AND record IS NULL) AS w\
            """,
            List.of(now.toString(), ids.toArray(UUID[]::new), app, form, app, form))
        > 0;
  }

  /**
   * Wakes whoever waits for one of these messages, and keeps those that are to be kept.
   *
   * @return whether there was somebody
   */
  boolean send(List<Message> messages, Instant now) {
    if (messages.isEmpty()) {
      return false;
    }
    List<Message> kept = messages.stream().filter(m -> m.keepUntil() != null).toList();
    if (!kept.isEmpty()) {
      Rows.update(
          database,
          "DELETE FROM nacre.workflow_message WHERE keep_until <= ?::timestamptz",
          List.of(now.toString()));
    }
    // of one who sends and one who begins to wait the second sees what the first did
    turns(kept.stream().map(m -> turn(m.app(), m.name())).toList());
    KEPT.run(
        database,
        """
        INSERT INTO nacre.workflow_message (id, app, message, key, data, sender, keep_until)
        SELECT * FROM %s AS n\
        """,
        kept);
    return POSTED.run(
            database,
            """
            INSERT INTO nacre.workflow_timer (id, instance, step, due_at, what)
            SELECT gen_random_uuid(), w.instance, w.step, n.at,
              jsonb_build_object('woken', w.note, 'key', n.key, 'data', n.data)
            FROM %s AS n (app, message, key, data, at)
            JOIN nacre.workflow_watch w ON w.app = n.app AND w.message = n.message
              AND (w.key IS NULL OR w.key = n.key)\
            """,
            messages.stream().map(message -> new Posted(message, now)).toList())
        > 0;
  }

  /** The oldest message that is kept for whoever waits for that name and key. */
  Optional<Wake.Told> kept(String app, String name, @Nullable String key, Instant now) {
    turns(List.of(turn(app, name)));
    return Rows.query(
            database,
            "SELECT key, data FROM nacre.workflow_message WHERE app = ? AND message = ?"
                + " AND keep_until > ?::timestamptz"
                + (key == null ? "" : " AND key = ?")
                + " ORDER BY id LIMIT 1",
            key == null
                ? List.of(app, name, now.toString())
                : List.of(app, name, now.toString(), key),
            row -> {
              JsonNode data = Stored.tree(row.getString("data"));
              return new Wake.Told(Stored.tree("{}"), row.getString("key"), data);
            })
        .stream()
        .findFirst();
  }

  private static String turn(String app, String name) {
    return "nacre.message." + app + "." + name;
  }

  /** Waits until nobody else sends or awaits messages of these names; until the end. */
  private void turns(Collection<String> turns) {
    if (!turns.isEmpty()) {
      Rows.query(
          database,
          "SELECT pg_advisory_xact_lock(k) FROM (SELECT DISTINCT hashtextextended(t, 0) AS k"
              + " FROM unnest(?::text[]) AS t ORDER BY k) AS o",
          List.of((Object) turns.toArray(String[]::new)),
          row -> row);
    }
  }
}
