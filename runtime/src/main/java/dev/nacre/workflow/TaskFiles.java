package dev.nacre.workflow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Attachment;
import dev.nacre.record.Forms;
import dev.nacre.record.NotFoundException;
import dev.nacre.record.file.FileAccess;
import dev.nacre.record.file.FileKeepers;
import jakarta.inject.Singleton;

/** Files that people attach to what they do with tasks. */
@Singleton
final class TaskFiles {
  /** More belong into a field of the record. */
  private static final int MOST = 20;

  private final FileAccess access;
  private final FileKeepers keepers;

  TaskFiles(FileAccess access, FileKeepers keepers) {
    this.access = access;
    this.keepers = keepers;
  }

  /**
   * Keeps what they attach, and names it in the timeline.
   *
   * @throws ActionInvalidException when there is no such file, or they may not see it
   */
  void attach(Forms forms, Task task, Act act, ObjectNode detail) {
    if (act.files().size() > MOST) {
      throw new ActionInvalidException(
          Problem.at("/attachments", "task_attachments_many", act.files().size(), MOST));
    }
    for (int i = 0; i < act.files().size(); i++) {
      ArrayNode all = detail.withArray("attachments");
      Attachment file;
      try {
        file = access.open(forms, act.files().get(i), act.who()).about();
      } catch (NotFoundException e) {
        throw new ActionInvalidException(
            Problem.at("/attachments/" + i, "task_attachment_unknown", act.files().get(i)));
      }
      keepers.keep(forms, file.id(), task.id());
      all.addObject()
          .put("id", file.id())
          .put("name", file.name())
          .put("type", file.type())
          .put("size", file.size());
    }
  }
}
