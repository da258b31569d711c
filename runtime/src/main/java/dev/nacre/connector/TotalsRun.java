package dev.nacre.connector;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.connector.OperationFailedException.Outlook;
import dev.nacre.connector.PullOperation.Window;
import dev.nacre.connector.TotalsPlan.Stretch;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Aggregate.Span;
import dev.nacre.record.AggregateEngine;
import dev.nacre.record.Aggregation;
import dev.nacre.security.Identity;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares an ingest with the other side's own totals, the oldest hour first, and fetches again
 * what lacks. What is found of an hour is kept before the next is asked for.
 */
final class TotalsRun {
  /** What doesn't come when it is fetched so often needs a person. */
  static final int MOST = 3;

  /** What was complete is compared again after that: shops publish late. */
  private static final Duration BELIEVED = Duration.ofHours(6);

  private final PollRun.Parts parts;
  private final TotalsStore store;
  private final AggregateEngine figures;
  private final String app;
  private final Connector connector;
  private final TotalsPlan plan;
  private final PullOperation totals;
  private final BooleanSupplier goesOn;

  TotalsRun(
      PollRun.Parts parts,
      TotalsStore store,
      AggregateEngine figures,
      String app,
      Connector connector,
      TotalsPlan plan,
      BooleanSupplier goesOn) {
    this.parts = parts;
    this.store = store;
    this.figures = figures;
    this.app = app;
    this.connector = connector;
    this.plan = plan;
    this.totals = (PullOperation) connector.operation(plan.operation());
    this.goesOn = goesOn;
  }

  /** How many there are, and their sum. */
  private record Figures(long count, @Nullable BigDecimal amount) {}

  /**
   * Compares.
   *
   * @param polled how far the ingest was polled; what is younger can't have come
   * @param all whether what agreed a while ago is compared, too
   * @return whether something was fetched again, so that it should soon be compared anew
   * @throws OperationFailedException when the other side fails; what was found stays
   */
  boolean run(Instant polled, boolean all) {
    ZoneId zone = connector.forms().zone();
    List<Stretch> stretches =
        plan.stretches(parts.clock().instant(), zone).stream()
            .filter(stretch -> !stretch.until().isAfter(polled))
            .toList();
    if (stretches.isEmpty()) {
      return false;
    }
    Instant since = stretches.getFirst().since();
    Map<Instant, Compared> known =
        store.since(app, connector.id(), since).stream()
            .filter(found -> found.ingest().equals(plan.ingest()))
            .collect(Collectors.toMap(Compared::since, found -> found));
    Map<Instant, Figures> ours = ours(since, stretches.getLast().until(), zone);
    boolean fetched = false;
    for (Stretch stretch : stretches) {
      Compared before = known.get(stretch.since());
      if (all || before == null || !believed(before)) {
        Figures here = ours.getOrDefault(stretch.since(), new Figures(0, zero()));
        Compared found = compare(stretch, here, before == null ? 0 : before.fetched());
        boolean again = found.lacks() && found.fetched() < MOST;
        store.save(app, connector.id(), again ? found.fetchedAgain() : found);
        if (again && !fetch(stretch)) {
          return true;
        }
        fetched |= again;
      }
      if (!goesOn.getAsBoolean()) {
        return fetched;
      }
    }
    store.forget(app, connector.id(), parts.clock().instant());
    return fetched;
  }

  private boolean believed(Compared before) {
    Instant now = parts.clock().instant();
    return !before.lacks() && before.checkedAt().plus(BELIEVED).isAfter(now);
  }

  private Compared compare(Stretch stretch, Figures here, int fetched) {
    Figures there = theirs(stretch);
    return new Compared(
        plan.ingest(),
        stretch.since(),
        stretch.until(),
        there.count(),
        here.count(),
        there.amount(),
        here.amount(),
        fetched,
        parts.clock().instant());
  }

  private Map<Instant, Figures> ours(Instant since, Instant until, ZoneId zone) {
    Aggregation answer =
        figures.aggregate(
            connector.forms(),
            plan.question(since, until, zone),
            Identity.engine("connector:" + connector.id()));
    var all = new HashMap<Instant, Figures>();
    for (Aggregation.Group group : answer.groups()) {
      Object first = group.key().getFirst();
      Instant at =
          plan.per() == Span.DAY && first instanceof LocalDate day
              ? day.atStartOfDay(zone).toInstant()
              : (Instant) first;
      BigDecimal count = group.number(0);
      all.put(
          at,
          new Figures(
              count == null ? 0 : count.longValueExact(),
              plan.sum() == null ? null : group.number(1)));
    }
    return all;
  }

  private @Nullable BigDecimal zero() {
    return plan.sum() == null ? null : BigDecimal.ZERO;
  }

  /** Window by window when an hour is more than the other side answers for at once. */
  private Figures theirs(Stretch stretch) {
    long count = 0;
    BigDecimal amount = zero();
    Instant from = stretch.since();
    while (from.isBefore(stretch.until())) {
      Instant end = from.plus(totals.pace().span());
      Instant until = end.isBefore(stretch.until()) ? end : stretch.until();
      Instant last = plan.inclusive() ? until.minusSeconds(1) : until;
      Call call =
          parts
              .operations()
              .open(
                  app,
                  connector,
                  plan.operation(),
                  null,
                  PaceGate.counting(parts.paces(), app, connector),
                  Call.Trace.NONE);
      JsonNode answer = totals.ask(call, new Window(from, last), Json.MAPPER.createObjectNode());
      count += number(answer.at(plan.count()), plan.count().toString()).longValue();
      if (amount != null) {
        amount = amount.add(amount(call, answer));
      }
      from = until;
    }
    return new Figures(count, amount);
  }

  private BigDecimal amount(Call call, JsonNode answer) {
    if (plan.formula() == null) {
      String at = String.valueOf(plan.amount());
      return plan.amount() == null ? BigDecimal.ZERO : number(answer.at(plan.amount()), at);
    }
    Object value = plan.formula().evaluate(call.scope().with("source", answer));
    if (value instanceof BigDecimal number) {
      return number;
    }
    throw unreadable(String.valueOf(value), "amount");
  }

  private BigDecimal number(JsonNode json, String at) {
    if (json.isNumber()) {
      return json.decimalValue();
    }
    try {
      return new BigDecimal(json.asText().strip());
    } catch (NumberFormatException e) {
      throw unreadable(json.isMissingNode() ? "" : json.toString(), at);
    }
  }

  private OperationFailedException unreadable(String what, String at) {
    String shown = what.length() > 80 ? what.substring(0, 80) + "…" : what;
    return new OperationFailedException(
        Outlook.NEVER, 0, Problem.at("", "totals_unreadable", plan.operation(), at, shown));
  }

  /** False when somebody else took over meanwhile. */
  private boolean fetch(Stretch stretch) {
    return new PollRun(parts, app, connector, plan.refetch(), plan.brings(), goesOn)
        .window(stretch.since(), stretch.until());
  }
}
