package dev.nacre.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.connector.PullOperation.Page;
import dev.nacre.connector.PullOperation.Window;
import dev.nacre.connector.Trial.Mapped;
import dev.nacre.event.Finding;
import dev.nacre.event.InboxEntry;
import dev.nacre.event.InboxEntry.RecordLink;
import dev.nacre.event.Settlement;
import dev.nacre.event.Turn;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import dev.nacre.record.RecordEngine;
import dev.nacre.security.Identity;
import dev.nacre.storage.Database;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tries connectors out before they go live: makes the real call, and maps what comes in a
 * transaction that is taken back. A person sees all of it, and nothing is kept.
 */
@Singleton
public final class TrialEngine {
  private static final int MAPPED = 10;
  private static final int PAGES = 3;
  private static final Duration LOOK_BACK = Duration.ofDays(1);

  private final Operations operations;
  private final Database database;
  private final RecordEngine records;
  private final InstantSource clock;

  /** An engine over those parts. */
  public TrialEngine(
      Operations operations, Database database, RecordEngine records, InstantSource clock) {
    this.operations = operations;
    this.database = database;
    this.records = records;
    this.clock = clock;
  }

  /**
   * Makes one call, and maps what it brings through every ingest of that operation.
   *
   * @param app an app id, or {@code id@test}
   * @param connector as compiled from a draft or a version
   * @param input what templates see beside the window and the page
   * @throws dev.nacre.record.NotFoundException when it has no such operation
   */
  public Trial call(String app, Connector connector, String operation, ObjectNode input) {
    Operation ready = connector.operation(operation);
    var trace = new TrialTrace();
    var payloads = new ArrayList<JsonNode>();
    try {
      Call call = operations.open(app, connector, operation, null, Call.Gate.OPEN, trace);
      if (ready instanceof PullOperation pull) {
        payloads.addAll(pages(pull, call, connector, operation, input));
      } else {
        payloads.add(ready.call(call, input).body());
      }
      return finish(app, connector, operation, trace, payloads);
    } catch (NacreException e) {
      List<Problem> problems = e.problems().stream().map(trace::cover).toList();
      return new Trial(trace.exchanges(), 0, List.of(), List.of(), problems);
    }
  }

  /** Maps a payload that was captured or written by a person, without any call. */
  public Trial map(
      String app, Connector connector, @Nullable String operation, List<JsonNode> payloads) {
    return finish(app, connector, operation, new TrialTrace(), payloads);
  }

  private Trial finish(
      String app,
      Connector connector,
      @Nullable String operation,
      TrialTrace trace,
      List<JsonNode> payloads) {
    var mapped = new ArrayList<Mapped>();
    List<JsonNode> shown = payloads.stream().limit(MAPPED).toList();
    for (int i = 0; i < shown.size(); i++) {
      mapped.addAll(map(app, connector, operation, shown.get(i), i));
    }
    return new Trial(trace.exchanges(), payloads.size(), shown, mapped, List.of());
  }

  /** The newest window, and as many of its pages as it takes to find something. */
  private List<JsonNode> pages(
      PullOperation pull, Call call, Connector connector, String operation, ObjectNode input) {
    Window window = pull.pace().windowed() ? window(pull, connector, operation) : Window.ALL;
    Page page = pull.page(call, window, null, input);
    for (int i = 1; i < PAGES && page.items().isEmpty() && page.next() != null; i++) {
      page = pull.page(call, window, page.next(), input);
    }
    return page.items();
  }

  private Window window(PullOperation pull, Connector connector, String operation) {
    Duration lookBack =
        connector.polls().stream()
            .filter(plan -> plan.operation().equals(operation))
            .map(PollPlan::lookBack)
            .findFirst()
            .orElse(LOOK_BACK);
    Duration span = pull.pace().span();
    Instant until = clock.instant().minus(pull.pace().lag()).truncatedTo(ChronoUnit.SECONDS);
    return new Window(until.minus(lookBack.compareTo(span) < 0 ? lookBack : span), until);
  }

  /**
   * What an entry of the inbox would become.
   *
   * @param body its payload, or another in its place
   */
  List<Mapped> again(Connector connector, InboxEntry entry, byte[] body) {
    return map(
        connector,
        new Turn(
            entry.id(),
            entry.app(),
            connector.id(),
            null,
            body,
            0,
            entry.receivedAt(),
            "",
            true,
            entry.headers().get(Connector.OPERATION),
            null),
        0);
  }

  private List<Mapped> map(
      String app, Connector connector, @Nullable String operation, JsonNode payload, int index) {
    byte[] body = Payload.of(payload, Map.of()).body();
    return map(
        connector,
        new Turn(0, app, connector.id(), null, body, 0, clock.instant(), "", true, operation, null),
        index);
  }

  private List<Mapped> map(Connector connector, Turn turn, int index) {
    try {
      return database.inNewTransaction(
          connection -> {
            throw new TakenBackException(written(connector, turn, index));
          });
    } catch (TakenBackException e) {
      return e.mapped();
    } catch (HalfWrittenException e) {
      return told(connector, e.settlements().getFirst(), index);
    } catch (NacreException e) {
      Finding why = new Finding(null, null, e.problems().getFirst());
      return List.of(new Mapped(index, "", "", "dead", null, List.of(why)));
    }
  }

  private List<Mapped> written(Connector connector, Turn turn, int index) {
    var writer = new IngestBatch.Writer(database, records, PayloadTaker.NONE);
    Settlement settlement = writer.write(connector, List.of(turn), Map.of()).getFirst();
    if (settlement.records().isEmpty()) {
      return told(connector, settlement, index);
    }
    Identity who = Identity.engine("connector:" + connector.id());
    var all = new ArrayList<Mapped>();
    for (RecordLink link : settlement.records()) {
      ObjectNode json =
          records
              .find(connector.forms(), link.form(), link.id(), Set.of(), who)
              .map(record -> records.json(connector.forms(), record, who))
              .orElse(null);
      all.add(new Mapped(index, link.ingest(), link.form(), link.outcome(), json, List.of()));
    }
    return all;
  }

  private static List<Mapped> told(Connector connector, Settlement settlement, int index) {
    Finding first = settlement.findings().isEmpty() ? null : settlement.findings().getFirst();
    String ingest = first == null || first.ingest() == null ? "" : first.ingest();
    String form =
        connector.ingests().stream()
            .filter(plan -> plan.id().equals(ingest))
            .map(plan -> plan.form().id())
            .findFirst()
            .orElse("");
    return List.of(
        new Mapped(index, ingest, form, settlement.state().id(), null, settlement.findings()));
  }

  /** Ends the transaction, so that nothing of it stays. */
  private static final class TakenBackException extends NacreException {
    private static final long serialVersionUID = 1L;

    private final transient List<Mapped> mapped;

    TakenBackException(List<Mapped> mapped) {
      super(List.of(Problem.at("", "trial_taken_back")));
      this.mapped = mapped;
    }

    List<Mapped> mapped() {
      return mapped;
    }
  }
}
