package dev.nacre.workflow;

import dev.nacre.metadata.Text;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
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
 * @param dueAt null when it has no deadline
 * @param decision how it ended; null while it is open or when it was cancelled
 * @param comment what was said when it ended; may be null
 * @param doneBy who ended it; null while it is open
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
    List<Assignee> assignees,
    State state,
    @Nullable Instant dueAt,
    @Nullable TaskAction decision,
    @Nullable String comment,
    @Nullable String doneBy,
    Instant createdAt,
    @Nullable Instant doneAt) {

  /** The same task for other people. */
  Task assignedTo(List<Assignee> others) {
    return new Task(
        id, app, workflow, instance, step, form, record, title, actions, mode, others, state, dueAt,
        decision, comment, doneBy, createdAt, doneAt);
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
        assignees,
        State.DONE,
        dueAt,
        how,
        said,
        who,
        createdAt,
        when);
  }

  /**
   * Somebody who may act: exactly one of role and user is set.
   *
   * @param decision what they did, where everybody must act; null while they haven't
   */
  public record Assignee(
      @Nullable String role, @Nullable String user, @Nullable TaskAction decision) {
    /** The role's or user's id. */
    public String name() {
      return role != null ? role : java.util.Objects.requireNonNull(user);
    }

    /** Everybody who holds that role. */
    public static Assignee role(String id) {
      return new Assignee(id, null, null);
    }

    /** That person. */
    public static Assignee user(String id) {
      return new Assignee(null, id, null);
    }
  }

  /** The same task, due at another time. */
  Task dueBy(@Nullable Instant at) {
    return new Task(
        id, app, workflow, instance, step, form, record, title, actions, mode, assignees, state, at,
        decision, comment, doneBy, createdAt, doneAt);
  }

  /** How many must act. */
  public enum Mode {
    /** One of them decides. */
    ANY,
    /** All must approve; one refusal decides. */
    ALL;

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
