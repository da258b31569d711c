package dev.nacre.record.transfer;

import dev.nacre.metadata.Json;
import dev.nacre.metadata.NacreException;
import dev.nacre.record.Forms;
import dev.nacre.security.Identity;
import java.util.List;

/** Ends the workflows that pressing a button at many records has started. */
final class UnpressRun implements Runnable {
  private static final int PAGE = 200;

  private final Job job;
  private final Job undone;
  private final Forms forms;
  private final Identity who;
  private final BulkRows rows;
  private final ButtonPress buttons;
  private final JobStore jobs;
  private final Progress progress = new Progress();

  UnpressRun(
      Job job,
      Job undone,
      Forms forms,
      Identity who,
      BulkRows rows,
      ButtonPress buttons,
      JobStore jobs) {
    this.job = job;
    this.undone = undone;
    this.forms = forms;
    this.who = who;
    this.rows = rows;
    this.buttons = buttons;
    this.jobs = jobs;
  }

  @Override
  public void run() {
    JobEnd.of(job, jobs, progress, this::all);
  }

  private boolean all() {
    boolean whole = false;
    try {
      progress.expect(undone.updated());
      List<BulkRow> page = rows.after(undone.id(), 0, PAGE);
      boolean going = true;
      while (going && !page.isEmpty()) {
        page.forEach(this::end);
        going = jobs.save(job.id(), progress);
        page = rows.after(undone.id(), page.getLast().row(), PAGE);
      }
      whole = going;
      return whole;
    } finally {
      if (!whole) {
        jobs.notUndone(undone.id());
      }
    }
  }

  private void end(BulkRow row) {
    if (row.instance() == null) {
      return;
    }
    progress.read(1);
    try {
      buttons.takeBack(forms, row.instance(), "undo", who);
      progress.settle(0, 1, 0, 0);
    } catch (NacreException e) {
      progress.settle(0, 0, 0, 1);
      String at = "/" + Json.escape(row.title());
      e.problems().forEach(problem -> progress.found(problem.below(at)));
    }
  }
}
