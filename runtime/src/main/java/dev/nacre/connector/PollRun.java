package dev.nacre.connector;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.connector.PullOperation.Pace;
import dev.nacre.connector.PullOperation.Page;
import dev.nacre.connector.PullOperation.Window;
import dev.nacre.event.Arrival;
import dev.nacre.event.BusyException;
import dev.nacre.event.Inbox;
import dev.nacre.event.OutboxQueue.Source;
import dev.nacre.event.PaceStore;
import dev.nacre.metadata.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of polling: window after window, page after page. A page is in the inbox before the next
 * is asked for, and only then counts as fetched; what comes twice is no harm.
 */
final class PollRun {
  private static final int BATCH = 500;

  /** Who has to wait longer gives the thread back and is due again then. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** A page that is put off so often within a run is asked for in a later one. */
  private static final int MOST_RESTS = 20;

  private final Parts parts;
  private final String app;
  private final Connector connector;
  private final Source source;
  private final @Nullable PollPlan plan;
  private final String operation;
  private final String brings;
  private final PullOperation pull;
  private final Pace pace;
  private final PollStore.Progress progress;
  private final @Nullable UUID job;
  private final BooleanSupplier goesOn;

  /** What runs share. */
  record Parts(Operations operations, Inbox inbox, PaceStore paces, InstantSource clock) {}

  /**
   * A run.
   *
   * @param goesOn saves the progress after each page, and says whether to go on
   */
  PollRun(
      Parts parts,
      String app,
      Connector connector,
      PollPlan plan,
      PollStore.Progress progress,
      @Nullable UUID job,
      BooleanSupplier goesOn) {
    this(parts, app, connector, plan.operation(), plan.operation(), plan, progress, job, goesOn);
  }

  /**
   * A run that fetches one stretch of time again.
   *
   * @param operation what fetches it
   * @param brings the operation whose payloads they are taken for
   * @param goesOn says whether to go on, after each page
   */
  PollRun(
      Parts parts,
      String app,
      Connector connector,
      String operation,
      String brings,
      BooleanSupplier goesOn) {
    this(parts, app, connector, operation, brings, null, new PollStore.Progress(), null, goesOn);
  }

  private PollRun(
      Parts parts,
      String app,
      Connector connector,
      String operation,
      String brings,
      @Nullable PollPlan plan,
      PollStore.Progress progress,
      @Nullable UUID job,
      BooleanSupplier goesOn) {
    this.parts = parts;
    this.app = app;
    this.connector = connector;
    this.source = new Source(app, connector.id());
    this.operation = operation;
    this.brings = brings;
    this.plan = plan;
    this.pull = (PullOperation) connector.operation(operation);
    this.pace = pull.pace();
    this.progress = progress;
    this.job = job;
    this.goesOn = goesOn;
  }

  /**
   * Fetches all there is.
   *
   * @return false when it was stopped
   * @throws OperationFailedException when the other side fails; what was fetched stays
   */
  boolean run() {
    PollPlan plan = Objects.requireNonNull(this.plan, "a stretch isn't run");
    if (!pace.windowed()) {
      return pages(Window.ALL);
    }
    Instant target = parts.clock().instant().minus(pace.lag()).truncatedTo(ChronoUnit.SECONDS);
    boolean first = true;
    while (progress.since != null || behind(target) || (first && plan.overlap().isPositive())) {
      if (progress.since == null) {
        open(plan, target, first);
      }
      first = false;
      if (!pages(new Window(progress.since, progress.until))) {
        return false;
      }
      progress.watermark = progress.until;
      progress.since = null;
      progress.until = null;
      if (!goesOn.getAsBoolean()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Fetches a stretch of time, whatever was fetched before.
   *
   * @return false when it was stopped
   * @throws OperationFailedException when the other side fails; what was fetched stays
   */
  boolean window(Instant since, Instant until) {
    if (!pace.windowed()) {
      return pages(Window.ALL);
    }
    Instant from = since;
    while (from.isBefore(until)) {
      Instant end = from.plus(pace.span());
      Instant to = end.isBefore(until) ? end : until;
      progress.cursor = null;
      if (!pages(new Window(from, to))) {
        return false;
      }
      from = to;
    }
    return true;
  }

  private boolean behind(Instant target) {
    return progress.watermark == null || progress.watermark.isBefore(target);
  }

  /**
   * Only the first window of a run goes back: what the others join was asked for just now. It is
   * asked for even when the last run ended in this very second: whoever runs an operation sees what
   * the other side says now.
   */
  private void open(PollPlan plan, Instant target, boolean first) {
    Instant watermark = progress.watermark;
    Instant since =
        watermark == null
            ? target.minus(plan.lookBack())
            : first ? watermark.minus(plan.overlap()) : watermark;
    Instant end = since.plus(pace.span());
    Instant last = watermark == null || watermark.isBefore(target) ? target : watermark;
    progress.since = since;
    progress.until = end.isBefore(last) ? end : last;
    progress.cursor = null;
  }

  private boolean pages(Window window) {
    do {
      Page page = fetch(window);
      append(page.items());
      progress.fetched += page.items().size();
      progress.cursor = page.next();
      if (!goesOn.getAsBoolean()) {
        return false;
      }
    } while (progress.cursor != null);
    return true;
  }

  private Page fetch(Window window) {
    Duration pause = pace.pause();
    int tries = 0;
    for (int i = 0; ; i++) {
      try {
        return pull.page(open(), window, progress.cursor, Json.MAPPER.createObjectNode());
      } catch (OperationFailedException e) {
        if (e.throttled()) {
          // whoever else uses this connector stays away, too
          throttled(e, i);
          continue;
        }
        tries++;
        Duration wait = e.retryAfter().orElse(pause);
        if (!e.retryable() || tries >= pace.tries() || wait.compareTo(PATIENCE) > 0) {
          throw e;
        }
        Resting.rest(wait.compareTo(pause) > 0 ? wait : pause);
        pause = pause.multipliedBy(2);
      }
    }
  }

  private Call open() {
    return parts
        .operations()
        .open(
            app,
            connector,
            operation,
            null,
            PaceGate.counting(parts.paces(), app, connector),
            Call.Trace.NONE);
  }

  /** Being told to wait is no try, but nobody is waited for without an end. */
  private void throttled(OperationFailedException e, int times) {
    Duration wait = e.rest();
    if (e.status() > 0) {
      // else it was we who waited
      parts.paces().rest(source, parts.clock().instant().plus(wait));
    }
    if (times >= MOST_RESTS || wait.compareTo(PATIENCE) > 0) {
      throw e;
    }
    Resting.rest(wait);
  }

  private void append(List<JsonNode> items) {
    for (int from = 0; from < items.size(); from += BATCH) {
      var arrivals = new ArrayList<Arrival>();
      for (JsonNode item : items.subList(from, Math.min(items.size(), from + BATCH))) {
        Payload payload = Payload.of(item, Map.of(Connector.OPERATION, brings));
        arrivals.add(connector.arrival(app, payload, Optional.ofNullable(job)));
      }
      boolean kept = false;
      while (!kept) {
        try {
          parts.inbox().appendAndWait(arrivals);
          kept = true;
        } catch (BusyException e) {
          Resting.rest(e.retryAfter());
        }
      }
    }
  }
}
