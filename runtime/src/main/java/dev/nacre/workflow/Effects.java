package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.event.Effect;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Text;
import dev.nacre.storage.Uuid7;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a run wants stored beside its own row; kept in memory until the whole batch is stored. */
final class Effects {
  private final Instance about;
  private final int storedEvents;
  private final @Nullable List<Task> stored;
  private final List<Task> known;
  private final Instant now;

  private final List<InstanceEvent> events = new ArrayList<>();
  private final List<Task> opened = new ArrayList<>();
  private final List<Task> changed = new ArrayList<>();
  private final List<String> closed = new ArrayList<>();
  private final List<Timer> timers = new ArrayList<>();
  private final List<String> dropped = new ArrayList<>();
  private final List<Watch> watches = new ArrayList<>();
  private final List<Message> messages = new ArrayList<>();
  private final List<Notification> notifications = new ArrayList<>();
  private final List<Effect> outgoing = new ArrayList<>();
  private final List<Instance> started = new ArrayList<>();
  private final List<String> abandoned = new ArrayList<>();
  private final List<String> repeated = new ArrayList<>();
  private boolean withdraws;

  /**
   * Nothing yet.
   *
   * @param open all stored open tasks; null when nobody has looked
   */
  Effects(StoredInstance stored, @Nullable List<Task> open, Instant now) {
    this.about = stored.instance();
    this.storedEvents = stored.events();
    this.stored = open == null ? null : List.copyOf(open);
    this.known = open == null ? new ArrayList<>() : new ArrayList<>(open);
    this.now = now;
  }

  /** How much there was at some moment, in the order of {@link #all}. */
  record Mark(List<Integer> sizes) {}

  private List<List<?>> all() {
    return List.of(
        events,
        opened,
        changed,
        closed,
        timers,
        dropped,
        watches,
        messages,
        notifications,
        outgoing,
        started,
        abandoned,
        repeated);
  }

  /** Now, to come back to. */
  Mark mark() {
    return new Mark(all().stream().map(List::size).toList());
  }

  /** Forgets everything since then. */
  void reset(Mark mark) {
    List<List<?>> all = all();
    for (int i = 0; i < all.size(); i++) {
      List<?> list = all.get(i);
      list.subList(mark.sizes().get(i), list.size()).clear();
    }
  }

  /** The last number of the timeline when the run began. */
  int storedEvents() {
    return storedEvents;
  }

  /** The last number of the timeline. */
  int lastEvent() {
    return storedEvents + events.size();
  }

  /** Adds a line to the timeline. */
  void log(@Nullable String step, InstanceEvent.Kind kind, String who, ObjectNode detail) {
    events.add(new InstanceEvent(lastEvent() + 1, now, step, kind, who, detail));
  }

  /** Opens a task. */
  void open(
      String step,
      Text title,
      List<TaskAction> actions,
      Task.Mode mode,
      Task.Rules rules,
      List<Task.Assignee> assignees,
      @Nullable Instant dueAt) {
    var task =
        new Task(
            Uuid7.next(),
            about.app(),
            about.workflow(),
            about.id(),
            step,
            about.form(),
            about.record(),
            title,
            actions,
            mode,
            rules,
            assignees,
            Task.State.OPEN,
            dueAt,
            null,
            null,
            null,
            now,
            null,
            null);
    opened.add(task);
    ObjectNode detail = JsonNodeFactory.instance.objectNode().put("task", task.id().toString());
    assignees.forEach(to -> detail.withArray("for").add(to.name()));
    NamedRoles.put(detail, assignees);
    log(step, InstanceEvent.Kind.WAITING, about.actor(), detail);
  }

  /** The open tasks of a step. */
  List<Task> tasks(String step) {
    return known.stream()
        .filter(t -> t.step().equals(step) && t.state() == Task.State.OPEN)
        .toList();
  }

  /** Puts a changed task in the place of the stored one. */
  void change(Task after) {
    known.replaceAll(t -> t.id().equals(after.id()) ? after : t);
    changed.add(after);
  }

  /** Closes what a step waited for. */
  void close(String step) {
    closed.add(step);
    dropped.add(step);
  }

  /** Starts a timer. */
  void timer(String step, Instant at, JsonNode what) {
    timers.add(new Timer(Uuid7.next(), about.id(), step, at, what));
  }

  /** Takes the stored timers of a step back, and what it watches. */
  void dropTimers(String step) {
    dropped.add(step);
  }

  /** Wakes a step when that happens. */
  void watch(String step, Watch.On on, JsonNode note) {
    watches.add(new Watch(about.id(), step, about.app(), on, note));
  }

  /** Tells all other workflows. */
  void post(
      String step,
      String name,
      @Nullable String key,
      ObjectNode data,
      @Nullable Instant keepUntil) {
    messages.add(
        new Message(
            Uuid7.next(),
            about.app(),
            name,
            key,
            data,
            about.form(),
            about.record(),
            new Message.Sender(about.id(), about.actor(), about.depth()),
            keepUntil));
    ObjectNode detail = JsonNodeFactory.instance.objectNode().put("message", name).put("key", key);
    log(step, InstanceEvent.Kind.NOTIFIED, about.actor(), detail.set("data", data));
  }

  /** Sends a message. */
  void tell(@Nullable String step, Task.Assignee to, @Nullable Text title, Text text) {
    notifications.add(
        new Notification(
            Uuid7.next(),
            about.app(),
            to.role(),
            to.user(),
            title,
            text,
            about.form(),
            about.record(),
            about.id(),
            null,
            1,
            now,
            false));
    ObjectNode detail = JsonNodeFactory.instance.objectNode().put("to", to.name());
    NamedRoles.put(detail, List.of(to));
    detail.set("text", Json.MAPPER.valueToTree(text));
    log(step, InstanceEvent.Kind.NOTIFIED, about.actor(), detail);
  }

  /** Tells people that it stands still. */
  void tell(Incident incident) {
    incident.to().forEach(to -> notifications.add(incident.message(about, to, now)));
  }

  /** Has something done outside, once the transaction is committed. */
  void send(String step, Outgoing what, boolean awaited) {
    String form = about.form();
    UUID record = about.record();
    outgoing.add(
        new Effect(
            about.app(),
            what.connector(),
            what.operation(),
            record == null ? null : record.toString(),
            UUID.randomUUID().toString(),
            what.tries(),
            what.repeatable(),
            what.input(),
            form == null || record == null ? null : new Effect.About(form, record),
            new Effect.Cause(about.id(), step, awaited)));
    ObjectNode detail =
        JsonNodeFactory.instance
            .objectNode()
            .put("connector", what.connector())
            .put("operation", what.operation());
    log(
        step,
        awaited ? InstanceEvent.Kind.WAITING : InstanceEvent.Kind.NOTIFIED,
        about.actor(),
        detail);
  }

  /** Takes back what a step has sent and still waits for, or waited for in vain. */
  void withdraw() {
    withdraws = true;
  }

  /** Whether what it waits for outside is taken back. */
  boolean withdraws() {
    return withdraws;
  }

  /** Starts another workflow. */
  void start(Instance child) {
    started.add(child);
  }

  /** Cancels what a step started and what has not finished. */
  void abandon(String step) {
    abandoned.add(step);
  }

  /** What these steps started belongs to an earlier time that they ran. */
  void repeat(List<String> steps) {
    repeated.addAll(steps);
  }

  /** Steps that run again, whose children are of an earlier time. */
  List<String> repeated() {
    return repeated;
  }

  /** Steps whose unfinished children are cancelled. */
  List<String> abandoned() {
    return abandoned;
  }

  /** Other workflows that begin once this is stored. */
  List<Instance> started() {
    return started;
  }

  /** What is to be done outside. */
  List<Effect> outgoing() {
    return outgoing;
  }

  /** New lines of the timeline. */
  List<InstanceEvent> events() {
    return events;
  }

  /** New tasks. */
  List<Task> opened() {
    return opened;
  }

  /** Tasks with other assignees or another state. */
  List<Task> changed() {
    return changed;
  }

  /** Steps whose stored open tasks are cancelled, as far as there may be some. */
  List<String> closed() {
    return stored == null
        ? closed
        : closed.stream().filter(step -> !tasks(step).isEmpty()).distinct().toList();
  }

  /** Changed tasks that may have had more people than they have now. */
  List<Task> thinned() {
    return changed.stream().filter(this::mayBeThinner).toList();
  }

  private boolean mayBeThinner(Task after) {
    return stored == null
        || stored.stream()
            .filter(before -> before.id().equals(after.id()))
            .noneMatch(before -> before.assignees().size() <= after.assignees().size());
  }

  /** New timers. */
  List<Timer> timers() {
    return timers;
  }

  /** What steps watch from now on. */
  List<Watch> watches() {
    return watches;
  }

  /** What other workflows are told. */
  List<Message> messages() {
    return messages;
  }

  /** Steps whose stored timers are deleted, and whose watches end. */
  List<String> dropped() {
    return dropped;
  }

  /** New messages. */
  List<Notification> notifications() {
    return notifications;
  }
}
