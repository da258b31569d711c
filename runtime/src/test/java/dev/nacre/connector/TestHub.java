package dev.nacre.connector;

import dev.nacre.event.Arrival;
import dev.nacre.event.Inbox;
import dev.nacre.event.InboxEntry;
import dev.nacre.event.InboxFilter;
import dev.nacre.event.InboxQueue;
import dev.nacre.event.InboxStore;
import dev.nacre.event.PaceStore;
import dev.nacre.metadata.ConnectorDefinition;
import dev.nacre.metadata.Problems;
import dev.nacre.record.AggregateEngine;
import dev.nacre.record.Page;
import dev.nacre.record.Query;
import dev.nacre.record.StoredRecord;
import dev.nacre.record.TestApp;
import dev.nacre.record.transfer.JobStore;
import dev.nacre.security.SecretStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An app with its connectors, the inbox and everything between them, without CDI. */
public final class TestHub {
  public final TestApp app;
  public final Map<String, String> secrets = new HashMap<>(Map.of("shop", "s3cret"));
  public final ConnectorCompiler compiler;
  public final Map<String, Connector> connectors = new HashMap<>();
  public final Inbox inbox;
  public final InboxQueue queue;
  public final InboxStore ledger;
  public final JobStore jobs;
  public final IngestEngine ingest;
  public final WebhookEngine webhooks;
  public final FileEngine files;
  public final Operations operations;
  public final PaceStore paces;
  public final PollStore polls;
  public final PollEngine poller;
  public final TotalsEngine totals;
  public final ConnectorRegistry registry = new Registry();

  /** The hub of the test resources. */
  public TestHub() {
    this(TestApp.of("hub"));
  }

  /** Another app. */
  public TestHub(TestApp app) {
    this.app = app;
    app.database.inNewTransaction(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute(migration("V3__event"));
            statement.execute(migration("V32__outbox"));
            statement.execute(migration("V82__breaker"));
            statement.execute(migration("V62__transfer"));
            statement.execute(migration("V63__bulk"));
            statement.execute(migration("V64__hold"));
            statement.execute(migration("V81__ledger"));
            statement.execute(migration("V87__traffic"));
            statement.execute(migration("V90__totals"));
            return statement.execute(migration("V31__poll"));
          }
        });
    InstantSource clock = () -> app.now;
    SecretStore store = (a, name) -> Optional.ofNullable(secrets.get(name));
    compiler = new ConnectorCompiler(ConnectorKinds.all(store, clock), app.expressions);
    app.documents.connectors().values().forEach(this::publish);
    inbox = new Inbox(app.database, clock);
    queue = new InboxQueue(app.database, clock);
    ledger = new InboxStore(app.database, clock, inbox);
    jobs = new JobStore(app.database, clock);
    ingest = new IngestEngine(app.database, queue, registry, app.engine, clock);
    webhooks = new WebhookEngine(registry, inbox, clock);
    files = new FileEngine(registry, inbox, ledger, ingest, jobs);
    operations = new Operations(registry, app.engine, store);
    paces = new PaceStore(app.database, clock);
    polls = new PollStore(app.database);
    poller = poller(registry, clock);
    totals =
        new TotalsEngine(
            registry,
            polls,
            new TotalsStore(app.database),
            operations,
            inbox,
            paces,
            new AggregateEngine(app.database, app.expressions, app.engine),
            TestReadiness.of(secrets),
            clock);
  }

  private final class Registry implements ConnectorRegistry {
    @Override
    public Optional<Connector> find(String name, String id) {
      return name.equals(app.documents.app().id())
          ? Optional.ofNullable(connectors.get(id))
          : Optional.empty();
    }

    @Override
    public Map<String, Collection<Connector>> all() {
      return Map.of(app.documents.app().id(), connectors.values());
    }
  }

  /** Another node on the same database. */
  public PollEngine poller(ConnectorRegistry registry, InstantSource clock) {
    return new PollEngine(
        registry,
        polls,
        operations,
        inbox,
        ledger,
        ingest,
        jobs,
        TestReadiness.of(secrets),
        paces,
        clock);
  }

  /** What looks into folders; only into those. */
  public FolderEngine folders(String roots) {
    return new FolderEngine(
        registry, polls, new FolderRoots(roots), inbox, ledger, ingest, jobs, paces, () -> app.now);
  }

  /** Another node on the same database. */
  public PollEngine poller() {
    return poller(new Registry(), () -> app.now);
  }

  private static String migration(String name) {
    try (InputStream in = TestHub.class.getResourceAsStream("/db/migration/" + name + ".sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes that connector the one that is served. */
  public void publish(ConnectorDefinition definition) {
    var problems = new Problems();
    Connector connector =
        compiler
            .compile(definition, app.forms, problems)
            .orElseThrow(() -> new IllegalArgumentException(problems.list().toString()));
    connectors.put(definition.id(), connector);
  }

  /** Appends a payload of that connector, as if it had been checked. */
  public long arrive(String connector, String json) {
    byte[] body = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    var tree = Payloads.read(body, new ArrayList<>());
    String key = tree == null ? null : connectors.get(connector).key(tree, null);
    Arrival arrival = Arrival.of(app.documents.app().id(), connector, key, body, Map.of());
    return inbox.appendAndWait(List.of(arrival)).getFirst();
  }

  /** Works until nothing is due. */
  public void work() {
    while (ingest.work(100) > 0) {
      // goes on
    }
  }

  /** One entry. */
  public InboxEntry entry(long id) {
    return ledger.get(app.documents.app().id(), id).orElseThrow();
  }

  /** The ledger, newest first. */
  public List<InboxEntry> entries() {
    return ledger.list(InboxFilter.of(app.documents.app().id()).page(null, 500));
  }

  /** Every living record of a form, at most 500. */
  public List<StoredRecord> records(String form) {
    Page page = app.engine.query(app.forms, Query.of(form).limit(500), TestApp.ADMIN);
    return page.records();
  }
}
