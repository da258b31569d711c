package dev.nacre.record.transfer;

import dev.nacre.metadata.Problem;
import dev.nacre.record.Forms;
import dev.nacre.record.FormsRegistry;
import dev.nacre.record.HistoryStore;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.past.WrittenBy;
import dev.nacre.security.ForbiddenException;
import dev.nacre.security.Identity;
import dev.nacre.security.Permissions;
import dev.nacre.storage.Database;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Takes whole imports and work on many records back, through the one write path: what they created
 * is deleted, what they changed or deleted is put back, and what somebody has changed since is left
 * alone and told.
 */
@Singleton
public final class UndoEngine {
  private final Database database;
  private final RecordEngine records;
  private final HistoryStore history;
  private final JobStore jobs;
  private final BulkRows rows;
  private final ButtonPress buttons;
  private final FormsRegistry registry;

  /** An engine over those parts. */
  public UndoEngine(
      Database database,
      RecordEngine records,
      HistoryStore history,
      JobStore jobs,
      BulkRows rows,
      ButtonPress buttons,
      FormsRegistry registry) {
    this.registry = registry;
    this.rows = rows;
    this.buttons = buttons;
    this.database = database;
    this.records = records;
    this.history = history;
    this.jobs = jobs;
  }

  /**
   * Begins to take an import back.
   *
   * @param who on whose behalf; decides what is allowed
   * @return the job that does it, running: {@code created} counts the new records that it takes
   *     away, {@code updated} those that it puts back
   * @throws NotUndoableException when there is nothing to take back
   * @throws ForbiddenException when the roles don't allow imports into the form
   */
  public Job start(Forms forms, Job job, Identity who) {
    if (job.state() == Job.State.RUNNING) {
      throw NotUndoableException.of("job_running");
    }
    if (!job.undoable()) {
      throw NotUndoableException.of("job_not_undoable");
    }
    String form = forms.get(job.subject()).id();
    boolean imported = !job.kind().equals(Job.BULK);
    if (imported
        && !who.unlimited()
        && !forms.permissions().on(form, who).may(Permissions.Action.IMPORT)) {
      throw new ForbiddenException(Problem.at("", "import_forbidden", form));
    }
    Job undo =
        jobs.start(
            new JobStore.Start(
                job.app(),
                "undo",
                form,
                job.file(),
                who.id(),
                false,
                List.of(),
                job.id(),
                job.action()));
    if (!jobs.undo(job, undo.id())) {
      jobs.cancel(undo.app(), undo.id());
      throw NotUndoableException.of("job_not_undoable");
    }
    Runnable run =
        "start".equals(job.action())
            ? new UnpressRun(undo, job, forms, who, rows, buttons, jobs)
            : new UndoRun(
                undo,
                job,
                forms,
                who,
                database,
                records,
                history,
                new WrittenBy(forms, registry),
                jobs);
    Thread.ofVirtual().name("undo-" + undo.id()).start(run);
    return undo;
  }
}
