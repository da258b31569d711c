package dev.nacre.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.record.Forms;
import dev.nacre.record.NotFoundException;
import dev.nacre.security.ForbiddenException;
import dev.nacre.security.Identity;
import dev.nacre.storage.Database;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** People's work: what waits for them, and what they do with it. */
@Singleton
@SuppressWarnings("DoNotCallSuggester")
public final class TaskEngine {
  private final Database database;

  TaskEngine(Database database) {
    this.database = database;
  }

  /**
   * Open tasks, newest first. People see the tasks on which they may act, and all tasks of a record
   * that they may read when they ask for that record; administrators see all.
   */
  public TaskPage list(Forms forms, TaskQuery query, Identity who) {
    throw new IllegalStateException(database + "" + forms + query + who);
  }

  /** How many open tasks wait for the asker, by name or role. */
  public int count(Forms forms, Identity who) {
    throw new IllegalStateException(forms + "" + who);
  }

  /**
   * One task, open or not.
   *
   * @throws NotFoundException when there is none or it may not be seen
   */
  public Task get(Forms forms, UUID id, Identity who) {
    throw new IllegalStateException(forms + "" + id + who);
  }

  /**
   * Whether that identity may act on that task: it is open, and assigned to them by name or role,
   * or they are an administrator.
   */
  public boolean mayAct(Forms forms, Task task, Identity who) {
    throw new IllegalStateException(forms + "" + task + who);
  }

  /**
   * Acts on a task; its instance advances as far as it can before this returns.
   *
   * @param comment may be null
   * @param data for DELEGATE {@code {"to": user}}; else kept in the step's output
   * @return the task as it is now
   * @throws NotFoundException when there is no such task
   * @throws ForbiddenException when it is somebody else's
   * @throws NotPossibleException {@code task_done} when somebody was faster, {@code
   *     action_not_possible} when the task doesn't offer that
   */
  public Task act(
      Forms forms,
      UUID id,
      TaskAction action,
      @Nullable String comment,
      ObjectNode data,
      Identity who) {
    throw new IllegalStateException(forms + "" + id + action + comment + data + who);
  }
}
