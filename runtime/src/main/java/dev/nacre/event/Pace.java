package dev.nacre.event;

import dev.nacre.event.OutboxQueue.Source;
import dev.nacre.event.OutboxSender.Ceiling;
import dev.nacre.storage.Rows;
import dev.nacre.storage.Sql;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How fast a connector is being used; its row is locked, so that all nodes count together. */
final class Pace {
  private static final String READ =
      "SELECT sent, paused_until, open_until, probe_until, stopped_by, stopped_at"
          + " FROM nacre.outbox_pace WHERE app = ? AND connector = ?";

  /** How soon after a person let it go on things do. */
  private static final Duration STOPPED = Duration.ofMinutes(1);

  private final Source source;
  private final Limits limits;
  private final Row row;

  private Pace(Source source, Limits limits, Row row) {
    this.source = source;
    this.limits = limits;
    this.row = row;
  }

  /** As it is stored. */
  private record Row(
      List<Instant> sent,
      @Nullable Instant pausedUntil,
      @Nullable Instant openUntil,
      @Nullable Instant probeUntil,
      PaceState.@Nullable Stop stop) {
    static final Row NONE = new Row(List.of(), null, null, null, null);
  }

  /** What to do about a row that somebody else holds. */
  enum Held {
    WAIT,
    SKIP
  }

  /** Null when another worker holds it, and isn't waited for. */
  static @Nullable Pace lock(Connection connection, Source source, Limits limits, Held held)
      throws SQLException {
    if (limits.ceilings().isEmpty()) {
      // without a ceiling there is nothing to count together, but who may find out is one only
      Pace seen = see(connection, source, limits);
      if (seen.row.openUntil() == null) {
        return seen;
      }
    } else {
      Sql make =
          Sql.of(
              "INSERT INTO nacre.outbox_pace (app, connector) VALUES (?, ?) ON CONFLICT DO NOTHING",
              source.app(),
              source.connector());
      try (PreparedStatement insert = OutboxQueue.prepare(connection, make)) {
        insert.executeUpdate();
      }
    }
    Row row =
        read(connection, source, held == Held.SKIP ? " FOR UPDATE SKIP LOCKED" : " FOR UPDATE");
    return row == null ? null : new Pace(source, limits, row);
  }

  /** As it is, for looking at. */
  static Pace see(Connection connection, Source source, Limits limits) throws SQLException {
    Row row = read(connection, source, "");
    return new Pace(source, limits, row == null ? Row.NONE : row);
  }

  private static @Nullable Row read(Connection connection, Source source, String lock)
      throws SQLException {
    Sql sql = Sql.of(READ, source.app(), source.connector()).then(lock);
    try (PreparedStatement select = OutboxQueue.prepare(connection, sql);
        ResultSet row = select.executeQuery()) {
      return row.next()
          ? new Row(
              moments(row.getArray("sent")),
              Rows.moment(row, "paused_until"),
              Rows.moment(row, "open_until"),
              Rows.moment(row, "probe_until"),
              stop(row))
          : null;
    }
  }

  static PaceState.@Nullable Stop stop(ResultSet row) throws SQLException {
    Instant at = Rows.moment(row, "stopped_at");
    return at == null ? null : new PaceState.Stop(row.getString("stopped_by"), at);
  }

  private static List<Instant> moments(Array array) throws SQLException {
    var found = new ArrayList<Instant>();
    for (Object moment : (Object[]) array.getArray()) {
      found.add(((Timestamp) moment).toInstant());
    }
    Collections.sort(found);
    return found;
  }

  /** How many may be sent now. */
  int room(Instant now) {
    if (!rest(now).isZero()) {
      return 0;
    }
    int most = guarded() && row.openUntil() != null ? 1 : Integer.MAX_VALUE;
    for (Ceiling ceiling : limits.ceilings()) {
      most = Math.min(most, ceiling.most() - lately(ceiling, now).size());
    }
    return most;
  }

  /** How long until something may be sent; zero when it may now. */
  Duration rest(Instant now) {
    Duration own = ownRest(now);
    return row.stop() != null && own.compareTo(STOPPED) < 0 ? STOPPED : own;
  }

  private Duration ownRest(Instant now) {
    Stream<Instant> full =
        limits.ceilings().stream()
            .filter(ceiling -> lately(ceiling, now).size() >= ceiling.most())
            .map(ceiling -> frees(ceiling, lately(ceiling, now)));
    Stream<@Nullable Instant> told =
        guarded()
            ? Stream.of(row.pausedUntil(), row.openUntil(), row.probeUntil())
            : Stream.of(row.pausedUntil());
    return Stream.concat(full, told)
        .filter(until -> until != null && until.isAfter(now))
        .map(until -> Duration.between(now, until))
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private boolean guarded() {
    return limits.breaker() != null;
  }

  private static Instant frees(Ceiling ceiling, List<Instant> lately) {
    return lately.get(lately.size() - ceiling.most()).plus(ceiling.within());
  }

  private List<Instant> lately(Ceiling limit, Instant now) {
    Instant since = now.minus(limit.within());
    return row.sent().stream().filter(moment -> moment.isAfter(since)).toList();
  }

  /** Counts so many as sent now. */
  void sent(Connection connection, Instant now, int count) throws SQLException {
    boolean probes = guarded() && row.openUntil() != null;
    if (count == 0 || (limits.ceilings().isEmpty() && !probes)) {
      return;
    }
    Duration longest =
        limits.ceilings().stream()
            .map(Ceiling::within)
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    Instant since = now.minus(longest);
    var all = new ArrayList<>(row.sent().stream().filter(m -> m.isAfter(since)).toList());
    all.addAll(Collections.nCopies(limits.ceilings().isEmpty() ? 0 : count, now));
    Sql keep =
        Sql.of(
            "UPDATE nacre.outbox_pace SET sent = ?, probe_until = ?::timestamptz"
                + " WHERE app = ? AND connector = ?",
            all.toArray(Instant[]::new),
            probes ? now.plus(OutboxQueue.LEASE) : row.probeUntil(),
            source.app(),
            source.connector());
    try (PreparedStatement update = OutboxQueue.prepare(connection, keep)) {
      update.executeUpdate();
    }
  }

  /** For people to look at. */
  PaceState state(Instant now) {
    Instant paused = row.pausedUntil();
    Instant open = guarded() ? row.openUntil() : null;
    return new PaceState(
        paused == null || paused.isBefore(now) ? null : paused,
        open == null
            ? PaceState.Breaker.CLOSED
            : open.isAfter(now) ? PaceState.Breaker.OPEN : PaceState.Breaker.HALF_OPEN,
        open,
        limits.ceilings().stream()
            .map(ceiling -> new PaceState.Used(ceiling, lately(ceiling, now).size()))
            .toList(),
        row.stop());
  }
}
