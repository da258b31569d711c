package dev.nacre.event;

import dev.nacre.event.OutboxQueue.Source;
import dev.nacre.event.OutboxSender.Ceiling;
import dev.nacre.storage.Sql;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How fast a connector is being used; its row is locked, so that all nodes count together. */
final class Pace {
  private final Source source;
  private final Optional<Ceiling> ceiling;
  private final List<Instant> sent;
  private final @Nullable Instant pausedUntil;

  private Pace(
      Source source, Optional<Ceiling> ceiling, List<Instant> sent, @Nullable Instant pausedUntil) {
    this.source = source;
    this.ceiling = ceiling;
    this.sent = sent;
    this.pausedUntil = pausedUntil;
  }

  /** Null when another worker holds it. */
  static @Nullable Pace lock(Connection connection, Source source, Optional<Ceiling> ceiling)
      throws SQLException {
    if (ceiling.isPresent()) {
      Sql make =
          Sql.of(
              "INSERT INTO nacre.outbox_pace (app, connector) VALUES (?, ?) ON CONFLICT DO NOTHING",
              source.app(),
              source.connector());
      try (PreparedStatement insert = OutboxQueue.prepare(connection, make)) {
        insert.executeUpdate();
      }
    }
    Sql read =
        Sql.of(
                "SELECT sent, paused_until FROM nacre.outbox_pace WHERE app = ? AND connector = ?",
                source.app(),
                source.connector())
            .then(ceiling.isPresent() ? " FOR UPDATE SKIP LOCKED" : "");
    try (PreparedStatement select = OutboxQueue.prepare(connection, read);
        ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        return ceiling.isPresent() ? null : new Pace(source, ceiling, List.of(), null);
      }
      OffsetDateTime paused = row.getObject("paused_until", OffsetDateTime.class);
      return new Pace(
          source,
          ceiling,
          moments(row.getArray("sent")),
          paused == null ? null : paused.toInstant());
    }
  }

  private static List<Instant> moments(Array array) throws SQLException {
    var found = new ArrayList<Instant>();
    for (Object moment : (Object[]) array.getArray()) {
      found.add(((Timestamp) moment).toInstant());
    }
    return found;
  }

  /** How many may be sent now. */
  int room(Instant now) {
    if (pausedUntil != null && pausedUntil.isAfter(now)) {
      return 0;
    }
    return ceiling.map(c -> c.most() - lately(c, now).size()).orElse(Integer.MAX_VALUE);
  }

  private List<Instant> lately(Ceiling limit, Instant now) {
    Instant since = now.minus(limit.within());
    return sent.stream().filter(moment -> moment.isAfter(since)).toList();
  }

  /** Counts so many as sent now. */
  void sent(Connection connection, Instant now, int count) throws SQLException {
    if (ceiling.isEmpty() || count == 0) {
      return;
    }
    var all = new ArrayList<>(lately(ceiling.get(), now));
    all.addAll(Collections.nCopies(count, now));
    Sql keep =
        Sql.of(
            "UPDATE nacre.outbox_pace SET sent = ? WHERE app = ? AND connector = ?",
            all.toArray(Instant[]::new),
            source.app(),
            source.connector());
    try (PreparedStatement update = OutboxQueue.prepare(connection, keep)) {
      update.executeUpdate();
    }
  }
}
