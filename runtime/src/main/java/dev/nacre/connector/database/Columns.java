package dev.nacre.connector.database;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The columns of a result: rows become JSON objects, numbers exactly. */
final class Columns {
  private final List<Column> columns = new ArrayList<>();

  private record Column(int index, String name, int type, boolean zoned) {}

  Columns(ResultSetMetaData plan) throws SQLException {
    for (int i = 1; i <= plan.getColumnCount(); i++) {
      boolean zoned = plan.getColumnTypeName(i).equals("timestamptz");
      columns.add(new Column(i, plan.getColumnLabel(i), plan.getColumnType(i), zoned));
    }
  }

  ObjectNode read(ResultSet row) throws SQLException {
    ObjectNode node = Json.MAPPER.createObjectNode();
    for (Column column : columns) {
      put(node, column, row);
    }
    return node;
  }

  private static void put(ObjectNode node, Column column, ResultSet row) throws SQLException {
    String name = column.name();
    switch (column.type()) {
      case Types.TINYINT,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.DECIMAL,
          Types.NUMERIC,
          Types.REAL,
          Types.FLOAT,
          Types.DOUBLE -> {
        BigDecimal number = row.getBigDecimal(column.index());
        node.put(name, number);
      }
      case Types.BOOLEAN, Types.BIT -> {
        boolean flag = row.getBoolean(column.index());
        node.put(name, row.wasNull() ? null : (Boolean) flag);
      }
      case Types.DATE -> {
        LocalDate day = row.getObject(column.index(), LocalDate.class);
        node.put(name, day == null ? null : day.toString());
      }
      case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> {
        Object moment =
            column.zoned()
                ? row.getObject(column.index(), OffsetDateTime.class)
                : row.getObject(column.index(), LocalDateTime.class);
        node.put(name, moment == null ? null : moment.toString());
      }
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> {
        byte[] bytes = row.getBytes(column.index());
        node.put(name, bytes == null ? null : Base64.getEncoder().encodeToString(bytes));
      }
      default -> node.put(name, row.getString(column.index()));
    }
  }
}
