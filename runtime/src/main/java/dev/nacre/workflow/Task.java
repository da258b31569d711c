package dev.nacre.workflow;

import dev.nacre.metadata.Text;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A step that waits for a person.
 *
 * @param app an app id, or {@code id@test}
 * @param form the form of its record; null when it has none
 * @param record the record that it is about; null when it has none
 * @param actions what can be done with it
 * @param mode how many of its assignees must act
 * @param rules what else the step asks of those who act
 * @param dueAt null when it has no deadline
 * @param decision how it ended; null while it is open or when it was cancelled
 * @param comment what was said when it ended; may be null
 * @param doneBy who ended it; null while it is open
 * @param urgedAt when somebody asked last that it be done; null when nobody has
 */
public record Task(
    UUID id,
    String app,
    String workflow,
    UUID instance,
    String step,
    @Nullable String form,
    @Nullable UUID record,
    Text title,
    List<TaskAction> actions,
    Mode mode,
    Rules rules,
    List<Assignee> assignees,
    State state,
    @Nullable Instant dueAt,
    @Nullable TaskAction decision,
    @Nullable String comment,
    @Nullable String doneBy,
    Instant createdAt,
    @Nullable Instant doneAt,
    @Nullable Instant urgedAt) {

  /** The same task for other people. */
  Task assignedTo(List<Assignee> others) {
    return new Task(
        id, app, workflow, instance, step, form, record, title, actions, mode, rules, others, state,
        dueAt, decision, comment, doneBy, createdAt, doneAt, urgedAt);
  }

  /** The same task, ended by somebody. */
  Task done(TaskAction how, @Nullable String said, String who, Instant when) {
    return new Task(
        id,
        app,
        workflow,
        instance,
        step,
        form,
        record,
        title,
        actions,
        mode,
        rules,
        assignees,
        State.DONE,
        dueAt,
        how,
        said,
        who,
        createdAt,
        when,
        urgedAt);
  }

  /** The same task, due at another time. */
  Task dueBy(@Nullable Instant at) {
    return new Task(
        id, app, workflow, instance, step, form, record, title, actions, mode, rules, assignees,
        state, at, decision, comment, doneBy, createdAt, doneAt, urgedAt);
  }

  /** The same task, of which people were reminded. */
  Task urged(Instant when) {
    return new Task(
        id, app, workflow, instance, step, form, record, title, actions, mode, rules, assignees,
        state, dueAt, decision, comment, doneBy, createdAt, doneAt, when);
  }

  /** Whose turn it is; those with a greater one wait for them. */
  public int turn() {
    return Turns.now(this);
  }

  /** Those whose turn it is and who haven't acted. */
  public List<Assignee> awaited() {
    int now = turn();
    return assignees.stream().filter(a -> a.turn() == now && a.given() == null).toList();
  }

  /** The same task, on which these may act too, at once. */
  Task alsoFor(List<Assignee> more) {
    int now = turn();
    var all = new java.util.ArrayList<>(assignees);
    more.stream()
        .map(assignee -> assignee.at(now))
        .filter(assignee -> awaited().stream().noneMatch(assignee::same))
        .forEach(all::add);
    return assignedTo(all);
  }

  /**
   * What else a step asks of those who act.
   *
   * @param share how many per cent must approve, where the mode says so; else 0
   * @param barred who may not act, although it may be for them
   * @param returnTo the steps that it may be returned to, besides the applicant
   * @param comment the actions that need a comment
   */
  public record Rules(
      int share, List<String> barred, List<String> returnTo, List<TaskAction> comment) {
    /** Nothing. */
    public static final Rules NONE = new Rules(0, List.of(), List.of(), List.of());

    /** Copies the lists. */
    public Rules {
      barred = List.copyOf(barred);
      returnTo = List.copyOf(returnTo);
      comment = List.copyOf(comment);
    }
  }

  /**
   * Somebody who may act: exactly one of role and user is set.
   *
   * @param turn who has the smaller one acts first
   * @param given what they did, where others must act too; null while they haven't
   */
  public record Assignee(
      @Nullable String role, @Nullable String user, int turn, @Nullable Given given) {
    /** The role's or user's id. */
    public String name() {
      return role != null ? role : Objects.requireNonNull(user);
    }

    /** Whether it is for whoever looks after the whole server, since nobody else is named. */
    public boolean everyAdministrator() {
      return NotificationStore.ADMINISTRATORS.equals(role);
    }

    /** What they did, where others must act too; null while they haven't. */
    public @Nullable TaskAction decision() {
      return given == null ? null : given.action();
    }

    /** Everybody who holds that role. */
    public static Assignee role(String id) {
      return new Assignee(id, null, 0, null);
    }

    /** That person. */
    public static Assignee user(String id) {
      return new Assignee(null, id, 0, null);
    }

    /** The same, in that turn. */
    public Assignee at(int newTurn) {
      return new Assignee(role, user, newTurn, given);
    }

    /** The same, having acted. */
    Assignee having(Given what) {
      return new Assignee(role, user, turn, what);
    }

    /** Whether it is the same role or person. */
    boolean same(Assignee other) {
      return Objects.equals(role, other.role) && Objects.equals(user, other.user);
    }
  }

  /**
   * What an assignee did, where others must act too.
   *
   * @param by the person: the assignee, who holds the role, or a deputy
   */
  public record Given(TaskAction action, String by, @Nullable String comment, Instant at) {}

  /** How many must act. */
  public enum Mode {
    /** One of them decides. */
    ANY,
    /** All must approve; one refusal decides. */
    ALL,
    /** So many per cent must approve; it is refused once they can't be reached any more. */
    SHARE,
    /** All must approve, one after another; one refusal decides. */
    SEQUENCE;

    /** The form used in JSON and storage. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The mode with that JSON form. */
    static Mode of(String id) {
      return valueOf(id.toUpperCase(Locale.ROOT));
    }
  }

  /** Where a task is in its life. */
  public enum State {
    OPEN,
    DONE,
    /** Its instance went on, ended or lost its record without it. */
    CANCELLED;

    /** The form used in JSON and storage. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The state with that JSON form. */
    static State of(String id) {
      return valueOf(id.toUpperCase(Locale.ROOT));
    }
  }
}
