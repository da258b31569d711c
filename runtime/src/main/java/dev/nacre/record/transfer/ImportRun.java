package dev.nacre.record.transfer;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** One import at work. */
final class ImportRun implements Runnable {
  private static final Logger LOG = Logger.getLogger(ImportRun.class);
  private static final int BATCH = 1_000;

  private final Job job;
  private final ImportWriter writer;
  private final ImportSettings settings;
  private final Path file;
  private final JobStore jobs;
  private final Progress progress = new Progress();

  ImportRun(Job job, ImportWriter writer, ImportSettings settings, Path file, JobStore jobs) {
    this.job = job;
    this.writer = writer;
    this.settings = settings;
    this.file = file;
    this.jobs = jobs;
  }

  @Override
  public void run() {
    try {
      progress.expect(count());
      if (write()) {
        jobs.finish(job.id(), progress, Job.State.DONE);
      }
    } catch (NacreException e) {
      e.problems().forEach(progress::found);
      jobs.finish(job.id(), progress, Job.State.FAILED);
    } catch (IOException | RuntimeException e) {
      LOG.errorf(e, "import %s failed", job.id());
      progress.found(Problem.at("", "job_failed", e.toString()));
      jobs.finish(job.id(), progress, Job.State.FAILED);
    } finally {
      Spool.discard(file);
    }
  }

  /** Reading alone is a small part of the work, and people want to see how far it is. */
  private long count() throws IOException {
    long rows = 0;
    try (CsvFile csv = CsvFile.open(file, settings.format())) {
      while (csv.hasNext()) {
        csv.next();
        rows++;
      }
    }
    return rows;
  }

  private boolean write() throws IOException {
    var rows = new ArrayList<CsvLine.Row>();
    boolean going = jobs.save(job.id(), progress);
    try (CsvFile csv = CsvFile.open(file, settings.format())) {
      while (going && csv.hasNext()) {
        progress.read(1);
        switch (csv.next()) {
          case CsvLine.Row row -> rows.add(row);
          case CsvLine.Broken broken -> {
            progress.settle(0, 0, 0, 1);
            progress.found(broken.problem());
          }
        }
        if (rows.size() >= BATCH) {
          going = flush(rows);
        }
      }
    }
    return going && flush(rows);
  }

  private boolean flush(List<CsvLine.Row> rows) {
    if (!rows.isEmpty()) {
      writer.write(rows).forEach(this::count);
      rows.clear();
    }
    return jobs.save(job.id(), progress);
  }

  private void count(ImportWriter.Result result) {
    Outcome.Status status = result.outcome() == null ? null : result.outcome().status();
    if (status == null || status.failed()) {
      progress.settle(0, 0, 0, 1);
      result.problems().forEach(p -> progress.found(p.below("/" + result.row().line())));
    } else {
      progress.settle(
          status == Outcome.Status.CREATED ? 1 : 0,
          status == Outcome.Status.UPDATED ? 1 : 0,
          status != Outcome.Status.CREATED && status != Outcome.Status.UPDATED ? 1 : 0,
          0);
    }
  }
}
