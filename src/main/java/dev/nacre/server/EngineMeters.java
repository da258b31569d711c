package dev.nacre.server;

import dev.nacre.event.Inbox;
import dev.nacre.expression.Scope;
import dev.nacre.record.Batch;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import dev.nacre.record.RecordObserver;
import dev.nacre.storage.Database;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the engine has to do and has done, at {@code /q/metrics}: entries that wait or gave up,
 * payloads on their way to the ledger, open tasks, instances that failed, and records written.
 */
@Singleton
final class EngineMeters implements RecordObserver {
  /** Counting is cheap by the indexes of open work, but nobody scrapes for sport. */
  private static final long BELIEVED_NANOS = Duration.ofSeconds(5).toNanos();

  private static final Map<String, String> QUESTIONS =
      Map.of(
          "nacre.inbox.waiting", "select count(*) from nacre.inbox where state = 'received'",
          "nacre.inbox.dead", "select count(*) from nacre.inbox where state = 'dead'",
          "nacre.outbox.waiting", "select count(*) from nacre.outbox where state = 'pending'",
          "nacre.outbox.dead", "select count(*) from nacre.outbox where state = 'dead'",
          "nacre.tasks.open", "select count(*) from nacre.task where state = 'open'",
          "nacre.instances.ready",
              "select count(*) from nacre.workflow_instance where state = 'ready'");

  private final Database database;
  private final Inbox inbox;
  private final MeterRegistry meters;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();

  private record Answer(double count, long at) {}

  EngineMeters(Database database, Inbox inbox, MeterRegistry meters) {
    this.database = database;
    this.inbox = inbox;
    this.meters = meters;
  }

  void start(@Observes StartupEvent event) {
    QUESTIONS.forEach(
        (name, sql) -> Gauge.builder(name, this, meter -> meter.count(name, sql)).register(meters));
    Gauge.builder("nacre.transport.lag", inbox, i -> i.standing().lag()).register(meters);
  }

  private double count(String name, String sql) {
    long now = System.nanoTime();
    Answer known = answers.get(name);
    if (known == null || now - known.at > BELIEVED_NANOS) {
      known = new Answer(database.inNewTransaction(connection -> ask(connection, sql)), now);
      answers.put(name, known);
    }
    return known.count;
  }

  private static double ask(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getDouble(1);
    }
  }

  @Override
  public void written(Forms forms, Form form, Batch batch, List<Written> written, Scope scope) {
    // only what is kept counts
  }

  @Override
  public void kept(Forms forms, Form form, Batch batch, int count) {
    database.afterCommit(
        () ->
            Counter.builder("nacre.records.written")
                .tag("app", forms.app())
                .tag("form", form.id())
                .tag("source", batch.origin().kind().name().toLowerCase(Locale.ROOT))
                .register(meters)
                .increment(count));
  }
}
