package dev.nacre.record.transfer;

import dev.nacre.storage.Database;
import dev.nacre.storage.StorageException;
import java.util.List;
import java.util.UUID;

/** Work on many records, some at a time. */
final class BulkRun implements Runnable {
  private static final int BATCH = 500;
  private static final int TRIES = 3;

  /** Of so many rows it is kept what differs. */
  static final int SHOWN = 100;

  private final Job job;
  private final BulkWork work;
  private final List<UUID> ids;
  private final Database database;
  private final JobStore jobs;
  private final BulkRows rows;
  private final Progress progress = new Progress();

  BulkRun(Job job, BulkWork work, List<UUID> ids, Database database, JobStore jobs, BulkRows rows) {
    this.job = job;
    this.work = work;
    this.ids = ids;
    this.database = database;
    this.jobs = jobs;
    this.rows = rows;
  }

  @Override
  public void run() {
    JobEnd.of(job, jobs, progress, this::all);
  }

  private boolean all() {
    progress.expect(ids.size());
    boolean going = jobs.save(job.id(), progress);
    for (int at = 0; at < ids.size() && going; at += BATCH) {
      List<UUID> some = ids.subList(at, Math.min(ids.size(), at + BATCH));
      batch(some, at + 1L, Math.max(0, SHOWN - at)).forEach(this::settle);
      going = jobs.save(job.id(), progress);
    }
    return going;
  }

  /** What was done and that it was done are written together, or a crash would tell them apart. */
  private List<BulkRow> batch(List<UUID> some, long first, int shown) {
    if (work.wish().action() == BulkWish.Action.START) {
      List<BulkRow> done = work.start(some, first, row -> rows.keep(job.id(), List.of(row)));
      rows.append(job.id(), done.stream().filter(row -> row.instance() == null).toList());
      return done;
    }
    if (work.wish().dryRun()) {
      List<BulkRow> tried = database.trying(() -> work.on(some, first, shown));
      rows.append(job.id(), tried);
      return tried;
    }
    for (int tries = 1; ; tries++) {
      try {
        return database.inNewTransaction(
            connection -> {
              List<BulkRow> done = work.on(some, first, shown);
              rows.keep(job.id(), done);
              return done;
            });
      } catch (StorageException e) {
        // others write the same records; nothing of the batch is there yet
        if (!e.retryable() || tries == TRIES) {
          throw e;
        }
      }
    }
  }

  private void settle(BulkRow row) {
    progress.read(1);
    if (row.failed()) {
      progress.settle(0, 0, 0, 1);
      String at = "/" + dev.nacre.metadata.Json.escape(row.title());
      row.problems().forEach(problem -> progress.found(problem.below(at)));
    } else if (row.unchanged()) {
      progress.settle(0, 0, 1, 0);
    } else {
      progress.settle(0, 1, 0, 0);
    }
  }
}
