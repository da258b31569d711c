package dev.nacre.event.kafka;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** How far each partition has come to the ledger, as the database knows it. */
final class KafkaOffsets {
  private static final String BEGIN =
      """
      INSERT INTO nacre.inbox_offset (topic, partition, next)
      SELECT ?, p, n FROM unnest(?::int[], ?::bigint[]) AS t (p, n) ORDER BY p
      ON CONFLICT (topic, partition) DO NOTHING\
      """;

  private static final String ADVANCE =
      """
      UPDATE nacre.inbox_offset o SET next = m.till
        FROM unnest(?::int[], ?::bigint[], ?::bigint[]) AS m (partition, since, till)
       WHERE o.topic = ? AND o.partition = m.partition AND o.next = m.since\
      """;

  private static final String ALL =
      "SELECT partition, next FROM nacre.inbox_offset WHERE topic = ?";

  private KafkaOffsets() {}

  /** Another node has gone on with one of these partitions. */
  static final class MovedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MovedException() {
      super("another node goes on with it", null, false, false);
    }
  }

  /** Notes partitions that aren't known yet. */
  static void begin(Connection connection, String topic, Map<Integer, Long> first)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(BEGIN)) {
      insert.setString(1, topic);
      insert.setArray(2, partitions(connection, first));
      insert.setArray(3, offsets(connection, first, first));
      insert.executeUpdate();
    }
  }

  /**
   * Goes on from where they are known to be to where they are then.
   *
   * @throws MovedException when one of them is somewhere else: whoever believes to have it is wrong
   */
  static void advance(
      Connection connection, String topic, Map<Integer, Long> since, Map<Integer, Long> till)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(ADVANCE)) {
      update.setArray(1, partitions(connection, till));
      update.setArray(2, offsets(connection, till, since));
      update.setArray(3, offsets(connection, till, till));
      update.setString(4, topic);
      if (update.executeUpdate() != till.size()) {
        throw new MovedException();
      }
    }
  }

  /** Where all of them are. */
  static Map<Integer, Long> all(Connection connection, String topic) throws SQLException {
    var next = new HashMap<Integer, Long>();
    try (PreparedStatement select = connection.prepareStatement(ALL)) {
      select.setString(1, topic);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          next.put(row.getInt(1), row.getLong(2));
        }
      }
    }
    return next;
  }

  private static Array partitions(Connection connection, Map<Integer, Long> of)
      throws SQLException {
    return connection.createArrayOf("int4", of.keySet().toArray());
  }

  /** The values of one map, in the order of the keys of another. */
  private static Array offsets(
      Connection connection, Map<Integer, Long> order, Map<Integer, Long> values)
      throws SQLException {
    return connection.createArrayOf("int8", order.keySet().stream().map(values::get).toArray());
  }
}
