package dev.nacre.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Many new rows of one table, sent by PostgreSQL's {@code COPY} in its text form: half the work of
 * an {@code INSERT} for both sides. It knows no {@code ON CONFLICT}: a row that is in another's way
 * fails them all.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-copy.html">COPY</a>
 */
public final class CopyRows {
  /** With fewer rows, asking for a copy costs more than it saves. */
  public static final int WORTHWHILE = 100;

  private final StringBuilder text;

  /**
   * None yet.
   *
   * @param rows how many there will be, about
   */
  public CopyRows(int rows) {
    text = new StringBuilder(rows * 256);
  }

  /** Adds one value to the row that is being written; a list is an array of texts. */
  public CopyRows add(@Nullable Object value) {
    switch (value) {
      case null -> text.append("\\N");
      case String said -> escape(said);
      case List<?> several -> escape(Parameters.literal(several));
      case Boolean flag -> text.append(flag ? 't' : 'f');
      case BigDecimal number -> text.append(number.toPlainString());
      default -> text.append(value); // ids, whole numbers, days and moments: as Java writes them
    }
    text.append('\t');
    return this;
  }

  /** The row has all its values. */
  public void end() {
    text.setCharAt(text.length() - 1, '\n');
  }

  private void escape(String said) {
    for (int i = 0; i < said.length(); i++) {
      char c = said.charAt(i);
      switch (c) {
        case '\\' -> text.append("\\\\");
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        default -> text.append(c);
      }
    }
  }

  /**
   * Sends them.
   *
   * @param table quoted, with its schema
   * @param columns quoted, with commas between them, in the order of the values
   */
  public void into(Connection connection, String table, String columns) throws SQLException {
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    try {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(
              "copy " + table + " (" + columns + ") from stdin", new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new SQLException("rows in memory can always be read", e);
    }
  }
}
