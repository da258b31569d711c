package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.connector.Connector;
import dev.nacre.connector.ConnectorCompiler;
import dev.nacre.connector.ConnectorKind;
import dev.nacre.connector.ConnectorRegistry;
import dev.nacre.connector.ConnectorSender;
import dev.nacre.connector.IngestEngine;
import dev.nacre.connector.Operations;
import dev.nacre.connector.Payloads;
import dev.nacre.connector.TestReadiness;
import dev.nacre.event.Arrival;
import dev.nacre.event.Finding;
import dev.nacre.event.Inbox;
import dev.nacre.event.InboxListener;
import dev.nacre.event.InboxQueue;
import dev.nacre.event.InboxStore;
import dev.nacre.event.Outbox;
import dev.nacre.event.OutboxEngine;
import dev.nacre.event.OutboxEntry;
import dev.nacre.event.OutboxFilter;
import dev.nacre.event.OutboxQueue;
import dev.nacre.event.OutboxState;
import dev.nacre.event.OutboxStore;
import dev.nacre.event.PaceStore;
import dev.nacre.event.TurnedClock;
import dev.nacre.expression.ExpressionEngine;
import dev.nacre.expression.Scripts;
import dev.nacre.metadata.AppDocuments;
import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.AppReader;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import dev.nacre.record.Attachment;
import dev.nacre.record.Batch;
import dev.nacre.record.BrokenVersionException;
import dev.nacre.record.Change;
import dev.nacre.record.FieldTypes;
import dev.nacre.record.Form;
import dev.nacre.record.FormCompiler;
import dev.nacre.record.FormTables;
import dev.nacre.record.Forms;
import dev.nacre.record.FormsRegistry;
import dev.nacre.record.HistoryStore;
import dev.nacre.record.Origin;
import dev.nacre.record.Outcome;
import dev.nacre.record.PlayedRecords;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.RecordLocks;
import dev.nacre.record.RecordObserver;
import dev.nacre.record.SampleFiles;
import dev.nacre.record.StoredRecord;
import dev.nacre.record.file.FileAccess;
import dev.nacre.record.file.FileKeeper;
import dev.nacre.record.file.FileKeepers;
import dev.nacre.record.file.FileStore;
import dev.nacre.record.file.FileUses;
import dev.nacre.record.hold.HoldEngine;
import dev.nacre.record.hold.HoldViews;
import dev.nacre.record.print.PrintCompiler;
import dev.nacre.record.print.PrintEngine;
import dev.nacre.security.Absences;
import dev.nacre.security.Contact;
import dev.nacre.security.Deputies;
import dev.nacre.security.Identity;
import dev.nacre.security.PermissionCompiler;
import dev.nacre.security.Permissions;
import dev.nacre.storage.Database;
import dev.nacre.storage.Identifiers;
import dev.nacre.storage.JdbcDatabase;
import dev.nacre.storage.SchemaStore;
import dev.nacre.storage.StatementCount;
import dev.nacre.storage.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A workflow engine with an app on a database of its own, for tests that run without CDI. The clock
 * stands still until it is moved, and nothing advances until it is told to.
 *
 * <p>There are the users {@code fin1 fin2} (finance), {@code man1} (manager), {@code sup1}
 * (support) and {@code sal1} (sales).
 */
public final class TestFlow {
  /** Who may do everything. */
  public static final Identity ADMIN = new Identity("admin", "Admin", true, Map.of(), false);

  private static final Map<String, Set<String>> USERS =
      Map.of(
          "fin1", Set.of("finance"),
          "fin2", Set.of("finance"),
          "man1", Set.of("manager"),
          "sup1", Set.of("support"),
          "sal1", Set.of("sales"),
          "admin", Set.of());

  final Database database;
  final RecordEngine records;
  final WorkflowCompiler compiler;
  final TaskEngine tasks;
  final InstanceEngine instances;
  final InstanceActs acts;
  final InstanceSearch search;
  final NotificationStore notifications;
  final WorkQueue queue;
  private final Following following;
  final MigrationEngine migrations;
  final RecordTimeline timeline;
  final Runs runs;
  final List<RecordObserver> observers = new ArrayList<>();
  final List<String> audited = new ArrayList<>();

  final WorkflowWorker worker;
  final HoldEngine holds;
  final StatementCount statements = new StatementCount();
  final OutboxStore outgoing;
  final OutboxEngine sender;
  final Replies replies;
  final PartnerKind partner = new PartnerKind();
  final InstanceStore stored;
  private final Stories stories;
  private final StoryEngine past;
  final InboxStore incoming;
  final IngestEngine ingest;
  final List<String> printed = java.util.Collections.synchronizedList(new ArrayList<>());
  private final Inbox inbox;
  private final PostKind post = new PostKind();
  private final MailerKind mailer = new MailerKind(partner);
  final Absences absences;

  /** Users whose account was closed. */
  final Set<String> gone = new HashSet<>();

  FileStore files;
  FileAccess access;
  private final List<ConnectorKind<?>> kinds = new ArrayList<>();
  private final Map<String, String> secrets = new HashMap<>();
  private final ExpressionEngine expressions = new ExpressionEngine(new Scripts());
  private final Outside outside;
  private final Versions versions;
  private final Duration ahead;

  /** What engines share that work on one database. */
  private record Outside(String url, Versions versions, AtomicReference<Instant> now) {
    static Outside fresh() {
      return new Outside(
          TestPostgres.migratedUrl(),
          new Versions(),
          new AtomicReference<>(Instant.parse("2026-11-23T02:30:00Z")));
    }
  }

  private AppFiles served = new AppFiles(new java.util.TreeMap<>());

  /** What was published, by version. */
  private static final class Versions implements WorkflowRegistry, FormsRegistry {
    private final List<Forms> forms = new ArrayList<>();
    private final List<Map<String, Workflow>> workflows = new ArrayList<>();
    private final Map<String, Connector> connectors = new HashMap<>();
    private final List<Map<String, String>> prints = new ArrayList<>();

    /** What is served under that address. */
    private Map<String, Workflow> served(String app) {
      return workflows.get(current(app).version() - 1);
    }

    /** Those that can't be compiled any more. */
    private final Set<Integer> broken = new HashSet<>();

    @Override
    public Optional<Workflow> find(String app, int version, String workflow) {
      if (broken.contains(version)) {
        throw new BrokenVersionException(app, version, List.of());
      }
      return Optional.ofNullable(workflows.get(version - 1).get(workflow));
    }

    @Override
    public List<Workflow> triggeredBy(Forms of, String form) {
      return workflows.get(of.version() - 1).values().stream()
          .filter(w -> w.trigger() != null && form.equals(w.form()))
          .sorted(java.util.Comparator.comparing(Workflow::id))
          .toList();
    }

    @Override
    public Set<String> ids(Forms of) {
      return workflows.get(of.version() - 1).keySet();
    }

    @Override
    public List<Workflow> timed() {
      return served(forms.getFirst().address()).values().stream()
          .filter(w -> w.trigger() instanceof Trigger.Timed)
          .sorted(java.util.Comparator.comparing(Workflow::id))
          .toList();
    }

    @Override
    public List<Workflow> toldBy(String app, String message) {
      return served(app).values().stream()
          .filter(w -> w.trigger() instanceof Trigger.Told told && told.message().equals(message))
          .sorted(java.util.Comparator.comparing(Workflow::id))
          .toList();
    }

    @Override
    public List<Workflow> fedBy(String app, String connector) {
      return served(app).values().stream()
          .filter(w -> w.trigger() instanceof Trigger.Fed fed && fed.connector().equals(connector))
          .sorted(java.util.Comparator.comparing(Workflow::id))
          .toList();
    }

    @Override
    public Forms current(String app) {
      return forms.reversed().stream()
          .filter(served -> served.address().equals(app))
          .findFirst()
          .orElseThrow();
    }

    @Override
    public Forms version(String app, int version) {
      return forms.get(version - 1);
    }
  }

  private TaskEngine tasks(
      TaskStore taskStore,
      InstanceStore instanceStore,
      InstanceLocks locks,
      EventStore events,
      Runs runs,
      People people,
      InstantSource clock) {
    var kept = new FileKeepers(database);
    files = FileStore.inDatabase(database, clock);
    var keepers = new ArrayList<FileKeeper>();
    access = new FileAccess(files, new FileUses(database), records, kept, keepers);
    var who = new TaskPeople(people, clock);
    var acting = new TaskActs(who, new TaskFiles(access, kept));
    var engine =
        new TaskEngine(
            taskStore,
            instanceStore,
            events,
            runs,
            following,
            records,
            who,
            new Decisions(database, locks, taskStore, acting, runs));
    keepers.add(new TaskFileKeeper(engine));
    return engine;
  }

  private final class People implements Directory {
    @Override
    public Set<String> roles(String app, String user) {
      return exists(user) ? USERS.getOrDefault(user, Set.of()) : Set.of();
    }

    @Override
    public Deputies deputies(LocalDate day) {
      return absences.on(day);
    }

    @Override
    public Set<String> holders(String app, String role) {
      return USERS.entrySet().stream()
          .filter(user -> user.getValue().contains(role) && exists(user.getKey()))
          .map(Map.Entry::getKey)
          .collect(Collectors.toCollection(java.util.TreeSet::new));
    }

    /** The second of finance has no number, the manager no mail. */
    @Override
    public Map<String, Contact> contacts(Set<String> users) {
      var known =
          Map.of(
              "fin1", new Contact("fin1@shop.example", "13800000001"),
              "fin2", new Contact("fin2@shop.example", null),
              "sal1", new Contact(null, null));
      return users.stream()
          .filter(known::containsKey)
          .collect(Collectors.toMap(u -> u, known::get));
    }

    @Override
    public boolean exists(String user) {
      return USERS.containsKey(user) && !gone.contains(user);
    }
  }

  private TestFlow(UnaryOperator<Database> around) {
    this(Outside.fresh(), around, Duration.ZERO);
  }

  private TestFlow(Outside outside, UnaryOperator<Database> around, Duration ahead) {
    this.outside = outside;
    this.ahead = ahead;
    versions = outside.versions();
    database = around.apply(new JdbcDatabase(statements.over(TestPostgres.pool(outside.url()))));
    absences = new Absences(database);
    InstantSource clock = new TurnedClock(this::now);
    records = new RecordEngine(database, expressions, clock, observers);
    compiler = StepTypes.compiler(expressions, new Scripts());
    var people = new People();
    var instanceStore = new InstanceStore(database);
    var locks = new InstanceLocks(database);
    stored = instanceStore;
    var events = new EventStore(database);
    var taskStore = new TaskStore(database);
    var timers = new TimerStore(database);
    notifications = new NotificationStore(database, clock);
    var outbox = new Outbox(database, clock);
    holds = new HoldEngine(database, new RecordLocks(database));
    var writes = new RecordWrites(records, versions);
    outgoing = new OutboxStore(database, clock, outbox);
    var doorbell = new Doorbell();
    var watches = new WatchStore(database, new RecordLocks(database));
    runs =
        new Runs(
            database,
            versions,
            versions,
            records,
            new Wishes(
                database,
                records,
                writes,
                new RecordFinds(records),
                new Reservations(holds, writes, records, versions)),
            people,
            instanceStore,
            locks,
            events,
            taskStore,
            timers,
            notifications,
            outbox,
            (app, form, id) -> "https://nacre.example/app/" + app + "/" + form + "/" + id,
            watches,
            new Messages(
                watches,
                versions,
                instanceStore,
                records,
                notifications,
                database,
                doorbell,
                clock),
            doorbell,
            clock);
    var pauses = new PauseStore(database, clock);
    var subjects = new Subjects(new RecordLocks(database));
    queue = new WorkQueue(database, locks, taskStore, timers, pauses, runs, subjects, clock);
    following = new Following(database, locks, queue, clock);
    var entries = new EntryStarts(database, instanceStore, doorbell);
    observers.add(
        new WorkflowTriggers(
            () -> versions,
            instanceStore,
            locks,
            notifications,
            () -> runs,
            watches,
            database,
            doorbell));
    tasks = tasks(taskStore, instanceStore, locks, events, runs, people, clock);
    search = new InstanceSearch(database);
    instances =
        new InstanceEngine(
            versions,
            instanceStore,
            search,
            events,
            taskStore,
            pauses,
            new Starts(database, instanceStore, pauses, runs),
            following,
            records,
            entries,
            clock);
    ActLog log = (who, act, app, subject) -> audited.add(who.id() + " " + act + " " + subject);
    acts =
        new InstanceActs(
            database,
            versions,
            instances,
            instanceStore,
            locks,
            search,
            pauses,
            runs,
            following,
            log,
            doorbell);
    timeline =
        new RecordTimeline(
            new HistoryStore(database),
            instances,
            events,
            versions,
            (app, id) -> Optional.ofNullable(versions.connectors.get(id)),
            outgoing,
            new HoldViews(holds, records),
            SampleFiles.people());
    migrations =
        new MigrationEngine(
            database, versions, acts, locks, new MigrationStore(database, events), log, clock);
    var plays = new PlayStore(database);
    stories = new Stories(new HistoryStore(database), records, plays);
    past =
        new StoryEngine(
            database,
            records,
            holds,
            new PlayedRecords(database),
            plays,
            locks,
            instanceStore,
            timers,
            taskStore,
            tasks,
            instances,
            versions,
            runs);
    var timed =
        new TimedTriggers(
            database,
            versions,
            new ClockStore(database),
            instanceStore,
            records,
            clock,
            Duration.ofSeconds(30));
    worker =
        new WorkflowWorker(
            queue,
            timed,
            new HoldExpiry(database, holds, locks, events, records, versions, clock),
            doorbell);
    ConnectorRegistry connectors = (app, id) -> Optional.ofNullable(versions.connectors.get(id));
    replies = new Replies(database, doorbell, clock);
    List<InboxListener> told = List.of(new InboxTriggers(() -> versions, () -> records, entries));
    inbox = new Inbox(database, clock, told);
    incoming = new InboxStore(database, clock, inbox);
    ingest =
        new IngestEngine(
            database,
            new InboxQueue(database, clock),
            connectors,
            records,
            new WebhookTriggers(() -> versions, records, entries),
            told,
            clock);
    var partners =
        new ConnectorSender(
            connectors,
            new Operations(
                connectors, records, (app, name) -> Optional.ofNullable(secrets.get(name))),
            TestReadiness.of(secrets),
            new PaceStore(database, clock),
            clock);
    var prints = new PrintEngine(new PrintCompiler(), records, clock, picture -> Optional.empty());
    sender =
        new OutboxEngine(
            database,
            new OutboxQueue(database, clock),
            partners,
            List.of(
                new PrintDesk(
                    prints,
                    (app, version) -> versions.prints.get(version - 1),
                    this::keep,
                    versions,
                    partners)),
            List.of(replies),
            clock);
  }

  /** Keeps what was printed in mind only; as a file it is the sample one. */
  private Attachment keep(
      Forms forms, String form, UUID record, String name, byte[] pdf, Identity who) {
    printed.add(name + " by " + who.id() + (pdf.length > 500 ? "" : ", empty"));
    return SampleFiles.files().find("22222222-2222-4222-8222-222222222222").orElseThrow();
  }

  /** With version 1 of that app. */
  public static TestFlow of(AppFiles files) {
    return of(files, UnaryOperator.identity());
  }

  /** With version 1 of that app, and something around its database. */
  static TestFlow of(AppFiles files, UnaryOperator<Database> around) {
    return of(files, around, Map.of());
  }

  /** The same, with connectors of these kinds too. */
  static TestFlow of(
      AppFiles files,
      UnaryOperator<Database> around,
      Map<String, String> secrets,
      ConnectorKind<?>... kinds) {
    var flow = new TestFlow(around);
    flow.kinds.addAll(List.of(kinds));
    flow.secrets.putAll(secrets);
    List<String> problems = flow.publish(files).list().stream().map(Object::toString).toList();
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
    return flow;
  }

  /**
   * Another engine of the same app on the same database: after a restart, or on another node, whose
   * clock may be ahead.
   */
  TestFlow beside(UnaryOperator<Database> around, Duration itsClockAhead) {
    return new TestFlow(outside, around, itsClockAhead);
  }

  /** Compiles without publishing. */
  static Problems check(AppFiles files) {
    return new TestFlow(UnaryOperator.identity()).publish(files);
  }

  /** Plays what happened to a record again under those files. */
  Played play(AppFiles rules, String form, UUID record) {
    Story story = stories.of(forms(), form, record).orElseThrow();
    Problems problems = publish(rules, "~");
    if (!problems.isEmpty()) {
      throw new AssertionError(problems.list().toString());
    }
    return past.play(versions.forms.getLast(), story, now());
  }

  /** Plays what a schedule of those files would have started then. */
  Played playSchedule(AppFiles rules, String workflow, Instant at) {
    Story story = stories.scheduled(forms(), workflow, at, at.plus(Duration.ofDays(1)));
    Problems problems = publish(rules, "~");
    if (!problems.isEmpty()) {
      throw new AssertionError(problems.list().toString());
    }
    return past.play(versions.forms.getLast(), story, now());
  }

  /** The newest times of a schedule of those files. */
  java.util.NavigableSet<Instant> times(AppFiles rules, String workflow, Duration back, int most) {
    Problems problems = publish(rules, "~");
    if (!problems.isEmpty()) {
      throw new AssertionError(problems.list().toString());
    }
    Workflow scheduled = Objects.requireNonNull(versions.workflows.getLast().get(workflow));
    return Schedules.newest(scheduled, now().minus(back), now(), most);
  }

  /** Publishes the next version, when nothing is wrong. */
  Problems publish(AppFiles files) {
    Problems problems = publish(files, "");
    if (problems.isEmpty()) {
      served = files;
    }
    return problems;
  }

  /** A version that was published when its workflows weren't looked at as closely as today. */
  void publishedOnce(AppFiles files) {
    Problems problems = publish(files, "", true);
    if (!problems.isEmpty()) {
      throw new AssertionError(problems.list().toString());
    }
    served = files;
  }

  /** That version is understood as if it had always been that. */
  void understoodAs(int version, AppFiles files) {
    publishedOnce(files);
    versions.workflows.set(version - 1, versions.workflows.getLast());
  }

  private Problems publish(AppFiles files, String environment) {
    return publish(files, environment, false);
  }

  private Problems publish(AppFiles files, String environment, boolean once) {
    var problems = new Problems();
    AppDocuments documents = AppReader.read(files, problems);
    String schema = Identifiers.schema(documents.app().id(), "");
    Map<String, Form> byId =
        new FormCompiler(FieldTypes.registry(), expressions)
            .compile(schema, documents.forms().values(), problems);
    Permissions permissions =
        new PermissionCompiler(expressions)
            .compile(
                documents.roles().values(),
                new PermissionCompiler.Known(
                    documents.app().id(),
                    byId.keySet(),
                    byId::get,
                    documents.dashboards().keySet(),
                    documents.workflows().keySet()),
                problems);
    int version = versions.forms.size() + 1;
    var forms =
        new Forms(
            documents.app().id(), environment, version, schema, documents.app(), byId, permissions);
    WorkCalendars.check(forms, expressions, problems);
    var connectors = new HashMap<String, Connector>();
    kinds.add(partner);
    kinds.add(post);
    kinds.add(mailer);
    var connecting = new ConnectorCompiler(kinds, expressions);
    kinds.removeAll(List.of(partner, post, mailer));
    documents
        .connectors()
        .forEach(
            (id, definition) ->
                connecting
                    .compile(definition, forms, problems)
                    .ifPresent(connector -> connectors.put(id, connector)));
    var compiled = new HashMap<String, Workflow>();
    documents
        .workflows()
        .forEach(
            (id, definition) -> {
              var found = new Problems();
              Map<String, String> prints = new PrintCompiler().forms(documents.prints());
              if (once) {
                compiled.put(
                    id,
                    compiler.published(
                        definition,
                        forms,
                        connectors,
                        documents.workflows(),
                        prints,
                        documents.pages(),
                        found));
                return;
              }
              Workflow workflow =
                  compiler.compile(
                      definition,
                      forms,
                      connectors,
                      documents.workflows(),
                      prints,
                      documents.pages(),
                      found);
              found.list().forEach(p -> problems.add(p.in("workflows/" + id + ".json")));
              if (workflow != null) {
                compiled.put(id, workflow);
              }
            });
    if (problems.isEmpty()) {
      new SchemaStore(database).apply(schema, FormTables.of(schema, byId.values()));
      versions.forms.add(forms);
      versions.workflows.add(compiled);
      versions.connectors.putAll(connectors);
      versions.prints.add(documents.prints());
    }
    return problems;
  }

  /** Something came in through a connector. */
  long arrive(String connector, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    var findings = new ArrayList<Finding>();
    JsonNode payload = Payloads.read(bytes, findings);
    String key =
        payload == null
            ? null
            : Objects.requireNonNull(versions.connectors.get(connector)).key(payload, null);
    Arrival arrival = new Arrival(forms().app(), connector, key, bytes, Map.of(), null, findings);
    return inbox.appendAndWait(List.of(arrival)).getFirst();
  }

  /** From now on that version can't be compiled any more. */
  void breaks(int version) {
    versions.broken.add(version);
  }

  /** The version served now. */
  Forms forms() {
    return versions.current(versions.forms.getFirst().address());
  }

  /** Publishes the same app in another time zone. */
  void moveTo(String zone) {
    var files = new java.util.TreeMap<String, String>(served.byPath());
    ObjectNode head = json(Objects.requireNonNull(files.get("app.json")));
    files.put("app.json", head.put("timeZone", zone).toString());
    Problems problems = publish(new AppFiles(files));
    if (!problems.isEmpty()) {
      throw new AssertionError(problems.list().toString());
    }
  }

  /** A workflow as it is served now. */
  Workflow workflow(String id) {
    return versions.find(forms().app(), forms().version(), id).orElseThrow();
  }

  /** What time it is. */
  Instant now() {
    return outside.now().get().plus(ahead);
  }

  /** Moves the clock. */
  void pass(Duration time) {
    outside.now().updateAndGet(moment -> moment.plus(time));
  }

  /** Sends everything again that gave up. */
  void resend() {
    OutboxFilter dead = OutboxFilter.of(forms().app()).in(OutboxState.DEAD).page(null, 500);
    outgoing.replay(forms().app(), outgoing.list(dead).stream().map(OutboxEntry::id).toList());
  }

  /** One of the users. */
  Identity user(String id) {
    return id.equals("admin")
        ? ADMIN
        : new Identity(
            id, id, false, Map.of(forms().app(), Objects.requireNonNull(USERS.get(id), id)), false);
  }

  /** One change by that user through the API. */
  Outcome change(String form, Change change, Identity who) {
    return records
        .write(forms(), Batch.one(form, change, who, Origin.of(Origin.Kind.API)))
        .getFirst();
  }

  /** A new record by the administrator. */
  UUID create(String form, String json) {
    Outcome outcome = change(form, Change.create(json(json)), ADMIN);
    if (outcome.failed()) {
      throw new AssertionError(outcome.problems().toString());
    }
    return Objects.requireNonNull(outcome.id());
  }

  /** A record now. */
  StoredRecord record(String form, UUID id) {
    return records.find(forms(), form, id, Set.of(), ADMIN).orElseThrow();
  }

  /** The instances there are, oldest first. */
  List<Instance> all() {
    return instances.list(forms(), InstanceQuery.all(), ADMIN).instances().reversed();
  }

  /** The open tasks there are, oldest first. */
  List<Task> open() {
    return tasks.list(forms(), TaskQuery.all(), ADMIN).tasks().reversed();
  }

  /** An object; single quotes stand for double ones. */
  static ObjectNode json(String text) {
    try {
      return (ObjectNode) Json.MAPPER.readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
