package dev.nacre.connector;

import dev.nacre.event.Inbox;
import dev.nacre.event.InboxStore;
import dev.nacre.metadata.Problem;
import dev.nacre.record.NotFoundException;
import dev.nacre.record.transfer.Job;
import dev.nacre.record.transfer.JobStore;
import dev.nacre.record.transfer.Spool;
import dev.nacre.security.Identity;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.nio.file.Path;

/** Takes files in through file connectors, as jobs. */
@Singleton
public final class FileEngine {
  private final ConnectorRegistry connectors;
  private final Inbox inbox;
  private final InboxStore ledger;
  private final IngestEngine ingest;
  private final JobStore jobs;

  /** An engine over those parts. */
  public FileEngine(
      ConnectorRegistry connectors,
      Inbox inbox,
      InboxStore ledger,
      IngestEngine ingest,
      JobStore jobs) {
    this.connectors = connectors;
    this.inbox = inbox;
    this.ledger = ledger;
    this.ingest = ingest;
    this.jobs = jobs;
  }

  /**
   * Reads the stream to its end, then works in the background.
   *
   * @param app an app id, or {@code id@test}
   * @param fileName as its owner calls it
   * @return the job, running; see {@link JobStore#find}
   * @throws NotFoundException when the app has no such file connector
   */
  public Job ingest(
      String app, String connector, InputStream content, String fileName, Identity who) {
    Connector known = connectors.find(app, connector).orElse(null);
    if (known == null || !(known.kind() instanceof DropKind<?>)) {
      throw new NotFoundException(Problem.at("", "file_connector_unknown", connector, app));
    }
    Path file = Spool.keep(content);
    Job job = jobs.start(app, "file", connector, fileName, who.id());
    var run = new FileRun(job, known, file, inbox, ledger, ingest, jobs, () -> true);
    Thread.ofVirtual().name("file-" + job.id()).start(run);
    return job;
  }
}
