package dev.nacre.event;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the connectors with due entries by leaping through the indexes of what waits from one to
 * the next: it costs a look for each connector, however much waits.
 */
final class InboxSources {
  private static final String DUE =
      """
      WITH RECURSIVE fresh AS (
        (SELECT app, connector FROM nacre.inbox
          WHERE state = 'received' AND attempts + replays = 0
          ORDER BY app, connector LIMIT 1)
        UNION ALL
        SELECT n.app, n.connector
          FROM fresh f CROSS JOIN LATERAL (
               SELECT app, connector FROM nacre.inbox
                WHERE state = 'received' AND attempts + replays = 0
                  AND (app, connector) > (f.app, f.connector)
                ORDER BY app, connector LIMIT 1) n),
      again AS (
        (SELECT app, connector, due_at FROM nacre.inbox
          WHERE state = 'received' AND attempts + replays > 0
          ORDER BY app, connector, due_at LIMIT 1)
        UNION ALL
        SELECT n.app, n.connector, n.due_at
          FROM again a CROSS JOIN LATERAL (
               SELECT app, connector, due_at FROM nacre.inbox
                WHERE state = 'received' AND attempts + replays > 0
                  AND (app, connector) > (a.app, a.connector)
                ORDER BY app, connector, due_at LIMIT 1) n)
      SELECT app, connector FROM fresh
       UNION
      SELECT app, connector FROM again WHERE due_at <= ?
       ORDER BY app, connector\
      """;

  private InboxSources() {}

  static List<InboxQueue.Source> due(Connection connection, OffsetDateTime now)
      throws SQLException {
    var found = new ArrayList<InboxQueue.Source>();
    try (PreparedStatement select = connection.prepareStatement(DUE)) {
      select.setObject(1, now);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(new InboxQueue.Source(row.getString(1), row.getString(2)));
        }
      }
    }
    return found;
  }
}
