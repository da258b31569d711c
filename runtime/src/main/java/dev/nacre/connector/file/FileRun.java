package dev.nacre.connector.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.connector.Connector;
import dev.nacre.connector.IngestEngine;
import dev.nacre.event.Arrival;
import dev.nacre.event.BusyException;
import dev.nacre.event.EntryState;
import dev.nacre.event.Finding;
import dev.nacre.event.Inbox;
import dev.nacre.event.InboxEntry;
import dev.nacre.event.InboxFilter;
import dev.nacre.event.InboxStore;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import dev.nacre.record.transfer.CsvFile;
import dev.nacre.record.transfer.CsvLine;
import dev.nacre.record.transfer.Job;
import dev.nacre.record.transfer.JobStore;
import dev.nacre.record.transfer.Progress;
import dev.nacre.record.transfer.Spool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * One file on its way through a connector: rows to payloads, payloads to the inbox, and the rest.
 */
final class FileRun implements Runnable {
  private static final Logger LOG = Logger.getLogger(FileRun.class);
  private static final int BATCH = 500;
  private static final long PAUSE_MILLIS = 100;

  private final Job job;
  private final Connector connector;
  private final FileConnector.Settings settings;
  private final Path file;
  private final Inbox inbox;
  private final InboxStore ledger;
  private final IngestEngine ingest;
  private final JobStore jobs;
  private final Progress progress = new Progress();
  private final List<Arrival> waiting = new ArrayList<>();
  private long entries;

  FileRun(
      Job job,
      Connector connector,
      FileConnector.Settings settings,
      Path file,
      Inbox inbox,
      InboxStore ledger,
      IngestEngine ingest,
      JobStore jobs) {
    this.job = job;
    this.connector = connector;
    this.settings = settings;
    this.file = file;
    this.inbox = inbox;
    this.ledger = ledger;
    this.ingest = ingest;
    this.jobs = jobs;
  }

  @Override
  public void run() {
    try {
      if (append() && settle()) {
        tellDead();
        jobs.finish(job.id(), progress, Job.State.DONE);
      } else {
        ledger.abandon(job.id());
      }
    } catch (NacreException e) {
      e.problems().forEach(progress::found);
      jobs.finish(job.id(), progress, Job.State.FAILED);
    } catch (IOException | RuntimeException e) {
      LOG.errorf(e, "file job %s failed", job.id());
      progress.found(Problem.at("", "job_failed", e.toString()));
      jobs.finish(job.id(), progress, Job.State.FAILED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      Spool.discard(file);
    }
  }

  /** Reads the file into the inbox; false when the job was cancelled. */
  private boolean append() throws IOException, InterruptedException {
    try (CsvFile csv = CsvFile.open(file, settings.csv())) {
      RowGroups groups = new RowGroups(csv.columns(), settings.groups());
      boolean grouped = !settings.groups().isEmpty();
      while (csv.hasNext()) {
        progress.read(1);
        switch (csv.next()) {
          case CsvLine.Row row when grouped -> groups.add(row);
          case CsvLine.Row row ->
              add(RowGroups.object(csv.columns(), row), String.valueOf(row.line()));
          case CsvLine.Broken broken -> add(broken);
        }
        if (waiting.size() >= BATCH && !flush()) {
          return false;
        }
      }
      for (List<CsvLine.Row> group : groups.groups()) {
        add(groups.payload(group), lines(group));
        if (waiting.size() >= BATCH && !flush()) {
          return false;
        }
      }
    }
    return flush();
  }

  private static String lines(List<CsvLine.Row> group) {
    return group.stream()
        .limit(100)
        .map(row -> String.valueOf(row.line()))
        .collect(Collectors.joining(","));
  }

  private void add(ObjectNode payload, String lines) {
    byte[] body = RowGroups.bytes(payload);
    waiting.add(
        new Arrival(
            job.app(),
            connector.id(),
            connector.key(payload),
            body,
            headers(lines),
            job.id(),
            List.of()));
  }

  private void add(CsvLine.Broken broken) {
    byte[] body = broken.text().getBytes(StandardCharsets.UTF_8);
    Finding why =
        new Finding(
            null, null, new Problem(null, "", broken.problem().code(), broken.problem().args()));
    waiting.add(
        new Arrival(
            job.app(),
            connector.id(),
            null,
            body,
            headers(String.valueOf(broken.line())),
            job.id(),
            List.of(why)));
  }

  private Map<String, String> headers(String lines) {
    return Map.of("file", Objects.requireNonNullElse(job.file(), ""), "lines", lines);
  }

  private boolean flush() throws InterruptedException {
    while (!waiting.isEmpty()) {
      try {
        inbox.appendAndWait(waiting);
        entries += waiting.size();
        waiting.clear();
      } catch (BusyException e) {
        Thread.sleep(e.retryAfter());
      }
    }
    return jobs.save(job.id(), progress);
  }

  /** Helps the ingest until every payload is settled; false when the job was cancelled. */
  private boolean settle() throws InterruptedException {
    progress.expect(entries);
    while (true) {
      int worked = ingest.work(BATCH);
      InboxStore.Counts counts = ledger.counts(job.id());
      progress.settled(counts.created(), counts.updated(), counts.unchanged(), counts.dead());
      if (!jobs.save(job.id(), progress)) {
        return false;
      }
      if (counts.settled() >= entries) {
        return true;
      }
      if (worked == 0) {
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  private void tellDead() {
    InboxFilter dead = new InboxFilter(job.app(), null, EntryState.DEAD, null, job.id(), null, 500);
    for (InboxEntry entry : ledger.list(dead)) {
      String line = entry.headers().getOrDefault("lines", "").split(",", 2)[0];
      entry.findings().forEach(f -> progress.found(f.problem().below("/" + line)));
    }
  }
}
