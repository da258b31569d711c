package dev.nacre.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.event.Effect;
import dev.nacre.event.Outbox;
import dev.nacre.event.OutboxEngine;
import dev.nacre.event.OutboxEntry;
import dev.nacre.event.OutboxFilter;
import dev.nacre.event.OutboxQueue;
import dev.nacre.event.OutboxStore;
import dev.nacre.event.PaceStore;
import dev.nacre.metadata.ConnectorDefinition;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import dev.nacre.record.TestApp;
import dev.nacre.storage.Database;
import dev.nacre.storage.JdbcDatabase;
import dev.nacre.storage.TestPostgres;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Connectors that are called through an outbox, on a database of their own. */
public final class TestCalls {
  public final TestApp app = TestApp.of("hub");
  public final Map<String, String> secrets = new HashMap<>();
  public final Map<String, Connector> connectors = new HashMap<>();
  public final Database database = new JdbcDatabase(TestPostgres.migratedDatabase());
  public final InstantSource clock = () -> app.now;
  public final Outbox outbox = new Outbox(database, clock);
  public final OutboxStore store = new OutboxStore(database, clock, outbox);
  public final PaceStore paces = new PaceStore(database, clock);
  public final ConnectorRegistry registry;
  public final Readiness readiness;
  public final Operations operations;
  public final OutboxEngine engine;
  private final ConnectorCompiler compiler;

  /** With those kinds. */
  public TestCalls(ConnectorKind<?>... kinds) {
    this(database -> List.of(kinds));
  }

  /** With kinds that keep something in the same database. */
  public TestCalls(Function<Database, List<ConnectorKind<?>>> kinds) {
    compiler = new ConnectorCompiler(kinds.apply(database), app.expressions);
    registry = (name, id) -> Optional.ofNullable(connectors.get(id));
    readiness = TestReadiness.of(secrets, clock);
    operations =
        new Operations(
            registry, app.engine, (name, secret) -> Optional.ofNullable(secrets.get(secret)));
    engine =
        new OutboxEngine(
            database,
            new OutboxQueue(database, clock),
            new ConnectorSender(registry, operations, readiness, paces, clock),
            List.of(),
            List.of(),
            clock);
  }

  /** What a call is given that needs nothing. */
  public static ObjectNode nothing() {
    return Json.MAPPER.createObjectNode();
  }

  /** What is wrong with a definition; single quotes stand for double ones. */
  public Problems check(String json) {
    var problems = new Problems();
    ConnectorDefinition definition =
        Json.MAPPER.convertValue(TestApp.json(json), ConnectorDefinition.class);
    compiler
        .compile(definition, app.forms, problems)
        .ifPresent(connector -> connectors.put(connector.id(), connector));
    return problems;
  }

  /** Publishes a connector. */
  public void publish(String json) {
    Problems problems = check(json);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(problems.list().toString());
    }
  }

  /** Puts a message into the outbox. */
  public void say(String connector, JsonNode message, boolean repeatable) {
    Effect plain = Effect.of("hub", connector, "send", message);
    Effect effect =
        new Effect(
            plain.app(),
            plain.connector(),
            plain.operation(),
            null,
            plain.idempotencyKey(),
            plain.tries(),
            repeatable,
            message,
            null,
            null);
    database.inNewTransaction(
        connection -> {
          outbox.add(List.of(effect));
          return 0;
        });
  }

  /** The same. */
  public void say(String connector, String json) {
    ObjectNode message = TestApp.json(json);
    say(connector, message, true);
  }

  /** Sends until nothing is due. */
  public void work() {
    while (engine.work() > 0) {
      // goes on
    }
  }

  /** The newest entry. */
  public OutboxEntry last() {
    return store.list(OutboxFilter.of("hub")).getFirst();
  }
}
