package dev.nacre.workflow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.expression.Scope;
import dev.nacre.metadata.NacreException;
import dev.nacre.record.Batch;
import dev.nacre.record.Forms;
import dev.nacre.record.FormsRegistry;
import dev.nacre.record.Origin;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.hold.Hold;
import dev.nacre.record.hold.HoldEngine;
import dev.nacre.security.Identity;
import dev.nacre.storage.Database;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Gives back what was held until a moment that is past, wherever its workflow stands. */
@Singleton
final class HoldExpiry {
  private static final System.Logger LOG = System.getLogger(HoldExpiry.class.getName());

  /** How many holders share a transaction. */
  private static final int BATCH = 100;

  private static final Duration REST_AFTER_FAILURE = Duration.ofMinutes(1);

  private final Database database;
  private final HoldEngine holds;
  private final InstanceLocks locks;
  private final EventStore events;
  private final RecordEngine records;
  private final FormsRegistry forms;
  private final InstantSource clock;

  HoldExpiry(
      Database database,
      HoldEngine holds,
      InstanceLocks locks,
      EventStore events,
      RecordEngine records,
      FormsRegistry forms,
      InstantSource clock) {
    this.database = database;
    this.holds = holds;
    this.locks = locks;
    this.events = events;
    this.records = records;
    this.forms = forms;
    this.clock = clock;
  }

  /** Gives back all that is due; gives of how many holders. */
  int run() {
    int all = 0;
    int some;
    do {
      some = 0;
      for (var app : holds.expired(clock.instant(), BATCH).entrySet()) {
        some += app.getValue().size();
        expire(app.getKey(), app.getValue());
      }
      all += some;
    } while (some >= BATCH);
    return all;
  }

  private void expire(String app, Set<UUID> holders) {
    try {
      database.inNewTransaction(
          connection -> {
            end(app, holders);
            return null;
          });
    } catch (NacreException e) {
      if (holders.size() > 1) {
        holders.forEach(one -> expire(app, Set.of(one)));
        return;
      }
      Instant now = clock.instant();
      LOG.log(System.Logger.Level.WARNING, "what " + holders + " hold can't be given back", e);
      holders.forEach(one -> holds.postpone(app, one, now, now.plus(REST_AFTER_FAILURE)));
    }
  }

  private void end(String app, Set<UUID> holders) {
    Forms now = forms.current(app);
    Identity who = Identity.engine("reserve");
    Origin origin = new Origin(Origin.Kind.WORKFLOW, "expired");
    Scope scope = records.scope(now, who);
    Set<UUID> told = locks.lockHolding(app, holders, scope.now());
    Map<UUID, List<HoldEngine.Ended>> ended =
        holds.end(
            app,
            now,
            holders,
            hold -> hold.until() != null && !hold.until().isAfter(scope.now()),
            Hold.State.EXPIRED,
            scope,
            (form, changes) ->
                records.write(
                    now, new Batch(form, changes, Batch.Mode.ALL_OR_NOTHING, who, origin)));
    ended.values().stream()
        .flatMap(List::stream)
        .map(HoldEngine.Ended::hold)
        .filter(hold -> told.contains(hold.holder().instance()))
        .forEach(hold -> tell(hold, who, scope.now()));
  }

  private void tell(Hold hold, Identity who, Instant now) {
    ObjectNode detail =
        JsonNodeFactory.instance
            .objectNode()
            .put("form", hold.pool().form())
            .put("record", hold.record().toString())
            .put("quantity", hold.quantity());
    UUID lot = hold.lot();
    if (lot != null) {
      detail.put("lot", lot.toString());
    }
    events.append(
        hold.holder().instance(),
        hold.holder().step(),
        InstanceEvent.Kind.EXPIRED,
        who.id(),
        detail,
        now);
  }
}
