package dev.nacre.record.transfer;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Outcome;
import dev.nacre.storage.StorageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jboss.logging.Logger;

/** One import at work. */
final class ImportRun implements Runnable {
  private static final Logger LOG = Logger.getLogger(ImportRun.class);
  private static final int BATCH = 1_000;

  /** What is only tried is undone after so many batches, so that no transaction grows on and on. */
  private static final int TRIED_TOGETHER = 20;

  private static final int TRIES = 3;

  private final Job job;
  private final ImportWriter writer;
  private final ImportSettings settings;
  private final Path file;
  private final JobStore jobs;
  private final RefusalStore refusals;
  private final Progress progress = new Progress();
  private final List<Refusal> refused = new ArrayList<>();
  private final Lanes lanes;
  private final TriedKeys tried;
  private long kept;

  ImportRun(
      Job job,
      ImportWriter writer,
      ImportSettings settings,
      Path file,
      JobStore jobs,
      RefusalStore refusals) {
    this.job = job;
    this.writer = writer;
    this.settings = settings;
    this.file = file;
    this.jobs = jobs;
    this.refusals = refusals;
    this.lanes = writer.plan().lanes(writer.forms().zone());
    this.tried = new TriedKeys(writer.plan(), writer.forms().get(writer.plan().form()));
  }

  @Override
  public void run() {
    try (RowFile rows = RowFile.open(file, settings.format())) {
      if (work(new ImportRows(rows, writer.plan(), this::read))) {
        progress.expect(progress.settled());
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

  private boolean work(ImportRows rows) {
    Long expected = rows.expected();
    if (expected != null) {
      progress.expect(expected);
    }
    boolean going = save();
    while (going && rows.hasNext()) {
      if (settings.dryRun()) {
        going = writer.database().trying(() -> write(rows, TRIED_TOGETHER));
        tried.undone();
      } else {
        going = write(rows, 1);
      }
    }
    return going && save();
  }

  private boolean write(Iterator<RowGroup> rows, int batches) {
    int most = settings.dryRun() ? BATCH : BATCH * lanes.count();
    boolean going = true;
    for (int i = 0; i < batches && going && rows.hasNext(); i++) {
      var batch = new ArrayList<RowGroup>();
      while (batch.size() < most && rows.hasNext()) {
        batch.add(rows.next());
      }
      if (settings.dryRun()) {
        writer.writeHere(batch).stream().map(tried::among).forEach(this::settle);
      } else {
        write(batch);
      }
      going = save();
    }
    return going;
  }

  /** Writes the lanes of a batch beside each other; what became of the rows is told in order. */
  private void write(List<RowGroup> batch) {
    List<List<Integer>> parts = lanes.part(batch);
    var writing = new ArrayList<Future<List<ImportWriter.Result>>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (List<Integer> lane : parts) {
        writing.add(threads.submit(() -> patiently(lane.stream().map(batch::get).toList())));
      }
    }
    var results = new TreeMap<Integer, ImportWriter.Result>();
    Throwable failure = null;
    for (int i = 0; i < parts.size(); i++) {
      Future<List<ImportWriter.Result>> lane = writing.get(i);
      if (lane.state() == Future.State.SUCCESS) {
        for (int k = 0; k < parts.get(i).size(); k++) {
          results.put(parts.get(i).get(k), lane.resultNow().get(k));
        }
      } else {
        failure = lane.exceptionNow();
      }
    }
    // what a lane has written is there, whatever became of another
    results.values().forEach(this::settle);
    if (failure instanceof RuntimeException known) {
      throw known;
    }
    if (failure != null) {
      throw new IllegalStateException(failure);
    }
  }

  private List<ImportWriter.Result> patiently(List<RowGroup> rows) {
    for (int tries = 1; ; tries++) {
      try {
        return writer.write(rows);
      } catch (StorageException e) {
        // others write the same records; nothing of these rows is there yet
        if (!e.retryable() || tries == TRIES) {
          throw e;
        }
      }
    }
  }

  private boolean save() {
    refusals.append(job.id(), refused);
    kept += refused.size();
    refused.clear();
    return jobs.save(job.id(), progress);
  }

  private void read(FileLine line) {
    progress.read(1);
    if (line instanceof FileLine.Broken broken) {
      progress.settle(0, 0, 0, 1);
      progress.found(broken.problem());
      refuse(broken, List.of(broken.problem()));
    }
  }

  private void settle(ImportWriter.Result result) {
    if (result.failed()) {
      progress.settle(0, 0, 0, 1);
      result.problems().forEach(progress::found);
      for (FileLine.Row row : result.group().rows()) {
        List<Problem> own =
            result.problems().stream()
                .filter(p -> p.pointer().startsWith("/" + row.line() + "/"))
                .toList();
        refuse(row, own.isEmpty() ? result.problems() : own);
      }
    } else if (result.outcome() != null) {
      Outcome.Status status = result.outcome().status();
      boolean created = status == Outcome.Status.CREATED;
      boolean updated = status == Outcome.Status.UPDATED;
      progress.settle(created ? 1 : 0, updated ? 1 : 0, created || updated ? 0 : 1, 0);
    }
  }

  private void refuse(FileLine line, List<Problem> why) {
    if (kept + refused.size() < RefusalStore.MOST) {
      refused.add(new Refusal(line.line(), line.cells(), why));
    }
  }
}
