package dev.nacre.event;

import dev.nacre.event.Gathering.Waiting;
import dev.nacre.storage.StorageException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/** Straight into the ledger: takes all that waits, one INSERT, one COMMIT, answers. */
final class PostgresTransport implements Transport {
  private final TransportProvider.Parts parts;
  private final Gathering gathering;
  private final AtomicLong rows = new AtomicLong();
  private final AtomicLong commits = new AtomicLong();

  PostgresTransport(TransportProvider.Parts parts) {
    this.parts = parts;
    this.gathering = new Gathering("inbox-writer", parts.bounds(), this::write);
  }

  @Override
  public CompletionStage<List<Long>> append(List<Arrival> arrivals) {
    return gathering.offer(arrivals);
  }

  @Override
  public Standing standing() {
    return new Standing("postgres", null, gathering.waiting(), 0, rows.get(), commits.get());
  }

  private void write(List<Waiting> batch) {
    try {
      List<Arrival> all = batch.stream().flatMap(w -> w.arrivals().stream()).toList();
      List<Long> ids =
          parts
              .database()
              .inNewTransaction(
                  connection -> parts.ledger().write(connection, all, parts.clock().instant()));
      rows.addAndGet(all.size());
      commits.incrementAndGet();
      int from = 0;
      for (Waiting waiting : batch) {
        int to = from + waiting.arrivals().size();
        waiting.kept(ids.subList(from, to));
        from = to;
      }
      parts.arrived().run();
    } catch (RuntimeException e) {
      refuse(batch, e);
    }
  }

  /** One sender's row may be what the database refused: the others must not suffer for it. */
  private void refuse(List<Waiting> batch, RuntimeException failure) {
    boolean lost = failure instanceof StorageException storage && storage.retryable();
    List<Waiting> open = batch.stream().filter(Waiting::open).toList();
    if (open.size() > 1 && !lost) {
      open.forEach(waiting -> write(List.of(waiting)));
    } else {
      open.forEach(waiting -> waiting.failed(failure));
    }
  }

  @Override
  public void close() {
    gathering.close();
  }
}
