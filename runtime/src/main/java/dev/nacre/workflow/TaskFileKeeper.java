package dev.nacre.workflow;

import dev.nacre.record.Forms;
import dev.nacre.record.NotFoundException;
import dev.nacre.record.file.FileKeeper;
import dev.nacre.security.Identity;
import jakarta.inject.Singleton;
import java.util.UUID;

/** What was attached to a task is shown to whoever may see the task. */
@Singleton
final class TaskFileKeeper implements FileKeeper {
  private final TaskEngine tasks;

  TaskFileKeeper(TaskEngine tasks) {
    this.tasks = tasks;
  }

  @Override
  public boolean shows(Forms forms, UUID id, Identity who) {
    try {
      return tasks.get(forms, id, who).id().equals(id);
    } catch (NotFoundException e) {
      return false;
    }
  }
}
