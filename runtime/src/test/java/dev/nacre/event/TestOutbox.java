package dev.nacre.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nacre.metadata.Problem;
import dev.nacre.storage.Database;
import dev.nacre.storage.JdbcDatabase;
import dev.nacre.storage.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** An outbox on a database of its own, a partner that does as it is told, and a standing clock. */
final class TestOutbox {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T08:00:00Z"));
  final Database database = new JdbcDatabase(TestPostgres.migratedDatabase());
  final Outbox outbox = new Outbox(database, clock());
  final OutboxQueue queue = new OutboxQueue(database, clock());
  final PaceStore paces = new PaceStore(database, clock());
  final OutboxStore store = new OutboxStore(database, clock(), outbox);

  /** What reached the partner. */
  final List<OutboxTurn> arrived = Collections.synchronizedList(new ArrayList<>());

  final List<String> told = Collections.synchronizedList(new ArrayList<>());
  volatile Function<OutboxTurn, Sending> partner = turn -> Sending.sent();
  volatile Limits limits = Limits.NONE;

  final OutboxEngine engine = engine();

  InstantSource clock() {
    return now::get;
  }

  void pass(Duration time) {
    now.updateAndGet(moment -> moment.plus(time));
  }

  /** Another node. */
  OutboxEngine engine() {
    OutboxSender sender =
        new OutboxSender() {
          @Override
          public Sending send(OutboxTurn turn) {
            arrived.add(turn);
            return partner.apply(turn);
          }

          @Override
          public Limits limits(String app, String connector) {
            return limits;
          }
        };
    OutboxListener listener =
        new OutboxListener() {
          @Override
          public void sent(OutboxTurn turn, JsonNode answer) {
            told.add("sent " + turn.id());
          }

          @Override
          public void dead(OutboxTurn turn, List<Problem> why) {
            told.add("dead " + turn.id() + " " + why.getFirst().code());
          }
        };
    return new OutboxEngine(
        database,
        new OutboxQueue(database, clock()),
        sender,
        List.of(),
        List.of(listener),
        clock());
  }

  /** An effect of connector {@code robot} in app {@code hub}. */
  static Effect effect(String text) {
    return Effect.of(
        "hub", "robot", "send", JsonNodeFactory.instance.objectNode().put("text", text));
  }

  void add(Effect... effects) {
    database.inNewTransaction(
        connection -> {
          outbox.add(List.of(effects));
          return 0;
        });
  }

  List<String> texts() {
    return arrived.stream().map(turn -> turn.input().path("text").asText()).toList();
  }

  /** The newest entry. */
  OutboxEntry last() {
    return store.get("hub", store.list(OutboxFilter.of("hub")).getFirst().id()).orElseThrow();
  }
}
