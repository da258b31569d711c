package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.expression.Scope;
import dev.nacre.metadata.Text;
import dev.nacre.record.Field;
import dev.nacre.record.Query;
import dev.nacre.record.StoredRecord;
import dev.nacre.security.Contact;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a step may ask and open while it runs in one instance. Nothing of it is stored before the
 * whole transaction is; when the step fails, what it opened is forgotten.
 */
public final class StepContext {
  private final InstanceRun run;
  private final Step step;

  StepContext(InstanceRun run, Step step) {
    this.run = run;
    this.step = step;
  }

  /** The step. */
  public Step step() {
    return step;
  }

  /** Names of expressions: the record, {@code steps}, {@code input}, {@code user}, {@code now}. */
  public Scope scope() {
    return run.context().scope();
  }

  /** The trees and names that a script sees, as JSON. */
  public java.util.Map<String, JsonNode> globals() {
    return run.context().globals();
  }

  /** The moment that counts as now. */
  public Instant now() {
    return run.context().now();
  }

  /** The hours of a calendar, as people have entered them by now. */
  WorkHours hours(WorkCalendar calendar) {
    return run.context().hours(calendar);
  }

  /** The zone of the app's days. */
  public ZoneId zone() {
    return run.context().workflow().forms().zone();
  }

  /**
   * The id of the workflow's record.
   *
   * @throws StepFailedException when the instance was started without one
   */
  public UUID recordId() {
    UUID id = run.instance().record();
    if (id == null) {
      throw StepFailedException.of("step_without_record", step.id());
    }
    return id;
  }

  /** The workflow's record; null when it has none. */
  public @Nullable StoredRecord record() {
    return run.context().record();
  }

  /**
   * The version in which this run has read a record: its own, or one that it links to; null when it
   * hasn't read it. Given with a change, it makes the step begin again when somebody was faster.
   */
  public @Nullable Long seen(UUID id) {
    StoredRecord record = run.context().record();
    if (record == null) {
      return null;
    }
    if (record.id().equals(id)) {
      return record.version();
    }
    for (Field field : record.form().fields()) {
      StoredRecord far = field.lines() ? null : record.linked(field.index());
      if (far != null && far.id().equals(id)) {
        return far.version();
      }
    }
    return null;
  }

  /** What to call a task of this step: the step's name, and what people call the record. */
  public Text defaultTitle() {
    Text name = step.definition().title();
    var record = run.context().record();
    if (record == null) {
      return name;
    }
    var titles = new java.util.TreeMap<String, String>();
    name.byLanguage()
        .forEach((language, text) -> titles.put(language, text + " · " + record.title()));
    return new Text(titles);
  }

  /** The person who started the instance; empty when an engine part did, or they left. */
  public Optional<String> applicant() {
    return Optional.of(run.instance().startedBy()).filter(this::exists);
  }

  /** Who started the instance: a sign-in name, or a part of the engine. */
  public String startedBy() {
    return run.instance().startedBy();
  }

  /** Everybody who holds that role, by sign-in name. */
  public List<String> holders(String role) {
    return run.context().directory().holders(run.context().workflow().forms().app(), role).stream()
        .sorted()
        .toList();
  }

  /** What an earlier step gave; missing when it gave nothing. */
  public JsonNode given(String earlier) {
    return run.context().steps().path(earlier);
  }

  /** The records that a question finds, of which a step needs few. */
  List<StoredRecord> find(Query query) {
    return run.context().find(query);
  }

  /** Whether there is somebody of that sign-in name. */
  public boolean exists(String user) {
    return run.context().directory().exists(user);
  }

  /**
   * Where the people are reached for whom something is, by sign-in name; null for whom that isn't
   * known.
   */
  public java.util.Map<String, @Nullable String> reached(Task.Assignee to, Contact.Way way) {
    Set<String> users = to.role() == null ? Set.of(to.name()) : Set.copyOf(holders(to.role()));
    var known = run.context().directory().contacts(users);
    var reached = new java.util.TreeMap<String, @Nullable String>();
    for (String user : users) {
      Contact contact = known.get(user);
      reached.put(user, contact == null ? null : contact.on(way));
    }
    return reached;
  }

  /** Makes the output known as {@code steps.<id>} before the step is done. */
  public void output(JsonNode output) {
    run.context().steps().set(step.id(), output);
  }

  /** Opens a task that this step waits for. */
  public void open(
      Text title,
      List<TaskAction> actions,
      Task.Mode mode,
      Task.Rules rules,
      List<Task.Assignee> assignees,
      @Nullable Instant dueAt) {
    run.effects().open(step.id(), title, actions, mode, rules, assignees, dueAt);
  }

  /** Tells those who must act on a task that they must. */
  public void remind(Task task, Text title) {
    Reminders.send(run, task, title, task.title());
  }

  /** The open tasks of this step. */
  public List<Task> tasks() {
    return run.effects().tasks(step.id());
  }

  /** Says when a task is due now. */
  void due(Task task, @Nullable Instant at) {
    run.effects().change(task.dueBy(at));
  }

  /** Gives a task to other people. */
  public void assign(Task task, List<Task.Assignee> assignees) {
    run.effects().change(task.assignedTo(assignees));
  }

  /** Closes a task with a decision that no person took. */
  public void decide(Task task, TaskAction decision) {
    run.effects().change(task.done(decision, null, run.instance().actor(), now()));
  }

  /** Asks for a {@link Signal.Due} at that time. */
  public void timer(Instant at, JsonNode what) {
    run.effects().timer(step.id(), at, what);
  }

  /**
   * Asks for a {@link Wake.Changed} when the workflow's record is changed, or the item that it is
   * for, or one that these links lead to.
   *
   * @param crosses links of the record, as expressions tell what they cross
   * @param note given back with it
   */
  public void watchRecord(Set<String> crosses, JsonNode note) {
    StoredRecord record = run.context().record();
    if (record != null) {
      watch(record, note);
      Linked.by(record, crosses).forEach(far -> watch(far, note));
    }
    for (StoredRecord item : run.context().ownItems()) {
      String prefix = Items.ITEM + ".";
      watch(item, note);
      Linked.by(
              item,
              crosses.stream()
                  .filter(path -> path.startsWith(prefix))
                  .map(path -> path.substring(prefix.length()))
                  .collect(Collectors.toSet()))
          .forEach(far -> watch(far, note));
    }
  }

  private void watch(StoredRecord record, JsonNode note) {
    run.effects()
        .watch(
            step.id(),
            new Watch.On.OfRecord(record.form().id(), record.id(), record.version()),
            note);
  }

  /** Asks for a {@link Wake.Changed} when any record of that form is made, changed or deleted. */
  public void watchForm(String form, JsonNode note) {
    run.effects().watch(step.id(), new Watch.On.OfForm(form), note);
  }

  /**
   * Asks for a {@link Wake.Told} when a message of that name is sent.
   *
   * @param key what it is about; null means whatever it is
   */
  public void watchMessage(String name, @Nullable String key, JsonNode note) {
    run.effects().watch(step.id(), new Watch.On.OfMessage(name, key), note);
  }

  /** A message of that name that was sent before, and is kept for whoever comes to wait for it. */
  public Optional<Wake.Told> kept(String name, @Nullable String key) {
    return run.context().kept(name, key);
  }

  /**
   * Tells all workflows that wait for that message, and starts those that begin with it.
   *
   * @param key what it is about; may be null
   * @param keepUntil until when somebody who begins to wait still gets it; null means not at all
   */
  public void post(
      String name, @Nullable String key, ObjectNode data, @Nullable Instant keepUntil) {
    run.effects().post(step.id(), name, key, data, keepUntil);
  }

  /** Takes every {@link #timer} of this step back, and all that it watches. */
  public void dropTimers() {
    run.effects().dropTimers(step.id());
  }

  /** Sends a message within Nacre. */
  public void tell(Task.Assignee to, @Nullable Text title, Text text) {
    run.effects().tell(step.id(), to, title, text);
  }

  /**
   * Starts another workflow of the same version; when this step waits, it is told by {@link
   * Signal.Due} once all that it started have finished, and finds them in {@link #children}.
   *
   * @param record the record that it is about; null when it has none
   * @return the new instance's id
   * @throws StepFailedException when workflows have started each other too often
   */
  public UUID start(String workflow, @Nullable UUID record, ObjectNode input) {
    return start(
        run.context().other(workflow),
        record,
        input,
        new Instance.Parent(
            run.instance().id(), step.id(), false, JsonNodeFactory.instance.objectNode(), null),
        JsonNodeFactory.instance.objectNode());
  }

  /**
   * Runs a block of this step beside others, as an instance of its own that knows what this one
   * knows; this step waits meanwhile.
   *
   * @param eager whether this step is told of each end, and not only when all have finished
   * @throws StepFailedException when blocks stand too deep in each other
   */
  public void beside(String block, boolean eager) {
    beside(block, eager, null);
  }

  /**
   * Runs a block of this step for one of its items, like {@link #beside(String, boolean)}.
   *
   * @param item the id of the line or record; null when it is for none
   */
  public void beside(String block, boolean eager, @Nullable UUID item) {
    Instance own = run.instance();
    ObjectNode items =
        own.parent() == null
            ? JsonNodeFactory.instance.objectNode()
            : own.parent().items().deepCopy();
    if (item != null) {
      items.put(step.id(), item.toString());
    }
    var unused =
        start(
            run.context().workflow(),
            own.record(),
            own.input(),
            new Instance.Parent(own.id(), step.id(), eager, items, run.block(block)),
            run.context().steps().deepCopy());
  }

  private UUID start(
      Workflow workflow,
      @Nullable UUID record,
      ObjectNode input,
      Instance.Parent parent,
      ObjectNode known) {
    Instance own = run.instance();
    if (own.depth() >= Cause.DEEPEST) {
      throw StepFailedException.of("workflow_loop", workflow.id(), Cause.DEEPEST);
    }
    Instance child =
        Instance.ready(workflow, record, input, own.depth() + 1, parent, own.startedBy(), now())
            .knowing(known);
    run.effects().start(child);
    return child.id();
  }

  /** The ids of the lines of a table of the workflow's record. */
  public List<UUID> lines(String table) {
    StoredRecord record = run.context().record();
    return record == null
        ? List.of()
        : record.form().field(table).stream()
            .flatMap(field -> record.lines(field.index()).stream())
            .map(StoredRecord::id)
            .toList();
  }

  /** Takes over what the steps of a block gave that ran beside others. */
  public void adopt(Instance child) {
    ObjectNode own = run.context().steps();
    child.steps().properties().stream()
        .filter(entry -> !own.has(entry.getKey()))
        .forEach(entry -> own.set(entry.getKey(), entry.getValue()));
  }

  /** Cancels what this step has started and what has not finished. */
  public void abandonChildren() {
    run.effects().abandon(step.id());
  }

  /** What this step has started, oldest first, as stored. */
  public List<Instance> children() {
    return run.context().children(step.id());
  }

  /** Has something done outside once this transaction is committed; nobody waits for it. */
  public void send(Outgoing what) {
    run.effects().send(step.id(), what, false);
  }

  /** The same; the step waits, and is told by {@link Reply}. */
  public void sendAndWait(Outgoing what) {
    run.effects().send(step.id(), what, true);
  }

  /**
   * Has a record printed once this transaction is committed; the step waits, and is told by {@link
   * Reply}, whose answer is {@code {"file", "answer"}}.
   *
   * @param print which of the prints of this version
   * @param language {@code en} or {@code zh}
   * @param via the connector of a print service; null when the document is only kept
   * @param operation of that connector
   */
  public void print(
      String print,
      String form,
      UUID record,
      String language,
      @Nullable String via,
      @Nullable String operation,
      int copies,
      int tries) {
    Instance own = run.instance();
    var job =
        new PrintJob(form, record, own.version(), own.actor(), language, via, operation, copies);
    // laid out twice does no harm, sent twice may
    sendAndWait(new Outgoing(PrintJob.DESK, print, tries, via == null, job.write()));
  }

  /** Where people open the record of the workflow; empty when it has none. */
  public Optional<String> recordAddress() {
    String form = run.instance().form();
    UUID record = run.instance().record();
    return form == null || record == null
        ? Optional.empty()
        : Optional.of(run.context().addresses().record(run.instance().app(), form, record));
  }

  /** Where people without an account open a public page of the app. */
  public String pageAddress(PageAddresses addresses, String page) {
    return addresses.page(run.instance().app(), page, run.context().identity());
  }

  /** Adds a line to the timeline. */
  public void log(InstanceEvent.Kind kind, ObjectNode detail) {
    run.effects().log(step.id(), kind, run.instance().actor(), detail);
  }
}
